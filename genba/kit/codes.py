"""Short opaque codes: what the world sees instead of row numbers."""

import secrets

# No I, L, O, U, 0, 1: nothing that two people read differently over the telephone, and no words by accident.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
# A random byte is a letter; the last bytes, which would make some letters likelier than others, are left out.
LETTER_OF = bytes(ord(ALPHABET[byte % len(ALPHABET)]) for byte in range(256))
UNUSED = bytes(range(256 - 256 % len(ALPHABET), 256))


def new_code() -> str:
    """Eight characters, 6.5 * 10**11 possibilities; the unique constraint of the column has the last word."""
    return new_codes(1)[0]


def new_codes(count: int) -> list[str]:
    """So many codes at once. Among many, two may be the same: whoever needs thousands looks for that."""
    letters = ""
    while len(letters) < count * LENGTH:
        letters += secrets.token_bytes(count * LENGTH + 16).translate(LETTER_OF, UNUSED).decode()
    return [letters[place : place + LENGTH] for place in range(0, count * LENGTH, LENGTH)]


def tidy_code(typed: str) -> str:
    """What a person typed, as we keep it: no blanks or dashes, capital letters."""
    return "".join(c for c in typed.upper() if c.isalnum())
