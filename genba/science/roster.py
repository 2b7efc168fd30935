"""Rosters made by constraint programming: the cheapest that keeps every rule, or which rules cannot stand together."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from genba.science.roster_patterns import patterns
from genba.science.roster_rules import Person, Task

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

Model: TypeAlias = "cp_model.CpModel"
Works: TypeAlias = "dict[tuple[str, int, str], cp_model.IntVar]"

WORKERS: Final = 8
"""Searches side by side: they differ in kind, and the bound comes from others than the rosters."""
SEED: Final = 1
RULES: Final = (
    "days-off", "max-minutes", "min-minutes", "max-shifts", "max-consecutive-shifts", "min-consecutive-shifts",
    "min-consecutive-days-off", "max-weekends", "not-before",
)  # fmt: skip
CHECK_SECONDS: Final = 5.0
ASK_EVERY: Final = 0.3
"""Seconds between two looks at how far a search is."""


@dataclass(frozen=True)
class Found:
    """The best roster that was found: shifts by person and day, its cost, and the cost below which none can be."""

    plan: dict[str, list[str]] | None
    objective: int | None
    lower_bound: int
    proved: bool
    is_impossible: bool = False


Progress: TypeAlias = Callable[[float, int | None, int], None]
"""Told again and again: seconds gone, the cost of the best roster so far or None, and the bound known with it."""


def solve(
    task: Task, time_limit: float, *, progress: Progress | None = None, stop: Callable[[], bool] | None = None
) -> Found:
    """The cheapest roster, or the best that was found within so many seconds.

    Integer model with a Boolean for each person, day and shift, solved by CP-SAT (Google OR-Tools); the objective is that of
    roster_rules.cost. Nothing found in time is told apart from nothing possible.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    works = _variables(model, task, task.people)
    for person in task.people:
        for rule in RULES:
            _post(model, task, person, works, rule)
        _choose_pattern(model, task, person, works)
    model.minimize(sum(_costs(model, task, works)))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = time_limit
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = SEED
    solver.parameters.linearization_level = 2  # the bound comes from the relaxation: worth its time here
    status = _watched(solver, model, progress, stop)
    bound = max(0, round(solver.best_objective_bound)) if status != cp_model.INFEASIBLE else 0
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(None, None, bound, False, is_impossible=status == cp_model.INFEASIBLE)
    plan = {
        person.id: [
            next((shift.id for shift in task.shifts if solver.boolean_value(works[person.id, day, shift.id])), "")
            for day in range(task.days)
        ]
        for person in task.people
    }
    return Found(plan, round(solver.objective_value), bound, status == cp_model.OPTIMAL)


def conflict(task: Task) -> tuple[Person, list[str]] | None:
    """The first person whose rules cannot be kept together, and the fewest of them that already clash.

    All rules but cover are about one person, so each is tried alone; then rules are left out one by one, and each without
    which the rest can be kept stays named. None where every person can be served, or where that cannot be told in time.
    """
    for person in task.people:
        if _is_possible(task, person, RULES):
            continue
        named = [rule for rule in RULES if _is_set(task, person, rule)]
        for rule in tuple(named):
            fewer = [one for one in named if one != rule]
            if not _is_possible(task, person, fewer):
                named = fewer
        return person, named
    return None


def _is_possible(task: Task, person: Person, rules: Iterable[str]) -> bool:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    works = _variables(model, task, [person])
    for rule in rules:
        _post(model, task, person, works, rule)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = CHECK_SECONDS
    solver.parameters.num_workers = 1
    return solver.solve(model) != cp_model.INFEASIBLE


def _is_set(task: Task, person: Person, rule: str) -> bool:
    if rule == "not-before":
        return any(shift.not_before for shift in task.shifts)
    return bool(getattr(person, rule.replace("-", "_")) not in (None, frozenset(), {}))


def _variables(model: Model, task: Task, people: Iterable[Person]) -> Works:
    works = {
        (person.id, day, shift.id): model.new_bool_var("")
        for person in people
        for day in range(task.days)
        for shift in task.shifts
    }
    for person in people:
        for day in range(task.days):
            model.add_at_most_one(works[person.id, day, shift.id] for shift in task.shifts)
    return works


