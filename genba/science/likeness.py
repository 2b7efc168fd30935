"""How likely two records speak of one and the same factory, and what speaks for and against it.

A record is a name, an address in one field, a country and, where known, a town, a telephone and a place on the map. From
two records come a few signs between 0 and 1 (`signs_of`), and from the signs one probability: a logistic model, whose
weights were fitted on one half of labelled pairs and judged on the other (docs/matching.md). Reference: Fellegi and
Sunter, "A Theory for Record Linkage", JASA 64 (1969), for deciding by weighed agreements.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from genba.science.plain_words import ABBREVIATIONS, COUNTRY_WORDS, FIRMS, LEGAL, STREETS, TRADES
from genba.science.sounds import latin, sound

NEAR = 0.9  # two words nearly the same, by Jaro and Winkler
MOST_LETTERS = 36  # of a key
RUN_TOGETHER = 5  # a word longer than this may stand within another by more than chance
TRADE_WEIGHT, PLACE_WEIGHT = 0.3, 0.35
# Fitted with a ridge of 0.002 on labelled pairs, and judged on others (docs/matching.md). Below the line: too few labelled
# pairs speak of these, so they are set by hand and are no part of the measured figures.
BIAS = -6.53
WEIGHTS = {
    "name": 2.79, "core": 0.74, "written": 1.95, "address": 2.33, "number": 1.65, "other-number": -1.13,
    "other-postcode": -1.05, "unit": 0.90, "other-words": -1.97, "other-unit": -0.93,
    # by hand
    "phone": 1.5, "same-town": 0.4, "no-address": 1.6,
}  # fmt: skip
MATCH_FROM = 0.5  # taken for one and the same; below it a candidate to be looked at, at most


@dataclass(frozen=True)
class Facility:
    """What is known of one factory. Empty texts are unknown."""

    name: str
    address: str = ""
    country: str = ""
    city: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Likeness:
    """A probability, and the signs that carried it: those for and those against, the strongest first."""

    score: float
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    signs: dict[str, float] = field(default_factory=dict)


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell, in Latin letters; figures and unit marks are told apart by `marks`."""
    words = [w for w in latin(name.replace("&", " and ")).split() if w not in LEGAL and not any(c.isdigit() for c in w)]
    return tuple(w for w in words if len(w) > 1)


@lru_cache(maxsize=20_000)
def marks(name: str) -> frozenset[str]:
    """The figures of a name, by which units of one firm are told apart: "Unit-II" and "unit 2" both give {"2"}."""
    found = set()
    for word in latin(name).split():
        word = {"ii": "2", "iii": "3", "iv": "4", "first": "1", "second": "2"}.get(word, word)
        found |= {figure.lstrip("0") or "0" for figure in re.findall(r"\d+", word)}
    return frozenset(found)


@dataclass(frozen=True)
class Address:
    """An address taken apart: `words` that tell, `figures` at the door, `codes` of the post, all in Latin letters."""

    words: frozenset[str]
    figures: frozenset[str]
    codes: frozenset[str]
    line: str


@lru_cache(maxsize=20_000)
def taken_apart(address: str) -> Address:
    """Figures of five or six are codes of the post; the others stand at doors, floors and roads."""
    plain = re.sub(r"(?<=\d)\s*[-/]\s*(?=\d)", " ", address)  # 896/2, 14-19: two figures
    plain = re.sub(r"\b(\d{3}) (\d{3})\b", r"\1\2", latin(plain))
    words: list[str] = []
    for word in re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", plain).split():
        words += ABBREVIATIONS.get(word, word).split()
    digits = [w for w in words if w.isdigit()]
    codes = frozenset(w.lstrip("0")[:5] for w in digits if len(w) >= 5)
    return Address(
        frozenset(w for w in words if not w.isdigit() and len(w) > 1 and w not in STREETS and w not in COUNTRY_WORDS),
        frozenset(w.lstrip("0") or "0" for w in digits if len(w) < 5), codes, "".join(words),
    )  # fmt: skip


