"""Burmese names in Latin letters, as people of Myanmar write them on their papers: Aung, Htun, Kyaw.

Syllable by syllable: consonant, medials, and the rhyme as a whole, since vowels and final consonants sound together.
Source of the table: the customary romanisation of names (Okell, "A Guide to the Romanization of Burmese", 1971, ch. 4).
"""

import re

CONSONANTS = dict(zip(
    "ကခဂဃငစဆဇဈညဉဋဌဍဎဏတထဒဓနပဖဗဘမယရလဝသဟဠအဿ",
    ("k", "kh", "g", "g", "ng", "s", "s", "z", "z", "ny", "ny", "t", "t", "d", "d", "n", "t", "t", "d", "d", "n", "p", "p", "b",
     "b", "m", "y", "y", "l", "w", "th", "h", "l", "", "th"), strict=True))  # fmt: skip
MEDIALS = {"ျ": "y", "ြ": "y", "ွ": "w", "ှ": "h"}
RHYMES = {
    "ောင်": "aung", "ေါင်": "aung", "ောက်": "auk", "ေါက်": "auk", "ိုင်": "aing", "ိုက်": "aik", "ိန်": "ein", "ိမ်": "ein",
    "ိတ်": "eik", "ုန်": "on", "ုမ်": "on", "ုတ်": "ok", "ုပ်": "ok", "င်": "in", "န်": "an", "မ်": "an", "ဉ်": "in", "ည်": "i",
    "က်": "et", "တ်": "at", "ပ်": "at", "စ်": "it", "ယ်": "e", "ော်": "aw", "ေါ်": "aw", "ော": "aw", "ေါ": "aw", "ို": "o",
    "ုံ": "on", "ိံ": "ein", "ံ": "an", "ာ": "a", "ါ": "a", "ိ": "i", "ီ": "i", "ု": "u", "ူ": "u", "ေ": "e", "ဲ": "e",
}  # fmt: skip
_BURMESE = re.compile(r"[\u1000-\u109f]+")
_TONES = re.compile(r"[\u1037\u1038]")  # dot below and visarga change the tone only
_RHYME = "|".join(map(re.escape, sorted(RHYMES, key=len, reverse=True)))
_SYLLABLE = re.compile(rf"([{''.join(CONSONANTS)}])((?:[{''.join(MEDIALS)}])*)({_RHYME})?")


def romanised(text: str) -> str:
    """The text with its Burmese parts in Latin letters, a blank between syllables; the rest as it is."""
    return _BURMESE.sub(lambda found: " ".join(_syllables(_TONES.sub("", found.group()))) + " ", text)


def _syllables(word: str) -> list[str]:
    """Each syllable; a bare consonant is read with a short a."""
    return [CONSONANTS[c] + "".join(MEDIALS[m] for m in medials) + (RHYMES.get(rhyme or "", "a"))
            for c, medials, rhyme in _SYLLABLE.findall(word)]  # fmt: skip
