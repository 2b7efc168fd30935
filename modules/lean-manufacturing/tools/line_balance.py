"""Which tasks belong to which station, so that the line keeps the takt with as few people as it takes."""

import math
from collections.abc import Sequence
from typing import Any

from genba.curriculum.tools import Answer, Bars, Level, No, Series, Watch, said
from genba.science import line_balance as science

GOOD = 85  # per cent of paid time in work


def line_balance(
    tasks: list[dict[str, Any]], takt: float | None, stations: int | None, time_limit: float, watch: Watch
) -> Answer:
    """Stations with their tasks: as few as the takt allows, or the shortest cycle for a number of stations.

    Times, takt and cycle in the same unit (seconds); time_limit in seconds. Efficiency in %: Σ times ÷ (stations × takt), or × cycle
    where stations are given; smoothness: √Σ(longest load − load)². Raises No where tasks wait for each other in a circle, one is longer
    than the takt, or one stands before itself. Sources: Scholl (1999); smoothness: Moodie and Young (1965).
    """
    if (takt is None) == (stations is None):
        raise No("one-of-two", field="takt")
    names = [task["id"] for task in tasks]
    whole, factor = science.whole_times([task["time"] for task in tasks])
    line = _line(tasks, names, whole)

    def tell(share: float, best: int, bound: int) -> None:
        watch.tell(share, {"best": best / (1 if takt else factor), "lower_bound": bound / (1 if takt else factor)})

    if takt is not None:
        for row, task in enumerate(tasks, 1):
            if task["time"] > takt:
                raise No("too-long", field="tasks", row=row, column="time", task=task["id"], time=task["time"], takt=takt)
        limit = max(math.floor(takt * factor + 1e-9), max(whole))
        found = science.for_takt(line, limit, time_limit, tell, lambda: watch.is_stopped)
    else:
        found = science.for_stations(line, min(stations or 1, len(tasks)), time_limit, tell, lambda: watch.is_stopped)
    return _answer(tasks, found, takt, stations, factor)


def _line(tasks: list[dict[str, Any]], names: list[str], whole: list[int]) -> science.Line:
    place, edges = {name: at for at, name in enumerate(names)}, []
    for row, task in enumerate(tasks, 1):
        if names.index(task["id"]) != row - 1:
            raise No("double", field="tasks", row=row, column="id", task=task["id"])
        for earlier in task["after"] or []:
            if earlier not in place:
                raise No("unknown-task", field="tasks", row=row, column="after", task=task["id"], earlier=earlier)
            edges.append((place[earlier], row - 1))
    try:
        return science.line(whole, edges)
    except science.Loop as loop:
        circle = [names[task] for task in loop.tasks]
        row = loop.tasks[0] + 1
        raise No("loop", field="tasks", row=row, column="after", tasks=" → ".join([*circle, circle[0]])) from None


def _answer(
    tasks: list[dict[str, Any]], found: science.Balance, takt: float | None, wanted: int | None, factor: int
) -> Answer:
    count = max(found.station) + 1 if takt is not None else max(wanted or 1, max(found.station) + 1)
    groups = [[task for task, at in zip(tasks, found.station, strict=True) if at == station] for station in range(count)]
    loads = [math.fsum(task["time"] for task in group) for group in groups]
    cycle, work = max(loads), math.fsum(task["time"] for task in tasks)
    efficiency = 100 * work / (count * (takt if takt is not None else cycle))
    bound = found.bound if takt is not None else found.bound / factor
    values = {
        "stations": [[task["id"] for task in group] for group in groups], "station_count": count, "cycle_time": cycle,
        "proved_optimal": found.is_proved, "lower_bound": bound, "efficiency": efficiency,
        "smoothness": math.sqrt(math.fsum((cycle - load) ** 2 for load in loads)), "loads": loads, "work": work,
        "plan": [{"station": at, "tasks": _named(group), "load": load} for at, (group, load) in enumerate(zip(groups, loads, strict=True), 1)],
    }  # fmt: skip
    says = [said("meaning", station_count=count, cycle_time=cycle, efficiency=efficiency)]
    says.append(said("proved") if found.is_proved else said("not-proved", lower_bound=bound))
    says.append(said("fullest", station=loads.index(cycle) + 1, load=cycle, least=min(loads)))
    levels = [Level(said("takt"), takt, "target")] if takt is not None else [Level(said("cycle"), cycle, "limit")]
    chart = Bars(said("chart"), [str(at) for at in range(1, count + 1)], [Series("", loads)], levels, unit="s")
    return Answer(values, says, said("next-good" if efficiency >= GOOD else "next-split"), [chart])


def _named(group: Sequence[dict[str, Any]]) -> str:
    return ", ".join(task["id"] for task in group)