def _alike(one: str, other: str) -> float:
    """How alike two words are: 1 the same, 0.8 one within the other, nought unless nearly the same."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) < 4:
        return 0.0
    if one in other or other in one:
        return 0.8
    return JaroWinkler.similarity(one, other, score_cutoff=NEAR)


def _shared(few: Sequence[str], many: Sequence[str], weight: dict[str, float]) -> float:
    """The weight of words of the one that stand in the other, against the weight of all words of both."""
    if not few or not many:
        return 0.0
    got = sum(weight[w] * max(_alike(w, v) for v in many) for w in few)
    got += sum(weight[w] * max(_alike(w, v) for v in few) for w in many)
    return got / (sum(weight[w] for w in few) + sum(weight[w] for w in many))


def name_likeness(one: Facility, other: Facility) -> float:
    """0 to 1. Words of a trade and of the place weigh less; written as one word it is the same name still."""
    a, b = name_words(one.name), name_words(other.name)
    if not a or not b:
        same = latin(one.name) == latin(other.name) and bool(latin(one.name) or one.name == other.name)
        return 1.0 if same else 0.0
    places = taken_apart(f"{one.address} {one.city}").words | taken_apart(f"{other.address} {other.city}").words
    weight = {w: TRADE_WEIGHT if w in TRADES else PLACE_WEIGHT if w in places else 1.0 for w in {*a, *b}}
    by_word = _shared(a, b, weight)
    as_one = fuzz.ratio("".join(a), "".join(b)) / 100
    together = "".join(w for w in a if w not in FIRMS) == "".join(w for w in b if w not in FIRMS) != ""
    return max(by_word, 0.98 if together else as_one if as_one > 0.9 else 0.0)


def _told_words(facility: Facility) -> list[str]:
    """The words that only this firm bears, at best: neither trade nor place."""
    places = taken_apart(f"{facility.address} {facility.city}").words
    words = name_words(facility.name)
    return [w for w in words if w not in TRADES and w not in places] or [w for w in words if w not in TRADES] or list(words)


def core_likeness(one: Facility, other: Facility) -> float:
    """0 to 1: of the words that tell in the shorter name, how many stand in the other."""
    a, b = _told_words(one), _told_words(other)
    all_a, all_b = "".join(name_words(one.name)), "".join(name_words(other.name))
    if not a or not b:
        return 0.0
    if "".join(a) == "".join(b):
        return 1.0
    few, whole, others = (a, all_b, name_words(other.name)) if len(a) <= len(b) else (b, all_a, name_words(one.name))
    return sum(0.9 if len(w) > RUN_TOGETHER and w in whole else max(_alike(w, v) for v in others) for w in few) / len(few)


def signs_of(one: Facility, other: Facility) -> dict[str, float]:
    """What speaks for and against, each between 0 and 1. A sign that cannot be read, as an address that is missing, is 0."""
    a, b = taken_apart(f"{one.address} {one.city}"), taken_apart(f"{other.address} {other.city}")
    name, core = name_likeness(one, other), core_likeness(one, other)
    x, y, places = name_words(one.name), name_words(other.name), a.words | b.words
    written = fuzz.token_sort_ratio(latin(one.name), latin(other.name)) / 100
    words = _overlap(a.words, b.words)
    mine, theirs = marks(one.name), marks(other.name)
    known = bool(a.words or a.figures) and bool(b.words or b.figures)
    joint = a.figures & b.figures
    least = min(map(_telling, (a.figures, b.figures)))
    return {
        "name": name, "core": core, "written": written, "address": words,
        "line": fuzz.partial_ratio(a.line, b.line) / 100 if a.line and b.line else 0.0,
        "number": min(1.0, _telling(joint) / least) * (1.0 if words > 0.3 else 0.3) if least else 0.0,
        "other-number": 1.0 if least and not joint else 0.0,
        "only-one-number": 1.0 if known and not least and (a.figures or b.figures) else 0.0,
        "postcode": 1.0 if a.codes & b.codes else 0.0,
        "other-postcode": 1.0 if a.codes and b.codes and not a.codes & b.codes else 0.0,
        "unit": 1.0 if mine and mine == theirs else 0.0,
        "other-unit": 1.0 if mine and theirs and not mine & theirs else 0.0,
        "other-words": min(_left_over(x, y, places), _left_over(y, x, places)),
        "no-address": 0.0 if known else 1.0,
        "phone": 1.0 if same_phone(one.phone, other.phone) else 0.0,
        "same-town": 1.0 if one.city and latin(one.city) == latin(other.city) else 0.0,
    }  # fmt: skip


def _telling(figures: frozenset[str]) -> float:
    """How much some figures tell: every street has a number 2, few a 2588."""
    return sum(0.4 if len(figure) == 1 else 1.0 for figure in figures)


def _left_over(few: Sequence[str], many: Sequence[str], places: frozenset[str]) -> float:
    """The share of the one name, by weight, that stands nowhere in the other. Words for a firm as such do not count."""
    weight = {w: PLACE_WEIGHT if w in places else TRADE_WEIGHT if w in TRADES else 1.0 for w in few if w not in FIRMS}
    if not weight or not many or "".join(weight) in "".join(many):
        return 0.0
    return sum(weight[w] * (1 - max(_alike(w, v) for v in many)) for w in weight) / sum(weight.values())


def _overlap(few: frozenset[str], many: frozenset[str]) -> float:
    """Of the words of the shorter text, the share that stands in the longer, misspelt or run together at most."""
    few, many = sorted((few, many), key=len)
    if not few:
        return 0.0
    whole = "".join(sorted(many))
    return sum(1.0 if w in many or (len(w) > 4 and w in whole) else max(_alike(w, v) for v in many) for w in few) / len(few)


def same_phone(one: str, other: str) -> bool:
    """Whether the last eight figures are the same: countries and offices write the first ones differently."""
    a, b = (re.sub(r"\D", "", text)[-8:] for text in (one, other))
    return len(a) >= 6 and a == b


def compared(one: Facility, other: Facility) -> Likeness:
    """The probability that both are one factory, with its reasons. Records of two countries are never one."""
    if one.country and other.country and one.country != other.country:
        return Likeness(0.0, against=("other-country",))
    signs = signs_of(one, other)
    log_odds = BIAS + sum(WEIGHTS.get(sign, 0.0) * value for sign, value in signs.items())
    return Likeness(1 / (1 + math.exp(-log_odds)), told_for(signs), told_against(signs), signs)


def told_for(signs: dict[str, float]) -> tuple[str, ...]:
    """What speaks for it, in the words that people hear."""
    name = "same-name" if signs["name"] > 0.97 else "name-alike" if signs["name"] > 0.7 or signs["core"] > 0.9 else ""
    place = "same-address" if signs["address"] > 0.75 else ""
    rest = (("number", "same-number", 0.99), ("postcode", "same-postcode", 0.5), ("unit", "same-unit", 0.5),
            ("phone", "same-phone", 0.5), ("same-town", "same-town", 0.5))  # fmt: skip
    return tuple(filter(None, (name, place, *(word for sign, word, least in rest if signs[sign] > least))))


def told_against(signs: dict[str, float]) -> tuple[str, ...]:
    """What speaks against it."""
    place = () if signs["no-address"] or signs["address"] > 0.4 else ("other-address",)
    return (*(s for s in ("other-number", "other-postcode", "other-unit") if signs[s] > 0.5), *place)


def keys_of(facility: Facility) -> list[str]:
    """By which a factory is looked up: how its telling words sound, each and two by two, and the end of its telephone.

    Words of a trade are looked up only together with another; a name of nothing else by all of them run together.
    """
    words = name_words(facility.name)[:6]
    heard = list(dict.fromkeys(sound(w) for w in words))
    told = list(dict.fromkeys(sound(w) for w in words if w not in TRADES))
    together = sound("".join(w for w in words if w not in FIRMS)) if len(words) > 1 else ""
    pairs = [" ".join(sorted(pair)) for pair in combinations(heard[:4], 2)]
    figures = re.sub(r"\D", "", facility.phone)[-8:]
    spoken = [*(told or heard[:1]), *([together] if together else []), *pairs] or [latin(facility.name) or facility.name]
    phone = [f"tel {figures}"] if len(figures) >= 6 else []
    return [key[:MOST_LETTERS] for key in dict.fromkeys([*spoken, *phone])]
