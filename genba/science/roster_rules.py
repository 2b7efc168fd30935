"""The rules of a roster: what it is made of, whether it keeps them, and what it costs.

The rules are those of the staff rostering benchmark of Curtois and Qu (2014, schedulingbenchmarks.org). Days count from 0
here. What lies before and after the horizon is not known, so a run of shifts or of days off that touches its edge may be
shorter than its least, as in the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Final, TypeAlias

SOURCE: Final = "Curtois and Qu (2014), Computational results on new staff scheduling benchmark instances"

Plan: TypeAlias = Mapping[str, Sequence[str]]
"""For each person the shift of each day; an empty text is a day off."""


@dataclass(frozen=True)
class Shift:
    """A kind of shift, its length in minutes, and the kinds that may not follow it on the next day."""

    id: str
    minutes: int
    not_before: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Request:
    """A wish to work, or not to work, a shift on a day, and what it costs when it is not met."""

    day: int
    shift: str
    weight: int
    on: bool


@dataclass(frozen=True)
class Person:
    """What one person's roster must keep. None: no such limit."""

    id: str
    max_minutes: int | None = None
    min_minutes: int | None = None
    max_consecutive_shifts: int | None = None
    min_consecutive_shifts: int | None = None
    min_consecutive_days_off: int | None = None
    max_weekends: int | None = None
    days_off: frozenset[int] = frozenset()
    max_shifts: Mapping[str, int] = field(default_factory=dict)
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True)
class Cover:
    """How many people a shift of a day needs, and what each one too few or too many costs."""

    day: int
    shift: str
    required: int
    weight_under: int
    weight_over: int


@dataclass(frozen=True)
class Task:
    """A roster to be made. weekends: the days of each weekend, those within the horizon."""

    days: int
    shifts: tuple[Shift, ...]
    people: tuple[Person, ...]
    cover: tuple[Cover, ...]
    weekends: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Breach:
    """A rule that a roster does not keep: which, whose, and from which day on (from 0)."""

    rule: str
    person: str
    day: int | None = None


def weekends_of(days: int, first: int = 5, length: int = 2) -> tuple[tuple[int, ...], ...]:
    """The weekends of a horizon. first: how many days after day 0 the first whole weekend begins (0 to 6)."""
    starts = range(first - 7, days, 7)
    found = (tuple(day for day in range(start, start + length) if 0 <= day < days) for start in starts)
    return tuple(one for one in found if one)


def cost(task: Task, plan: Plan) -> int:
    """The weighted sum of wishes not met and of people too few and too many: the benchmark's objective."""
    wishes = sum(
        request.weight
        for person in task.people
        for request in person.requests
        if (plan[person.id][request.day] == request.shift) != request.on
    )
    return wishes + sum(gap.weight_under * short + gap.weight_over * over for gap, short, over in gaps(task, plan))


def gaps(task: Task, plan: Plan) -> Iterator[tuple[Cover, int, int]]:
    """Each need with the people too few and too many on it."""
    for need in task.cover:
        there = sum(days[need.day] == need.shift for days in plan.values())
        yield need, max(0, need.required - there), max(0, there - need.required)


def breaches(task: Task, plan: Plan) -> list[Breach]:
    """Every rule that the roster breaks; none for a roster that may be used."""
    return [breach for person in task.people for breach in _of_person(task, person, plan[person.id])]


def _of_person(task: Task, person: Person, days: Sequence[str]) -> Iterator[Breach]:
    shifts = {shift.id: shift for shift in task.shifts}
    minutes = sum(shifts[day].minutes for day in days if day)
    if person.max_minutes is not None and minutes > person.max_minutes:
        yield Breach("max-minutes", person.id)
    if person.min_minutes is not None and minutes < person.min_minutes:
        yield Breach("min-minutes", person.id)
    for kind, most in person.max_shifts.items():
        if sum(day == kind for day in days) > most:
            yield Breach("max-shifts", person.id)
    for day in person.days_off:
        if days[day]:
            yield Breach("days-off", person.id, day)
    for day, (before, after) in enumerate(pairwise(days), 1):
        if before and after in shifts[before].not_before:
            yield Breach("not-before", person.id, day)
    worked = sum(any(days[day] for day in weekend) for weekend in task.weekends)
    if person.max_weekends is not None and worked > person.max_weekends:
        yield Breach("max-weekends", person.id)
    yield from _runs(person, days)


def _runs(person: Person, days: Sequence[str]) -> Iterator[Breach]:
    start = 0
    for is_work, group in groupby(days, bool):
        length = len(list(group))
        touches = start == 0 or start + length == len(days)
        if is_work and person.max_consecutive_shifts is not None and length > person.max_consecutive_shifts:
            yield Breach("max-consecutive-shifts", person.id, start)
        if is_work and not touches and length < (person.min_consecutive_shifts or 0):
            yield Breach("min-consecutive-shifts", person.id, start)
        if not is_work and not touches and length < (person.min_consecutive_days_off or 0):
            yield Breach("min-consecutive-days-off", person.id, start)
        start += length
