"""Names as they are searched and compared: one form for every way of writing them."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from genba.kit.refused import Refused

KEY_LENGTH = 120
PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}


def name_key(name: str) -> str:
    """Folded for comparison and order: no case, no accents, no punctuation, single blanks.

    Combining marks of Latin, Greek and Cyrillic letters and of Arabic vowels go; marks that are letters in their
    own right (Burmese, Thai, Devanagari) stay, since they are not of combining class non-zero only.
    """
    if name.isascii():  # most names: the same, at a tenth of the cost
        return " ".join(name.translate(PLAIN).split())[:KEY_LENGTH]
    folded = unicodedata.normalize("NFKD", name).casefold().replace("ı", "i").replace("đ", "d").replace("ł", "l")
    bare = "".join(c for c in folded if not unicodedata.combining(c) or unicodedata.category(c) == "Mc")
    words = re.sub(r"[^\w\s]", " ", unicodedata.normalize("NFC", bare)).replace("_", " ").split()
    return " ".join(words)[:KEY_LENGTH]


def words_of(*texts: str) -> list[str]:
    """The distinct search words of some texts, in order."""
    return words_in(*map(name_key, texts))


def words_in(*keys: str) -> list[str]:
    """The distinct search words of texts that are folded already."""
    return list(dict.fromkeys([word[:40] for key in keys for word in key.split()]))


def all_begin(asked: Iterable[str], known: Collection[str]) -> bool:
    """Whether each word asked for begins one of the known words; both as `words_of` gives them."""
    return all(any(word.startswith(one) for word in known) for one in asked)


def tidy_name(name: str) -> str:
    """A name as it is kept: blanks once, no control characters, not empty."""
    seen = name if name.isprintable() else "".join(filter(_is_kept, name))
    tidy = " ".join(seen.split())
    if not tidy:
        raise Refused(_("The name is empty. Write the name as people use it."), field="name")
    return tidy


def _is_kept(letter: str) -> bool:
    """Everything but control characters; the joiners are letters of some scripts."""
    return unicodedata.category(letter) not in ("Cc", "Cf") or letter in "\u200c\u200d"


def initials(name: str) -> str:
    """The first letter of each word of a name, in its own script: "Rosa Vidu" is "R. V."."""
    return " ".join(f"{word[0].upper()}." for word in name.split())
