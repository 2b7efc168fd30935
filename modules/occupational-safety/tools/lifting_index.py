"""How heavy a lift is for the back: the revised equation of NIOSH, single and composite."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from genba.curriculum.tools import Answer, Bars, Level, No, Series, said


@dataclass(frozen=True)
class Units:
    """The equation's constants in one system: load in kg or lb, lengths in cm or in."""

    load: float
    reach: float  # the horizontal distance at which the multiplier is 1
    farthest: float
    knuckles: float  # the height of hands at which the multiplier is 1
    slope: float
    highest: float
    travel: float
    shortest: float
    longest: float


UNITS = {
    "metric": Units(23, 25, 63, 75, 0.003, 175, 4.5, 25, 175),
    "us": Units(51, 10, 25, 30, 0.0075, 70, 1.8, 10, 70),
}
MOST_TWIST = 135  # degrees
RARELY = 0.2  # lifts a minute: anything rarer counts as this
PER_MINUTE = (0.2, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
# Table 5: up to 1, 2 and 8 hours, hands below knuckle height and from it on.
FREQUENCY = {
    (1, False): (1.0, 0.97, 0.94, 0.91, 0.88, 0.84, 0.80, 0.75, 0.70, 0.60, 0.52, 0.45, 0.41, 0.37, 0, 0, 0),
    (1, True): (1.0, 0.97, 0.94, 0.91, 0.88, 0.84, 0.80, 0.75, 0.70, 0.60, 0.52, 0.45, 0.41, 0.37, 0.34, 0.31, 0.28),
    (2, False): (0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.60, 0.50, 0.42, 0.35, 0.30, 0.26, 0, 0, 0, 0, 0),
    (2, True): (0.95, 0.92, 0.88, 0.84, 0.79, 0.72, 0.60, 0.50, 0.42, 0.35, 0.30, 0.26, 0.23, 0.21, 0, 0, 0),
    (8, False): (0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18, 0, 0, 0, 0, 0, 0, 0),
    (8, True): (0.85, 0.81, 0.75, 0.65, 0.55, 0.45, 0.35, 0.27, 0.22, 0.18, 0.15, 0.13, 0, 0, 0, 0, 0),
}
COUPLING = {("good", False): 1.0, ("good", True): 1.0, ("fair", False): 0.95, ("fair", True): 1.0,
            ("poor", False): 0.9, ("poor", True): 0.9}  # fmt: skip
HIGH, TOO_HIGH = 1.0, 3.0  # lifting index: from 1 on some are at risk, above 3 many are (94-110, 1.4)


def lifting_index(
    origin: dict[str, Any] | None, destination: dict[str, Any] | None, tasks: list[dict[str, Any]] | None, units: str
) -> Answer:
    """Recommended weight limit and lifting index of one lift, and the composite index of several.

    rwl = load constant × hm × vm × dm × am × fm × cm, in kg (metric) or lb (us); li = weight ÷ rwl. Lengths in cm or in, the
    twist in degrees, frequency in lifts a minute, duration in hours of lifting (up to 1, 2 or 8). Between the rows of table 5
    the frequency multiplier is drawn as a straight line; under 0.2 a minute it is that of 0.2. The destination counts where
    the load is set down with care; what it leaves out is taken from the origin, and the distance from the two heights. The
    worse of the two ends is the answer. Several tasks: the composite index of 94-110, 2.4.5. No where a length lies outside
    the equation; li is withheld where the recommended limit is 0. Source: Waters, Putz-Anderson, Garg (1994), NIOSH 94-110.
    """
    origin, destination = (None if _is_blank(end) else end for end in (origin, destination))
    if tasks and (origin or destination):
        raise No("one-or-many", field="tasks")
    if tasks:
        return _several(tasks, units)
    if not origin:
        raise No("no-lift", field="origin")
    ends = {"origin": _filled(origin, {}, destination)}
    if destination:
        ends["destination"] = _filled(destination, ends["origin"], origin)
    found = {name: _single(end, units, name, None) for name, end in ends.items()}
    at = min(found, key=lambda name: found[name]["rwl"])
    worse = found[at]
    weight = ends["origin"]["weight"]
    values = {**worse, **found, "at": at, "weakest": worse["weakest"], "cli": None}
    bars = Bars(said("chart"), [said(name) for name in found], [Series("", [one["rwl"] for one in found.values()])],
                [Level(said("your-load"), weight)], unit="kg" if units == "metric" else "lb")  # fmt: skip
    withheld = {"cli": said("one-task")}
    if worse["li"] is None:
        return Answer(values, [said("impossible")], said("next-redesign"), [bars], {**withheld, "li": said("impossible")})
    told = [said("meaning", rwl=worse["rwl"], li=worse["li"]), said(_grade(worse["li"]))]
    step = said(f"next-{worse['weakest']}") if worse["li"] > HIGH else said("next-keep")
    return Answer(values, told, step, [bars], withheld)


def _is_blank(end: dict[str, Any] | None) -> bool:
    """Whether nothing was written but what stands there from the start."""
    return end is None or not any(end[name] for name in ("weight", "horizontal", "vertical", "distance", "asymmetry"))


def _filled(end: dict[str, Any], first: Mapping[str, Any], other: Mapping[str, Any] | None) -> dict[str, Any]:
    """What an end leaves out is taken from the origin; the distance is that between the heights."""
    whole = {name: first.get(name) if value is None else value for name, value in end.items()}
    if whole["distance"] is None and other and other["vertical"] is not None and whole["vertical"] is not None:
        whole["distance"] = abs(other["vertical"] - whole["vertical"])
    return whole


def _single(task: dict[str, Any], units: str, field: str, row: int | None) -> dict[str, Any]:
    """Multipliers, limit and index of one end or task."""
    for name in ("weight", "horizontal", "vertical", "distance"):
        if task[name] is None:
            raise No("missing", field=field, row=row, column=name)
    by, high = UNITS[units], task["vertical"] >= UNITS[units].knuckles
    for name, most in (("horizontal", by.farthest), ("vertical", by.highest), ("distance", by.longest)):
        if task[name] > most:
            raise No("outside", field=field, row=row, column=name, most=most)
    if task["asymmetry"] > MOST_TWIST:
        raise No("outside", field=field, row=row, column="asymmetry", most=MOST_TWIST)
    multipliers = {
        "hm": min(1.0, by.reach / task["horizontal"]) if task["horizontal"] else 1.0,
        "vm": 1 - by.slope * abs(task["vertical"] - by.knuckles),
        "dm": 1.0 if task["distance"] <= by.shortest else 0.82 + by.travel / task["distance"],
        "am": 1 - 0.0032 * task["asymmetry"],
        "fm": frequency_multiplier(task["frequency"], task["duration"], high),
        "cm": COUPLING[task["coupling"], high],
    }
    independent = by.load
    for name in ("hm", "vm", "dm", "am", "cm"):
        independent *= multipliers[name]
    rwl = independent * multipliers["fm"]
    return {
        "multipliers": {"lc": by.load, **multipliers}, "rwl": rwl, "li": task["weight"] / rwl if rwl > 0 else None,
        "firwl": independent, "fili": task["weight"] / independent, "weakest": min(multipliers, key=lambda key: multipliers[key]),
    }  # fmt: skip


def frequency_multiplier(frequency: float, duration: float, high: bool) -> float:
    """Table 5 of 94-110, straight lines between its rows; 0 above its last frequency. duration in hours, up to 8."""
    row = FREQUENCY[1 if duration <= 1 else 2 if duration <= 2 else 8, high]
    if frequency <= RARELY:
        return row[0]
    if frequency > PER_MINUTE[-1]:
        return 0.0
    place = bisect_left(PER_MINUTE, frequency)
    left, right = PER_MINUTE[place - 1], PER_MINUTE[place]
    share = (frequency - left) / (right - left)
    if row[place] == 0:  # past the last frequency that the table allows nothing is invented
        return 0.0
    return row[place - 1] + share * (row[place] - row[place - 1])


def composite(parts: list[tuple[float, float, bool]], duration: float) -> float | None:
    """The composite lifting index of tasks given as (index without frequency, lifts a minute, hands high).

    The hardest task by its own index, and for each further one, in falling order, its index without frequency times the
    growth of 1 ÷ fm when its lifts are added. None where the lifts together are more than table 5 allows.
    """
    ones = [frequency_multiplier(each, duration, high) for _, each, high in parts]
    if not all(ones):
        return None
    order = sorted(range(len(parts)), key=lambda n: parts[n][0] / ones[n], reverse=True)
    index = parts[order[0]][0] / ones[order[0]]
    total = parts[order[0]][1]
    for _, now in pairwise(order):
        fili, each, high = parts[now]
        before, after = (frequency_multiplier(lifts, duration, high) for lifts in (total, total + each))
        if not after:
            return None
        index += fili * (1 / after - 1 / before)
        total += each
    return index


def _several(tasks: list[dict[str, Any]], units: str) -> Answer:
    found = [_single(task, units, "tasks", row) for row, task in enumerate(tasks, 1)]
    knuckles = UNITS[units].knuckles
    duration = max(task["duration"] for task in tasks)
    parts = [(one["fili"], task["frequency"], task["vertical"] >= knuckles) for one, task in zip(found, tasks, strict=True)]
    cli = composite(parts, duration)
    worst = max(range(len(found)), key=lambda n: found[n]["li"] or float("inf"))
    worse = found[worst]
    table = [
        {"task": task["name"] or str(n), "rwl": one["rwl"], "li": one["li"], "firwl": one["firwl"], "fili": one["fili"]}
        for n, (task, one) in enumerate(zip(tasks, found, strict=True), 1)
    ]
    values = {**worse, "cli": cli, "tasks": table, "at": "origin"}
    bars = Bars(said("chart-tasks"), [one["task"] for one in table], [Series("", [one["li"] for one in table])],
                [Level(said("index-of-one"), HIGH)])  # fmt: skip
    withheld = {} if worse["li"] is not None else {"li": said("impossible")}
    if cli is None:
        return Answer(values, [said("impossible")], said("next-redesign"), [bars], {**withheld, "cli": said("impossible")})
    step = said(f"next-{worse['weakest']}") if cli > HIGH else said("next-keep")
    return Answer(values, [said("meaning-several", cli=cli), said(_grade(cli))], step, [bars], withheld)


def _grade(index: float) -> str:
    return "light" if index <= HIGH else "heavy" if index <= TOO_HIGH else "too-heavy"
