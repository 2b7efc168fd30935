"""Names in one plain script, and as they sound: so that two ways of writing one name meet.

`latin` writes any script in the letters a to z. `sound` keeps only what survives when a name is carried from one script
into another and heard in between: its consonants, the hard and soft ones of one place of the mouth alike. Vowels are not
written in Arabic and differ between languages: Mohammed, Muhamad and محمد all sound "mhmt".
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from genba.science.burmese import romanised

# Letters that carry no sound of their own where names are carried over: the Arabic article, hamza and ayn; Burmese tones.
_ARTICLE = re.compile(r"\bال(?=\w{2})")
_MARKS = re.compile(r"[^a-z0-9 ]+")
_PAIRS = (("ph", "f"), ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("th", "t"), ("dh", "t"), ("ck", "k"),
          ("qu", "k"), ("ts", "s"), ("tz", "s"), ("sch", "s"), ("x", "ks"))  # fmt: skip
_ALIKE = str.maketrans({"b": "p", "d": "t", "g": "k", "q": "k", "c": "k", "j": "y", "z": "s", "v": "f"})
_VOWELS = re.compile(r"[aeiouyw]")  # w and y too: in Arabic one letter writes both w and u
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def latin(text: str) -> str:
    """Any script in small letters a to z and figures, single blanks. Never fails; what has no letters becomes ""."""
    if not text.isascii():
        text = _ARTICLE.sub("", text).replace("ة", "ا")
        text = anyascii(romanised(unicodedata.normalize("NFKC", text)).replace("ı", "i"))
    return " ".join(_MARKS.sub(" ", text.lower().replace("'", "").replace("`", "")).split())


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """How a Latin word sounds, at most eight letters: consonants, like ones as one, none twice; h only as the first.

    A word without consonants, or of figures, sounds as it is written.
    """
    if not word or word.isdigit():
        return word
    plain = word
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    plain = plain.translate(_ALIKE)
    bare = {"y": "", "w": "f"}.get(plain[0], plain[0]) if plain[0] not in "aeiou" else ""
    rest = _VOWELS.sub("", plain[1:])
    heard = _TWICE.sub(r"\1", bare + rest)
    heard = heard.rstrip("h") or heard
    return (heard or word)[:8]


def sounds(text: str) -> list[str]:
    """The sounds of the words of a text in any script, in order; an Arabic article in front does not count."""
    return [sound(_without_article(word)) for word in latin(text).split()]


def _without_article(word: str) -> str:
    if word in ("abdul", "abdel", "abdoul"):  # written apart in Arabic: abd, and the article of the next word
        return "abd"
    return word[2:] if len(word) > 4 and word[:2] in ("al", "el") else word
