"""A roster that keeps every rule, meets as many wishes as it can, and leaves the fewest gaps."""

from collections.abc import Iterable, Mapping
from typing import Any

from genba.curriculum.tools import Answer, Bars, Cell, Grid, No, Series, Watch, said
from genba.science import roster as search
from genba.science import roster_file
from genba.science.roster_rules import Cover, Person, Plan, Request, Shift, Task, breaches, cost, gaps, weekends_of

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKENDS = {"sat-sun": 5, "fri-sat": 4, "thu-fri": 3}  # the place in the week, from Monday, of the first free day
LIMITS = roster_file.LIMITS
MOST_PLACES = 300_000  # people × days × shifts: what a search holds in memory and begins within its time
FEW_CELLS = 1500  # of the drawing: more are read from the table


def roster(
    horizon_days: int,
    shifts: list[dict[str, Any]],
    people: list[dict[str, Any]],
    cover: list[dict[str, Any]],
    requests: list[dict[str, Any]] | None,
    first_day: int | None,
    starts_on: str,
    weekend: str,
    time_limit: float,
    watch: Watch,
) -> Answer:
    """The cheapest roster by the rules of the staff rostering benchmark, by constraint programming (OR-Tools CP-SAT).

    objective = weights of wishes not met + for each shift of a day the people too few × weight_under and too many ×
    weight_over. All else is kept without exception. Days are counted from 0 or from 1: the days that are named decide, and
    first_day where they do not. Runs at the edges of the horizon may be short. proved_optimal: no roster is cheaper;
    otherwise lower_bound says below which cost none can be. time_limit in seconds. No where a row names what does not exist,
    where no roster keeps all rules (it names the person and the rules that clash), or where none was found in the time.
    Source: Curtois and Qu (2014).
    """
    if len(people) * horizon_days * len(shifts) > MOST_PLACES:
        raise No("too-large", field="people", places=len(people) * horizon_days * len(shifts), most_places=MOST_PLACES)
    base = _first(horizon_days, people, cover, requests or [], first_day)
    _rows_fit(horizon_days, shifts, people, cover, requests or [], base)
    start = WEEK.index(starts_on)
    task = Task(
        horizon_days,
        tuple(Shift(one["id"], one["minutes"], frozenset(one["not_before"] or ())) for one in shifts),
        tuple(_person(one, requests or [], base) for one in people),
        tuple(Cover(**{**one, "day": one["day"] - base}) for one in cover),
        weekends_of(horizon_days, (WEEKENDS[weekend] - start) % 7),
    )
    found = search.solve(task, time_limit, progress=_teller(watch, time_limit), stop=lambda: watch.is_stopped)
    if found.plan is None:
        raise _why_none(task, found)
    return _answer(task, found, found.plan, base)


def read_file(text: str) -> dict[str, Any]:
    """The inputs from a text of schedulingbenchmarks.org. No with the line that cannot be read."""
    try:
        return roster_file.read(text)
    except roster_file.UnreadableError as fault:
        raise No("bad-file", field="file", row=fault.line or None, text=fault.text[:80]) from None


def _days(people: list[dict[str, Any]], cover: list[dict[str, Any]], requests: list[dict[str, Any]]) -> list[int]:
    nested = [wish["day"] for one in people for key in ("requests_on", "requests_off") for wish in one[key] or ()]
    free = [day for one in people for day in one["days_off"] or ()]
    return [one["day"] for one in (*cover, *requests)] + nested + free


def _first(days: int, people: Any, cover: Any, requests: Any, first_day: int | None) -> int:
    """Whether days count from 0 or from 1."""
    if first_day is not None:
        return first_day
    named = _days(people, cover, requests)
    return 0 if 0 in named and days not in named else 1


def _rows_fit(days: int, shifts: Any, people: Any, cover: Any, requests: Any, base: int) -> None:
    """Every row names shifts, people and days that exist."""
    kinds, names = {one["id"] for one in shifts}, {one["id"] for one in people}
    _once([one["id"] for one in shifts], "shifts", "id")
    _once([one["id"] for one in people], "people", "id")
    _once([f"{one['day']} {one['shift']}" for one in cover], "cover", "shift")
    for row, one in enumerate(shifts, 1):
        _known(one["not_before"] or (), kinds, "shifts", row, "not_before")
    for row, one in enumerate(people, 1):
        _known(one["max_shifts"] or (), kinds, "people", row, "max_shifts")
        _within(one["days_off"] or (), days, base, "people", row, "days_off")
        for key in ("requests_on", "requests_off"):
            _known([wish["shift"] for wish in one[key] or ()], kinds, "people", row, key)
            _within([wish["day"] for wish in one[key] or ()], days, base, "people", row, key)
    for field, rows in (("cover", cover), ("requests", requests)):
        for row, one in enumerate(rows, 1):
            _known([one["shift"]], kinds, field, row, "shift")
            _within([one["day"]], days, base, field, row, "day")
    for row, one in enumerate(requests, 1):
        _known([one["person"]], names, "requests", row, "person")


