"""Who learns which skill, so that enough people can do each with as few steps of learning as possible.

A level says how well a person has a skill, from 0 (none) to a highest; from `able` on somebody works alone. The plan is a flow
of least cost from people to skills (transportation problem: Hitchcock 1941; Ahuja, Magnanti and Orlin, Network Flows, 1993,
chapter 9), found exactly by successive shortest paths. Nobody learns more than `most` skills.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

FAR = float("inf")
HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs (person, skill) by their places, the steps of learning in all, and how many people still lack by skill."""

    pairs: tuple[tuple[int, int], ...]
    steps: float
    lacking: tuple[int, ...]


def folded(name: str) -> str:
    """A name as it is compared: without case, accents and the difference of blank, underscore and hyphen."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(c))
    return " ".join(plain.replace("_", " ").replace("-", " ").split())


def cross_training(levels: Sequence[Sequence[float]], wanted: Sequence[int], able: float, most: int) -> Plan:
    """The plan that closes as many gaps as can be closed, with the fewest steps.

    levels: people × skills. wanted: how many people must be able, by skill. most: skills that one person learns, at least 0.
    A step is one level; from `level` to `able` takes able − level of them. Ties go to people and skills that stand first.
    """
    people, skills = len(levels), len(wanted)
    gaps = [max(0, wanted[s] - sum(1 for row in levels if row[s] >= able)) for s in range(skills)]
    learns: set[tuple[int, int]] = set()
    load = [0] * people
    while True:
        path = _cheapest(levels, able, most, gaps, learns, load)
        if path is None:
            break
        for person, skill, is_added in path:
            (learns.add if is_added else learns.discard)((person, skill))
        load[path[0][0]] += 1
        gaps[path[-1][1]] -= 1
    return Plan(tuple(sorted(learns)), sum(able - levels[p][s] for p, s in learns), tuple(gaps))


def _cheapest(
    levels: Sequence[Sequence[float]],
    able: float,
    most: int,
    gaps: Sequence[int],
    learns: set[tuple[int, int]],
    load: Sequence[int],
) -> list[tuple[int, int, bool]] | None:
    """The cheapest change that closes one more gap: pairs that are added and pairs that are given up, in turn."""
    to_skill, from_person, from_skill = _distances(levels, able, [n < most for n in load], learns, len(gaps))
    ends = [s for s in range(len(gaps)) if gaps[s] > 0 and to_skill[s] < FAR]
    if not ends:
        return None
    skill = min(ends, key=lambda s: (to_skill[s], s))
    path: list[tuple[int, int, bool]] = []
    while True:
        person = from_person[skill]
        path.insert(0, (person, skill, True))
        if from_skill[person] < 0:
            return path
        skill = from_skill[person]
        path.insert(0, (person, skill, False))


def _distances(
    levels: Sequence[Sequence[float]], able: float, has_room: Sequence[bool], learns: set[tuple[int, int]], skills: int
) -> tuple[list[float], list[int], list[int]]:
    """Steps to each skill, and through whom: Bellman and Ford's shortest paths over pairs not yet taken and pairs given up.

    Returns the steps by skill, the person before each skill, and the skill given up before each person (−1: none).
    """
    to_person = [0.0 if room else FAR for room in has_room]
    to_skill = [FAR] * skills
    from_person, from_skill = [-1] * skills, [-1] * len(levels)
    free = [(p, s) for p, row in enumerate(levels) for s in range(skills) if row[s] < able and (p, s) not in learns]
    taken = sorted(learns)
    changed = True
    while changed:
        changed = False
        for p, s in free:
            if to_person[p] + able - levels[p][s] < to_skill[s] - HAIR:
                to_skill[s], from_person[s], changed = to_person[p] + able - levels[p][s], p, True
        for p, s in taken:
            if to_skill[s] - (able - levels[p][s]) < to_person[p] - HAIR:
                to_person[p], from_skill[p], changed = to_skill[s] - (able - levels[p][s]), s, True
    return to_skill, from_person, from_skill