def _post(model: Model, task: Task, person: Person, works: Works, rule: str) -> None:
    """One rule of one person, as linear constraints; nothing where the person has no such limit."""
    on = [sum(works[person.id, day, shift.id] for shift in task.shifts) for day in range(task.days)]
    if rule in ("max-minutes", "min-minutes"):
        _minutes(model, task, person, works, rule)
    elif rule in ("max-shifts", "not-before"):
        _kinds(model, task, person, works, rule)
    elif rule == "days-off":
        for day in person.days_off:
            model.add(on[day] == 0)
    elif rule == "max-weekends" and person.max_weekends is not None:
        _weekends(model, task, person.max_weekends, on)
    elif rule == "max-consecutive-shifts" and person.max_consecutive_shifts is not None:
        window = person.max_consecutive_shifts + 1
        for day in range(task.days - window + 1):
            model.add(sum(on[day : day + window]) < window)
    elif rule == "min-consecutive-shifts":
        _no_short_runs(model, on, person.min_consecutive_shifts or 1, works=True)
    elif rule == "min-consecutive-days-off":
        _no_short_runs(model, on, person.min_consecutive_days_off or 1, works=False)


def _choose_pattern(model: Model, task: Task, person: Person, works: Works) -> None:
    """Adds no rule: says again, more tightly, what the rules of the person together allow."""
    allowed = patterns(task, person)
    if allowed is None:
        return
    chosen = [model.new_bool_var("") for _ in allowed]
    model.add_exactly_one(chosen)
    for day in range(task.days):
        of_day = [is_chosen for is_chosen, pattern in zip(chosen, allowed, strict=True) if pattern[day]]
        model.add(sum(works[person.id, day, shift.id] for shift in task.shifts) == sum(of_day))


def _minutes(model: Model, task: Task, person: Person, works: Works, rule: str) -> None:
    minutes = sum(works[person.id, day, shift.id] * shift.minutes for day in range(task.days) for shift in task.shifts)
    if rule == "max-minutes" and person.max_minutes is not None:
        model.add(minutes <= person.max_minutes)
    if rule == "min-minutes" and person.min_minutes is not None:
        model.add(minutes >= person.min_minutes)


def _kinds(model: Model, task: Task, person: Person, works: Works, rule: str) -> None:
    if rule == "max-shifts":
        for kind, most in person.max_shifts.items():
            model.add(sum(works[person.id, day, kind] for day in range(task.days)) <= most)
        return
    for shift in task.shifts:
        for day in range(task.days - 1):
            for after in shift.not_before:
                model.add_at_most_one([works[person.id, day, shift.id], works[person.id, day + 1, after]])


def _no_short_runs(model: Model, on: list[Any], least: int, *, works: bool) -> None:
    """No run of 1 to least − 1 days between two days of the other kind; runs at the edges may be short."""
    for length in range(1, least):
        for day in range(len(on) - length - 1):
            inside = sum(on[day + 1 : day + 1 + length])
            if works:  # off, on × length, off
                model.add(on[day] - inside + on[day + length + 1] > -length)
            else:  # on, off × length, on
                model.add(on[day] - inside + on[day + length + 1] < 2)


def _weekends(model: Model, task: Task, most: int, on: list[Any]) -> None:
    worked = []
    for weekend in task.weekends:
        is_worked = model.new_bool_var("")
        for day in weekend:
            model.add(on[day] <= is_worked)
        worked.append(is_worked)
    model.add(sum(worked) <= most)


def _costs(model: Model, task: Task, works: Works) -> Iterable[Any]:
    for person in task.people:
        for request in person.requests:
            is_there = works[person.id, request.day, request.shift]
            yield request.weight * (1 - is_there if request.on else is_there)
    for need in task.cover:
        there = sum(works[person.id, need.day, need.shift] for person in task.people)
        under = model.new_int_var(0, need.required, "")
        over = model.new_int_var(0, len(task.people), "")
        model.add(there + under - over == need.required)
        yield need.weight_under * under + need.weight_over * over


def _watched(solver: Any, model: Model, progress: Progress | None, stop: Callable[[], bool] | None) -> Any:
    """Searches in a thread of its own, while the caller's thread tells how far it is and asks whether to stop.

    So whoever watches may use what belongs to the caller's thread, such as a connection.
    """
    from ortools.sat.python import cp_model

    class Best(cp_model.CpSolverSolutionCallback):
        known: tuple[int, int] | None = None

        def on_solution_callback(self) -> None:
            self.known = (round(self.objective_value), max(0, round(self.best_objective_bound)))

    best, begun = Best(), time.monotonic()
    with ThreadPoolExecutor(max_workers=1) as threads:
        search = threads.submit(solver.solve, model, best)
        while not wait([search], timeout=ASK_EVERY).done:
            if progress:
                progress(time.monotonic() - begun, *(best.known or (None, 0)))
            if stop and stop():
                solver.stop_search()
    if progress:
        progress(time.monotonic() - begun, *(best.known or (None, 0)))
    return search.result()
