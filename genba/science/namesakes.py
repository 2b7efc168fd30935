"""How likely two records speak of one and the same human being: names in any script and order, initials, telephones.

A telephone may be shared by a family or a line of workers: it is a hint, and alone never enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from genba.science.likeness import same_phone
from genba.science.sounds import latin, sounds

HEARD_ALIKE, INITIAL = 0.93, 0.8  # two words that sound the same; a letter for a word
NEAR = 0.87
ALIKE_FROM = 0.72  # shown while one types
SAME_FROM = 0.8  # kept as a likely double, to be decided by people
MOST_WORDS = 6
ADDRESS_WEIGHT, PLACE_WEIGHT = 0.9, 0.1


@dataclass(frozen=True)
class Somebody:
    """What is known of a person. `place` is where they live or work, in one field; empty texts are unknown."""

    name: str
    phone: str = ""
    place: str = ""
    sex: str = ""


@dataclass(frozen=True)
class Kinship:
    """How alike, nought for nothing, 1 for the same name; above it, where more agrees. And why."""

    score: float
    reasons: tuple[str, ...]


@lru_cache(maxsize=50_000)
def _words(name: str) -> tuple[tuple[str, str], ...]:
    """The words of a name, each as written in Latin letters and as it sounds. One of signs only is itself."""
    plain = latin(name).split()[:MOST_WORDS]
    return tuple(zip(plain, sounds(" ".join(plain)), strict=True)) if plain else ((name.strip().casefold(), ""),)


def _word_alike(one: tuple[str, str], other: tuple[str, str]) -> float:
    (a, heard), (b, other_heard) = one, other
    if a == b:
        return 1.0
    if 1 in (len(a), len(b)):
        return INITIAL if a[:1] == b[:1] and a.isalpha() and b.isalpha() else 0.0
    if heard and heard == other_heard:
        return HEARD_ALIKE if len(heard) > 1 else 0.7  # one consonant is little: Ha is not Hoa
    return JaroWinkler.similarity(a, b, score_cutoff=NEAR)


def name_alike(one: str, other: str) -> float:
    """0 to 1, whatever the order of the words. A word that only one of them has costs half of what a wrong one costs."""
    a, b = sorted((_words(one), _words(other)), key=len)
    pairs = sorted(((_word_alike(x, y), i, j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True)
    used_a: set[int] = set()
    used_b: set[int] = set()
    total = 0.0
    for alike, i, j in pairs:
        if alike and i not in used_a and j not in used_b:
            used_a.add(i)
            used_b.add(j)
            total += alike
    whole = 2 * total / (len(a) + len(b))
    covered = total / len(a) if len(used_a) > 1 or len(b) == 1 else whole
    together = fuzz.ratio("".join(w for w, _ in a), "".join(w for w, _ in b)) / 100
    return max((whole + covered) / 2, together if together > 0.9 else 0.0)


def akin(one: Somebody, other: Somebody) -> Kinship:
    """The likeness of two people, from their names first."""
    name = name_alike(one.name, other.name)
    score = name
    reasons = ["same-name" if name > 0.995 else "name-alike" if name > 0.7 else ""]
    if same_phone(one.phone, other.phone):
        score += 0.12
        reasons.append("same-phone")
    if one.place and other.place:
        near = fuzz.token_sort_ratio(latin(one.place), latin(other.place)) / 100
        score += (ADDRESS_WEIGHT if _is_address(one.place) and _is_address(other.place) else PLACE_WEIGHT) * (near - 0.5)
        reasons.append("same-place" if near > 0.9 else "")
    if one.sex and other.sex and one.sex != other.sex:
        score -= 0.15
        reasons.append("other-sex")
    return Kinship(max(0.0, score), tuple(filter(None, reasons)))


def _is_address(place: str) -> bool:
    """With a number in it: a house, not only a town or the name of a firm."""
    return any(c.isdigit() for c in place)


def keys_of(name: str, phone: str = "") -> list[str]:
    """By which a person is looked up: the sound of each word, of each two words together, and the end of the telephone."""
    heard = list(dict.fromkeys(h for _, h in _words(name) if h)) or [name.strip().casefold()[:30]]
    pairs = [" ".join(sorted(pair)) for pair in combinations(heard[:5], 2)]
    figures = "".join(c for c in phone if c.isdigit())[-8:]
    return [*heard, *pairs, *([f"tel {figures}"] if len(figures) >= 6 else [])]


def best_first(
    wanted: Somebody, others: Sequence[tuple[int, Somebody]], *, least: float = ALIKE_FROM, most: int = 5
) -> list[tuple[int, Kinship]]:
    """Of people by key, those most alike."""
    found = [(key, kin) for key, other in others if (kin := akin(wanted, other)).score >= least]
    return sorted(found, key=lambda pair: -pair[1].score)[:most]