def _once(keys: list[str], field: str, column: str) -> None:
    seen: set[str] = set()
    for row, key in enumerate(keys, 1):
        if key in seen:
            raise No("twice", field=field, row=row, column=column, name=key)
        seen.add(key)


def _known(named: Iterable[str], known: set[str], field: str, row: int, column: str) -> None:
    for name in named:
        if name not in known:
            raise No("unknown", field=field, row=row, column=column, name=name)


def _within(named: Iterable[int], days: int, base: int, field: str, row: int, column: str) -> None:
    for day in named:
        if not base <= day < base + days:
            raise No("no-such-day", field=field, row=row, column=column, day=day, first_one=base, last_one=base + days - 1)


def _person(one: Mapping[str, Any], requests: list[dict[str, Any]], base: int) -> Person:
    wishes = [(wish, on) for key, on in (("requests_on", True), ("requests_off", False)) for wish in one[key] or ()]
    wishes += [(wish, wish["wish"] == "on") for wish in requests if wish["person"] == one["id"]]
    return Person(
        one["id"],
        **{name: one[name] for name in LIMITS},
        days_off=frozenset(day - base for day in one["days_off"] or ()),
        max_shifts=one["max_shifts"] or {},
        requests=tuple(Request(wish["day"] - base, wish["shift"], wish["weight"], on) for wish, on in wishes),
    )


def _teller(watch: Watch, time_limit: float) -> search.Progress:
    def tell(seconds: float, objective: int | None, bound: int) -> None:
        best = None if objective is None else {"objective": objective, "lower_bound": bound}
        watch.tell(min(1.0, seconds / time_limit), best)

    return tell


def _why_none(task: Task, found: search.Found) -> No:
    if not found.is_impossible:
        return No("none-in-time", field="time_limit")
    clash = search.conflict(task)
    if clash is None:
        return No("impossible-somehow", field="people")
    person, rules = clash
    row = 1 + task.people.index(person)
    return No(
        "impossible", field="people", row=row, column=", ".join(rules).replace("-", "_"), person=person.id, rules=rules
    )


def _answer(task: Task, found: search.Found, plan: Plan, base: int) -> Answer:
    short = [(need, under) for need, under, _ in gaps(task, plan) if under]
    unmet = [(p.id, r) for p in task.people for r in p.requests if (plan[p.id][r.day] == r.shift) != r.on]
    wishes = sum(len(person.requests) for person in task.people)
    minutes = {shift.id: shift.minutes for shift in task.shifts}
    hours = {name: sum(minutes[day] for day in days if day) / 60 for name, days in plan.items()}
    values: dict[str, Any] = {
        "roster": {name: list(days) for name, days in plan.items()},
        "objective": cost(task, plan),
        "proved_optimal": found.proved,
        "lower_bound": found.lower_bound,
        "violations": [breach.rule for breach in breaches(task, plan)],
        "shifts_short": sum(under for _, under in short),
        "shifts_needed": sum(need.required for need in task.cover),
        "wishes": wishes,
        "wishes_met": wishes - len(unmet),
        "gaps": [{"day": need.day + base, "shift": need.shift, "missing": under} for need, under in short],
        "by_person": [
            {"person": name, "shifts": sum(map(bool, days)), "hours": hours[name],
             "weekends": sum(any(days[day] for day in weekend) for weekend in task.weekends)}
            for name, days in plan.items()
        ],
    }  # fmt: skip
    values["shifts_covered"] = values["shifts_needed"] - values["shifts_short"]
    told = [said("meaning", objective=values["objective"])]
    told.append(said("proved") if found.proved else said("bounded", lower_bound=found.lower_bound))
    told_gaps = {"shifts_short": values["shifts_short"]}
    told.append(
        said("told", **told_gaps, wishes_met=values["wishes_met"], wishes=wishes)
        if wishes
        else said("told-gaps", **told_gaps)
    )
    step = said("next-short") if short else said("next-wishes") if unmet else said("next-hang")
    return Answer(values, told, step, _charts(plan, hours, base))


def _charts(plan: Plan, hours: Mapping[str, float], base: int) -> list[Any]:
    bars = Bars(said("chart-hours"), list(hours), [Series("", list(hours.values()))], unit="h")
    days = len(next(iter(plan.values())))
    if days * len(plan) > FEW_CELLS:
        return [bars]
    rows = [(name, [Cell(day, "now" if day else "") for day in line]) for name, line in plan.items()]
    return [Grid(said("chart"), [str(day + base) for day in range(days)], rows), bars]
