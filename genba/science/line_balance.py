"""Balancing a line: tasks with times and an order onto stations, with proof, or with a bound where time runs out.

SALBP-1: as few stations as the takt allows; SALBP-2: the shortest cycle for a number of stations. First two quick ways, bounds and
rules of thumb in both directions; where they do not meet, CP-SAT. Sources: Scholl, Balancing and Sequencing of Assembly Lines, 2nd
ed. (1999): bounds LM1 to LM3, earliest and latest stations; Scholl and Becker (2006), European J. Operational Research 168: 666–693.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

WORKERS = 2
ASK_EVERY = 0.25  # seconds
LEAST_TURN = 0.2  # seconds: a shorter search is not begun
Progress = Callable[[float, int, int], None]  # share of the time, best so far, bound


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


def least_stations(times: Sequence[int], takt: int) -> int:
    """The most that the bounds LM1 (sum), LM2 (tasks above half of the takt) and LM3 (thirds) say about any order of tasks."""
    sixths = sum(
        6 if 3 * t > 2 * takt else 4 if 3 * t == 2 * takt else 3 if 3 * t > takt else 2 if 3 * t == takt else 0
        for t in times
    )
    halves = sum(2 if 2 * t > takt else 1 if 2 * t == takt else 0 for t in times)
    return max(-(-sum(times) // takt), -(-halves // 2), -(-sixths // 6), 1 if times else 0)


def least_cycle(times: Sequence[int], stations: int) -> int:
    """The longest task, the sum shared out, and that k + 1 of the k·m + 1 longest tasks share a station."""
    ordered = sorted(times, reverse=True)
    shared = [sum(ordered[k * stations - k : k * stations + 1]) for k in range(1, (len(times) - 1) // stations + 1)]
    return max(ordered[0], -(-sum(times) // stations), *shared, 0)


def windows(one: Line, takt: int, stations: int) -> list[tuple[int, int]] | None:
    """The first and last station (from 0) that each task may have; None where a task has none."""
    found = []
    for task, own in enumerate(one.times):
        first = least_stations([own, *(one.times[other] for other in one.before[task])], takt)
        last = stations - least_stations([own, *(one.times[other] for other in one.after[task])], takt)
        if first - 1 > last:
            return None
        found.append((first - 1, last))
    return found


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
    """As few stations as possible, none loaded above the takt (SALBP-1); `limit` in seconds.

    The number of stations is tried from the bound upwards, and from the best known downwards where that takes long.
    """
    best = by_rules(one, takt)
    low, end, start = least_stations(one.times, takt), time.monotonic() + limit, time.monotonic()
    while windows(one, takt, low) is None:
        low += 1
    is_low = True
    while low < max(best) + 1:
        left = end - time.monotonic()
        if left < LEAST_TURN or (stop and stop()):
            break
        if tell:
            tell(min(1.0, (time.monotonic() - start) / limit), max(best) + 1, low)
        aim = low if is_low else max(best)
        found, is_known = _tried(one, takt, aim, min(left, max(1.0, left / 2)) if low < max(best) else left, stop)
        if found:
            best = found
        elif is_known:
            low = aim + 1
        else:
            is_low = not is_low
    return Balance(tuple(best), max(best) + 1, low)


def _tried(one: Line, takt: int, stations: int, limit: float, stop: Callable[[], bool] | None) -> tuple[list[int], bool]:
    """Stations of the tasks where they fit, and whether the answer is sure."""
    from ortools.sat.python import cp_model

    spans = windows(one, takt, stations)
    if spans is None:
        return [], True
    model = cp_model.CpModel()
    at = _placed(model, one, spans)
    for station in range(stations):
        there = [(places[station], one.times[task]) for task, places in enumerate(at) if station in places]
        model.add(_weighed(there) <= takt)
    solver, status = _solved(model, limit, stop, None)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _read(solver, at), True
    return [], bool(status == cp_model.INFEASIBLE)


def _placed(model: Any, one: Line, spans: list[tuple[int, int]]) -> list[dict[int, Any]]:
    """A yes or no for each task and station in its window, each task once, later ones not before earlier ones."""
    from ortools.sat.python import cp_model

    at = [{s: model.new_bool_var(f"{task}-{s}") for s in range(first, last + 1)} for task, (first, last) in enumerate(spans)]
    for places in at:
        model.add_exactly_one(places.values())
    for earlier, later in one.edges:
        for station in range(spans[later][0], spans[earlier][1]):
            behind = [place for s, place in at[later].items() if s <= station]
            ahead = [place for s, place in at[earlier].items() if s <= station]
            model.add(cp_model.LinearExpr.sum(behind) <= cp_model.LinearExpr.sum(ahead))
    return at


def _weighed(there: list[tuple[Any, int]]) -> Any:
    from ortools.sat.python import cp_model

    return cp_model.LinearExpr.weighted_sum([place for place, _ in there], [own for _, own in there])


def for_stations(
    one: Line, stations: int, limit: float, tell: Progress | None = None, stop: Callable[[], bool] | None = None
) -> Balance:
    """The shortest cycle, which is the load of the fullest station, for a number of stations (SALBP-2); `limit` in seconds."""
    from ortools.sat.python import cp_model

    low = least_cycle(one.times, stations)
    best = _by_halving(one, stations, low)
    high = _cycle(one, best)
    if high == low:
        return Balance(tuple(best), high, low)
    model = cp_model.CpModel()
    spans = windows(one, high, stations) or []
    at, cycle = _placed(model, one, spans), model.new_int_var(low, high, "cycle")
    for station in range(stations):
        there = [(places[station], one.times[task]) for task, places in enumerate(at) if station in places]
        model.add(_weighed(there) <= cycle)
    for task, places in enumerate(at):
        for station, place in places.items():
            model.add_hint(place, int(best[task] == station))
    model.minimize(cycle)
    solver, status = _solved(model, limit, stop, tell)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        best = _read(solver, at)
    bound = max(low, min(_cycle(one, best), round(solver.best_objective_bound)))
    return Balance(tuple(best), _cycle(one, best), _cycle(one, best) if status == cp_model.OPTIMAL else bound)


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


def _read(solver: Any, at: list[dict[int, Any]]) -> list[int]:
    return [next(station for station, place in places.items() if solver.boolean_value(place)) for places in at]


def _solved(model: Any, limit: float, stop: Callable[[], bool] | None, tell: Progress | None) -> tuple[Any, Any]:
    """The solver after at most `limit` seconds, and its status.

    It searches in a thread of its own, while the caller's thread tells how far it is and asks whether to stop: whoever watches may
    use what belongs to that thread, such as a connection.
    """
    from ortools.sat.python import cp_model

    class Best(cp_model.CpSolverSolutionCallback):
        known: tuple[int, int] | None = None

        def on_solution_callback(self) -> None:
            self.known = (round(self.objective_value), round(self.best_objective_bound))

    solver, best, begun = cp_model.CpSolver(), Best(), time.monotonic()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = 1
    with ThreadPoolExecutor(max_workers=1) as threads:
        search = threads.submit(solver.solve, model, best)
        while not wait([search], timeout=ASK_EVERY).done:
            if tell and best.known:
                tell(min(1.0, (time.monotonic() - begun) / limit), *best.known)
            if stop and stop():
                solver.stop_search()
        return solver, search.result()
