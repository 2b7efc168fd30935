"""The ways in which one person may work and rest over a short horizon, each written out.

A search that chooses one of them for each person knows far better what cannot be than one that has the single rules only
(the sets of a column model, Dantzig and Wolfe, 1960); over more than about two weeks there are too many of them.
"""

from __future__ import annotations

from typing import Final, TypeAlias

from genba.science.roster_rules import Person, Task

Pattern: TypeAlias = tuple[bool, ...]
MOST: Final = 3000
"""Patterns of one person: with more, writing them out costs more than it helps."""


def patterns(task: Task, person: Person, most: int = MOST) -> list[Pattern] | None:
    """All days of work (True) and rest that keep the person's rules on days, runs, weekends and minutes.

    Which shift is worked is left open, so minutes are judged by the shortest and the longest kind. None where there are more
    than `most`.
    """
    lengths = [shift.minutes for shift in task.shifts]
    highest = task.days if person.max_minutes is None else person.max_minutes // min(lengths)
    lowest = -(-(person.min_minutes or 0) // max(lengths))
    found: list[Pattern] = [()]
    for day in range(task.days):
        left = task.days - day - 1
        found = [
            longer
            for shorter in found
            for longer in ((*shorter, False), (*shorter, True))
            if lowest - left <= sum(longer) <= highest and _may_begin(task, person, longer)
        ]
        if len(found) > 4 * most:
            return None
    return found if len(found) <= most else None


def _may_begin(task: Task, person: Person, days: Pattern) -> bool:
    """Whether a roster may begin with these days, where all but the last have been judged."""
    today = len(days) - 1
    if days[today] and today in person.days_off:
        return False
    if days[today] and person.max_weekends is not None:
        worked = sum(any(days[day] for day in weekend if day <= today) for weekend in task.weekends)
        if worked > person.max_weekends:
            return False
    run = _run_before(days, len(days))
    if days[today]:
        most = person.max_consecutive_shifts
        if most is not None and run > most:
            return False
    if run > 1 or today == 0:
        return True
    ended = _run_before(days, today)
    least = person.min_consecutive_shifts if days[today - 1] else person.min_consecutive_days_off
    return ended == today or ended >= (least or 0)


def _run_before(days: Pattern, end: int) -> int:
    """How many days before `end` are alike, from the last of them back."""
    length = 1
    while length < end and days[end - length - 1] == days[end - 1]:
        length += 1
    return length
