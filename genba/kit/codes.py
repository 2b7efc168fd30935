"""Short opaque codes: what the world sees instead of row numbers."""

import secrets

# No I, L, O, U, 0, 1: nothing that two people read differently over the telephone, and no words by accident.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8


def new_code() -> str:
    """Eight characters, 6.5 * 10**11 possibilities; the unique constraint of the column has the last word."""
    number = secrets.randbits(64)  # 30**8 divides it so often that no letter is likelier by more than 1 in 10**7
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def tidy_code(typed: str) -> str:
    """What a person typed, as we keep it: no blanks or dashes, capital letters."""
    return "".join(c for c in typed.upper() if c.isalnum())
