"""Whether the tasks of a line fit onto so many stations: bounds, and a sweep over the stations that proves as well as it finds.

A state is the set of tasks that are done once some stations are full. A sweep goes from station to station and holds all states that
can be reached, each once, however it was reached. For each station it takes so many steps and lets so many states go on, the best of
them: if that left nothing out, finding nothing is a proof. So a sweep is repeated, from both ends and each time wider, until one finds
a line or proves that there is none.

What keeps the states few (Scholl, Balancing and Sequencing of Assembly Lines, 2nd ed. (1999), ch. 2 and 4; states held once: Sewell
and Jacobson (2012), INFORMS Journal on Computing 24: 433–442):

- A station is filled until no task fits: a task more does no harm.
- It has no task in whose place another could stand that is at least as long and that all those wait for which wait for the first.
- What is left to do must fit the stations that are left, by each of several rulers.
- A task is done before so few stations are left that what comes after it no longer fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from genba.science.line_balance import Line

STEPS = 100  # for each state that may go on
CHECK = 500  # steps between two looks at the clock
RULERS = 6  # held in a sweep: the times themselves, and those by which the least room is left

States: TypeAlias = dict[int, tuple[int, int, int]]
"""By the tasks done: room left on all rulers, tasks that can be done next, and the state it came from. Sets of tasks are bits."""


@dataclass(frozen=True)
class Ruler:
    """Other lengths of the tasks, by which all tasks that fit into one takt still do: so what the whole needs is a bound."""

    times: tuple[int, ...]
    takt: int

    def room(self, stations: int) -> int:
        """What is left of so many stations; below zero where they cannot do."""
        return stations * self.takt - sum(self.times)


def rulers(times: Sequence[int], takt: int) -> Iterator[Ruler]:
    """The times themselves (bound LM1), in shares of the takt (LM2: halves, LM3: thirds, and finer ones), and without the short tasks.

    Without tasks shorter than some time, those that only these could join count for a whole takt. Such measures are dual feasible
    functions: Fekete and Schepers (2001), Mathematical Programming 91: 11–31.
    """
    yield Ruler(tuple(times), takt)
    for k in range(1, 6):
        yield Ruler(tuple(k * t if (k + 1) * t % takt == 0 else (k + 1) * t // takt * takt for t in times), k * takt)
    for least in sorted({t for t in times if 2 * t <= takt}):
        yield Ruler(tuple(takt if t > takt - least else t if t >= least else 0 for t in times), takt)


def least_stations(times: Sequence[int], takt: int) -> int:
    """The most that the rulers say about any order of tasks."""
    return max(1 if times else 0, *(-(-sum(one.times) // one.takt) for one in rulers(times, takt)))


def windows(one: Line, takt: int, stations: int) -> list[tuple[int, int]] | None:
    """The first and last station (from 0) that each task may have, by LM1 to LM3; None where a task has none."""

    def needed(task: int, others: frozenset[int]) -> int:
        times = [one.times[task], *(one.times[other] for other in others)]
        return max(1, *(-(-sum(ruler.times) // ruler.takt) for ruler in islice(rulers(times, takt), 3)))

    found = [
        (needed(task, one.before[task]) - 1, stations - needed(task, one.after[task])) for task in range(len(one.times))
    ]
    return found if all(first <= last for first, last in found) else None


class Search:
    """Sweeps over one line from one of its ends. Bit 0 is the longest task."""

    def __init__(self, one: Line, *, is_back: bool = False) -> None:
        self.one = one = one.mirrored() if is_back else one
        self.is_back = is_back
        self.looked = 0  # steps of the last sweep
        self.tasks = sorted(range(len(one.times)), key=lambda task: (-one.times[task], -len(one.after[task]), task))
        self.times = [one.times[task] for task in self.tasks]
        self.shortness = [-time for time in self.times]
        self.every = (1 << len(self.tasks)) - 1
        place = {task: at for at, task in enumerate(self.tasks)}
        before = [_bits(place[other] for other in one.before[task]) for task in self.tasks]
        self.first = _bits(at for at, earlier in enumerate(before) if not earlier)
        # For each task those that may be next once it is done, and all that they wait for.
        self.released: list[list[tuple[int, int]]] = [[] for _ in self.tasks]
        for earlier, later in one.edges:
            self.released[place[earlier]].append((1 << place[later], before[place[later]]))
        # For each task those that are no longer, and for which none waits that does not wait for this one too.
        self.worse = [
            _bits(place[other] for other in self.tasks[at + 1 :] if one.after[other] <= one.after[task])
            for at, task in enumerate(self.tasks)
        ]

    def fits(self, takt: int, stations: int, width: int, is_over: Callable[[], bool]) -> tuple[list[int], bool]:
        """The station of each task, or none, and whether that is sure."""
        spans = windows(self.one, takt, stations)
        measured = sorted(rulers(self.times, takt), key=lambda one: one.room(stations) / one.takt)
        if spans is None or measured[0].room(stations) < 0:
            return [], True
        self.looked = 0
        rooms = _Rooms([Ruler(tuple(self.times), takt), *measured[: RULERS - 1]], stations)
        past: list[States] = [{0: (rooms.start, self.first, 0)}]
        is_whole = True
        for station in range(stations):
            due = _bits(at for at, task in enumerate(self.tasks) if spans[task][1] <= station)
            reached, is_all = self._next(past[-1], takt, rooms, due, width, is_over)
            is_whole = is_whole and is_all and len(reached) <= width
            if self.every in reached:
                return self._read([*past, reached]), True
            if is_over():
                return [], False
            if not reached:
                return [], is_whole
            if len(reached) > width:
                best = nsmallest(width, reached, key=lambda done: (-(reached[done][0] & rooms.idle), done.bit_count()))
                reached = {done: reached[done] for done in best}
            past.append(reached)
        return [], is_whole

    def _next(
        self, states: States, takt: int, rooms: _Rooms, due: int, width: int, is_over: Callable[[], bool]
    ) -> tuple[States, bool]:
        """The states one station later, and whether they are all there are.

        The longest task that fits is taken, and in another branch shut out. A load is full where nothing fits, shut out or not.
        Each state has its share of the steps; what some do not need is shared among the others.
        """
        times, shortness, released, every, guard = self.times, self.shortness, self.released, self.every, rooms.guard
        reached: States = {}
        budget = STEPS * width
        branches = [(done, [(done, ready, 0, takt, left - rooms.takt)]) for done, (left, ready, _) in states.items()]
        while branches and (share := budget // len(branches)):
            for done, stack in branches:
                steps = share
                while stack and steps:
                    steps -= 1
                    now, ready, shut, room, left = stack.pop()
                    longer = bisect_left(shortness, -room)
                    fitting = ready & (every >> longer << longer)
                    if free := fitting & ~shut:
                        task = (bit := free & -free).bit_length() - 1
                        if free != bit:  # else it would still fit
                            stack.append((now, ready, shut | bit, room, left))
                        now, ready = now | bit, ready ^ bit
                        for later, waits in released[task]:
                            if waits & now == waits:
                                ready |= later
                        stack.append((now, ready, shut, room - times[task], left + rooms.taken[task]))
                    elif (
                        not fitting
                        and left & guard == guard
                        and not due & ~now
                        and now not in reached
                        and not self._could_be_better(now ^ done, ready, room)
                    ):
                        reached[now] = (left, ready, done)
                    if not steps % CHECK and is_over():
                        return reached, False
                budget -= share - steps
            branches = [(done, stack) for done, stack in branches if stack]
        self.looked += STEPS * width - budget
        return reached, not branches

    def _could_be_better(self, load: int, ready: int, room: int) -> bool:
        """Whether a task outside could stand in the place of one inside, as said above."""
        while ready:
            bit = ready & -ready
            ready ^= bit
            task = bit.bit_length() - 1
            worse = self.worse[task] & load
            if worse and self.times[task] - self.times[(worse & -worse).bit_length() - 1] <= room:
                return True
        return False

    def _read(self, past: list[States]) -> list[int]:
        found, done = [0] * len(self.tasks), self.every
        for station in range(len(past) - 1, 0, -1):
            earlier = past[station][done][2]
            for at, task in enumerate(self.tasks):
                if (done ^ earlier) >> at & 1:
                    found[task] = station - 1
            done = earlier
        return [max(found) - station for station in found] if self.is_back else found


class _Rooms:
    """Room on several rulers in one number: a field for each, with a guard bit above it that goes where the field falls below zero."""

    def __init__(self, measured: list[Ruler], stations: int) -> None:
        bits = max(stations * one.takt for one in measured).bit_length()
        shifts = [(one, at * (bits + 1)) for at, one in enumerate(measured)]
        self.takt = sum(one.takt << shift for one, shift in shifts)
        self.taken = [sum(one.times[task] << shift for one, shift in shifts) for task in range(len(measured[0].times))]
        self.guard = sum(1 << shift + bits for _, shift in shifts)
        self.start = self.guard + sum(one.room(stations) << shift for one, shift in shifts)
        self.idle = (1 << bits) - 1  # the field of the first ruler


def _bits(places: Iterator[int] | Sequence[int]) -> int:
    return sum(1 << place for place in places)
