"""Balancing a line: tasks with times and an order onto stations, with proof, or with a bound where time runs out.

SALBP-1: as few stations as the takt allows; SALBP-2: the shortest cycle for a number of stations. First the quick ways, bounds and
rules of thumb in both directions; where they do not meet, it is asked again and again whether the tasks fit onto so many stations,
with ever more effort. Sources: Scholl, Balancing and Sequencing of Assembly Lines, 2nd ed. (1999); Scholl and Becker (2006),
European J. Operational Research 168: 666–693.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TypeAlias

from genba.science.line_search import Search, least_stations, windows

WORKERS = 2
ASK_EVERY = 0.25  # seconds
FIRST_WIDTH, WIDER = 10, 4  # states of the first sweep, and how many times as many each next one has
LEAST_TURN = 1.0  # seconds: CP-SAT is not asked for less
Progress = Callable[[float, int, int], None]  # share of the time, best so far, bound
Effort: TypeAlias = Callable[[int, int], tuple[list[int], bool]]
"""Given takt and stations: the station of each task, or none, and whether that is sure."""


@dataclass(frozen=True)
class Line:
    """Whole task times and, for each task, all those before and after it, directly or not."""

    times: tuple[int, ...]
    before: tuple[frozenset[int], ...]
    after: tuple[frozenset[int], ...]
    edges: tuple[tuple[int, int], ...]

    def mirrored(self) -> Line:
        """The same line run backwards."""
        return Line(self.times, self.after, self.before, tuple((b, a) for a, b in self.edges))


@dataclass(frozen=True)
class Balance:
    """Station of each task (from 0), the value reached (stations or cycle), and how low it could at best be."""

    station: tuple[int, ...]
    value: int
    bound: int

    @property
    def is_proved(self) -> bool:
        return self.value == self.bound


class Loop(ValueError):
    """Tasks that wait for each other in a circle."""

    def __init__(self, tasks: list[int]) -> None:
        super().__init__(f"tasks {tasks} wait for each other")
        self.tasks = tasks


def whole_times(times: Sequence[float], most: int = 10_000) -> tuple[list[int], int]:
    """Times as whole numbers of 1/factor of their unit, rounded up where they need finer steps than 1/`most`."""
    parts = [Fraction(str(one)) for one in times]
    factor = 1
    while factor < most and any((part * factor).denominator != 1 for part in parts):
        factor *= 10
    return [-int(-(part * factor) // 1) for part in parts], factor


def line(times: Sequence[int], edges: Sequence[tuple[int, int]]) -> Line:
    """A line from whole times and pairs (earlier, later), counted from 0. Raises Loop."""
    n, follow = len(times), [set[int]() for _ in times]
    for earlier, later in edges:
        follow[earlier].add(later)
    waits = [sum(later in one for one in follow) for later in range(n)]
    ready, order = [task for task in range(n) if waits[task] == 0], []
    while ready:
        task = ready.pop()
        order.append(task)
        for later in follow[task]:
            waits[later] -= 1
            if waits[later] == 0:
                ready.append(later)
    if len(order) < n:
        raise Loop(_circle(follow, {task for task in range(n) if waits[task] > 0}))
    after: list[frozenset[int]] = [frozenset()] * n
    for task in reversed(order):
        after[task] = frozenset(follow[task]).union(*(after[later] for later in follow[task]))
    before = [frozenset(other for other in range(n) if task in after[other]) for task in range(n)]
    direct = [(a, b) for a in range(n) for b in sorted(follow[a]) if not any(b in after[c] for c in follow[a])]
    return Line(tuple(times), tuple(before), tuple(after), tuple(direct))


def _circle(follow: list[set[int]], left: set[int]) -> list[int]:
    back = {task: [one for one in left if task in follow[one]] for task in left}
    path, task = [], min(left)
    while task not in path:
        path.append(task)
        task = min(back[task])
    return path[path.index(task) :][::-1]


def least_cycle(times: Sequence[int], stations: int) -> int:
    """The longest task, the sum shared out, and that k + 1 of the k·m + 1 longest tasks share a station."""
    ordered = sorted(times, reverse=True)
    shared = [sum(ordered[k * stations - k : k * stations + 1]) for k in range(1, (len(times) - 1) // stations + 1)]
    return max(ordered[0], -(-sum(times) // stations), *shared, 0)


def by_rules(one: Line, takt: int) -> list[int]:
    """The best of a few rules of thumb, forwards and backwards: stations filled in turn with the task that ranks first."""
    best: list[int] = []
    for is_back, way in ((False, one), (True, one.mirrored())):
        weight = [own + sum(way.times[other] for other in way.after[task]) for task, own in enumerate(way.times)]
        ranks = (weight, list(way.times), [len(after) for after in way.after],
                 [own * (1 + len(way.after[task])) for task, own in enumerate(way.times)])  # fmt: skip
        for rank in ranks:
            found = _filled(way, takt, rank)
            if is_back:
                found = [max(found) - station for station in found]
            if not best or max(found) < max(best):
                best = found
    return best


def _filled(one: Line, takt: int, rank: Sequence[int]) -> list[int]:
    order = sorted(range(len(one.times)), key=lambda task: (-rank[task], -one.times[task]))
    station, current, room, left = [-1] * len(one.times), 0, takt, len(one.times)
    while left:
        fits = (task for task in order if station[task] < 0 and one.times[task] <= room
                and all(station[other] >= 0 for other in one.before[task]))  # fmt: skip
        task = next(fits, None)
        if task is None:
            current, room = current + 1, takt
            continue
        station[task], room, left = current, room - one.times[task], left - 1
    return station


def for_takt(
    one: Line, takt: int, limit: float, tell: Progress | None = None, stop: Callable[[], bool] | None = None
) -> Balance:
    """As few stations as possible, none loaded above the takt (SALBP-1); `limit` in seconds."""
    best, low, clock = by_rules(one, takt), least_stations(one.times, takt), _Clock(limit, tell, stop)
    for fits in _efforts(one, clock):
        aim = low
        while aim <= max(best) and clock.goes_on(max(best) + 1, low):
            found, is_sure = fits(takt, aim)
            if found:
                best = found
            elif is_sure:
                low = aim + 1
            aim += 1
        if low > max(best) or clock.is_over():
            break
    return Balance(tuple(best), max(best) + 1, low)


def for_stations(
    one: Line, stations: int, limit: float, tell: Progress | None = None, stop: Callable[[], bool] | None = None
) -> Balance:
    """The shortest cycle, which is the load of the fullest station, for a number of stations (SALBP-2); `limit` in seconds.

    Each effort tries the bound first, and then halves what lies between the longest cycle that failed and the best.
    """
    low, clock = least_cycle(one.times, stations), _Clock(limit, tell, stop)
    best = _by_halving(one, stations, low)
    high = _cycle(one, best)
    for fits in _efforts(one, clock):
        failed, aim = low - 1, low
        while failed + 1 < high and clock.goes_on(high, low):
            found, is_sure = fits(aim, stations)
            if found:
                best, high = found, _cycle(one, found)
            else:
                failed, low = aim, aim + 1 if is_sure else low
            aim = (failed + high) // 2
        if low == high or clock.is_over():
            break
    return Balance(tuple(best), high, low)


class _Clock:
    """When time is over. On the way it tells how far the search is, and asks whether to stop."""

    def __init__(self, limit: float, tell: Progress | None, stop: Callable[[], bool] | None) -> None:
        self.limit, self.tell, self.stop = max(limit, 0.001), tell, stop
        self.begun, self.asked, self.is_stopped = time.monotonic(), 0.0, False
        self.known = (0, 0)

    @property
    def left(self) -> float:
        return self.begun + self.limit - time.monotonic()

    def goes_on(self, best: int, bound: int) -> bool:
        self.known = (best, bound)
        return not self.is_over()

    def is_over(self) -> bool:
        now = time.monotonic()
        gone = (now - self.begun) / self.limit
        if now - self.asked >= ASK_EVERY:
            self.asked = now
            self.is_stopped = self.is_stopped or bool(self.stop and self.stop())
            if self.tell:
                self.tell(min(1.0, gone), *self.known)
        return self.is_stopped or gone >= 1


def _efforts(one: Line, clock: _Clock) -> Iterator[Effort]:
    """Ways to tell whether the tasks fit, each with more effort than the last."""
    ends, width = [Search(one), Search(one, is_back=True)], FIRST_WIDTH
    while True:
        yield partial(_tried, one, ends, width, clock)
        width *= WIDER


def _tried(one: Line, ends: list[Search], width: int, clock: _Clock, takt: int, stations: int) -> tuple[list[int], bool]:
    """By sweeps from both ends, and by CP-SAT for as long as these took.

    There is often far more to look at from one end: it waits until the other has had as much. Sweeps are the stronger by far where
    tasks wait for each other; where hardly any does, CP-SAT may know sooner.
    """
    begun = time.monotonic()
    least, most = sorted(ends, key=lambda end: end.looked)
    found, is_sure = least.fits(takt, stations, width, clock.is_over)
    if not is_sure and most.looked <= least.looked:
        found, is_sure = most.fits(takt, stations, width, clock.is_over)
    turn = time.monotonic() - begun
    if is_sure or turn < LEAST_TURN or clock.is_over():
        return found, is_sure
    return _solved(one, takt, stations, min(turn, clock.left), clock)


def _solved(one: Line, takt: int, stations: int, turn: float, clock: _Clock) -> tuple[list[int], bool]:
    """By CP-SAT: a yes or no for each task and station.

    It searches in a thread of its own, while the caller's thread tells how far it is and asks whether to stop: whoever watches may
    use what belongs to that thread, such as a connection.
    """
    from ortools.sat.python import cp_model

    spans = windows(one, takt, stations)
    if spans is None:
        return [], True
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    at = [{s: model.new_bool_var(f"{task}-{s}") for s in range(first, last + 1)} for task, (first, last) in enumerate(spans)]
    for places in at:
        model.add_exactly_one(places.values())
    for earlier, later in one.edges:
        for station in range(spans[later][0], spans[earlier][1]):
            behind = [place for s, place in at[later].items() if s <= station]
            ahead = [place for s, place in at[earlier].items() if s <= station]
            model.add(cp_model.LinearExpr.sum(behind) <= cp_model.LinearExpr.sum(ahead))
    for station in range(stations):
        there = [(places[station], own) for places, own in zip(at, one.times, strict=True) if station in places]
        model.add(cp_model.LinearExpr.weighted_sum([place for place, _ in there], [own for _, own in there]) <= takt)
    solver.parameters.max_time_in_seconds = turn
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = 1
    with ThreadPoolExecutor(max_workers=1) as threads:
        search = threads.submit(solver.solve, model)
        while not wait([search], timeout=ASK_EVERY).done:
            if clock.is_over():
                solver.stop_search()
    if search.result() in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return [next(s for s, place in places.items() if solver.boolean_value(place)) for places in at], True
    return [], bool(search.result() == cp_model.INFEASIBLE)


def _by_halving(one: Line, stations: int, low: int) -> list[int]:
    high, best = sum(one.times), [0] * len(one.times)
    while low < high:
        middle = (low + high) // 2
        found = by_rules(one, middle)
        if max(found) < stations:
            best, high = found, middle
        else:
            low = middle + 1
    return best


def _cycle(one: Line, station: Sequence[int]) -> int:
    loads = [0] * (max(station) + 1)
    for task, where in enumerate(station):
        loads[where] += one.times[task]
    return max(loads)
