"""Whether a process is steady, and whether it can keep what was promised."""

from typing import Any

import numpy as np

from genba.curriculum.tools import Answer, Level, Lines, No, Series, said
from genba.science import control

LEAST = 5  # points that carry limits at all
ENOUGH = 20  # points that carry them well (Montgomery: 20 to 25)
CAPABLE = 4 / 3
VARIABLES = ("xbar-r", "xbar-s", "i-mr")


def control_chart(
    chart: str, subgroups: list[list[float]] | None, counts: list[float] | None, sizes: list[float] | None,
    phase2: list[list[float]] | None, rules: str, spec: dict[str, float | None] | None,
) -> Answer:  # fmt: skip
    """Limits, points outside, broken rules and capability of a control chart; points are counted from 1.

    subgroups: measured values in one unit, a list for each subgroup (i-mr: one value each, or one list of values, or `counts`).
    counts and sizes: defectives or defects and what was looked at. phase2: further subgroups, for counts [count, size], which are
    judged by the limits of the first ones and numbered on. Raises No where there are too few points, no spread, or sizes that do not
    fit. Sources and conventions: genba.science.control.
    """
    if chart in VARIABLES:
        main, inner, values, base = _measured(chart, subgroups, counts, phase2)
    else:
        main, inner, values, base = _counted(chart, counts, sizes, phase2), None, [], len(counts or [])
    if not np.all(main.spread > 0):
        raise No("no-spread", field="subgroups" if chart in VARIABLES else "counts")
    outside, broken = control.beyond(main), control.violations(main, rules)
    found: dict[str, Any] = {
        "center": main.center, "sigma": main.sigma, "limits": _limits(main), "out_of_limits": outside, "outside_count": len(outside),
        "violations": [{"rule": rule, "points": points, "meaning": f"{rules}-{rule}"} for rule, points in broken],
        "points": main.points.tolist(), "points_used": base,
    }  # fmt: skip
    withheld = {} if main.sigma is not None else {"sigma": said("sizes-vary")}
    if inner is not None:
        kind = {"xbar-r": "r", "xbar-s": "s", "i-mr": "mr"}[chart]
        at = {name: _one_or_all(limit) for name, limit in (("lower", inner.lower), ("upper", inner.upper))}
        shift = 1 if chart == "i-mr" else 0
        found["dispersion"] = {"chart": kind, "center": inner.center, **at,
                               "out_of_limits": [place + shift for place in control.beyond(inner)]}  # fmt: skip
    spread_out = (found.get("dispersion") or {}).get("out_of_limits") or []
    says = _meaning(len(main.points), outside, broken, spread_out)
    if spec and chart in VARIABLES:
        _judge(found, main, values, spec, says, withheld)
    elif spec and any(limit is not None for limit in spec.values()):
        withheld["capability.cpk"] = said("counts-no-capability")
    if base < ENOUGH:
        says.append(said("few", n=base))
    disturbed = bool(outside or broken or spread_out)
    cpk = (found.get("capability") or {}).get("cpk")
    then = "next-cause" if disturbed else "next-improve" if cpk is not None and cpk < CAPABLE else "next-keep"
    return Answer(found, says, said(then), _drawn(main, inner, outside), withheld)


def _meaning(n: int, outside: list[int], broken: list[tuple[int, list[int]]], spread_out: list[int]) -> list[Any]:
    says = [said("spread-out", points=_named(spread_out))] if spread_out else []
    if outside:
        says.append(said("unsteady", n=len(outside), points=_named(outside)))
    elif broken:
        says.append(said("pattern", rule=broken[0][0], points=_named(broken[0][1])))
    return says or [said("steady", n=n)]


def _measured(chart: str, subgroups: Any, counts: Any, phase2: Any) -> tuple[control.Chart, control.Chart, list[float], int]:
    groups = subgroups or [[value] for value in counts or []]
    if not groups:
        raise No("no-values", field="subgroups")
    later = phase2 or []
    if chart == "i-mr":
        first, more = ([value for group in part for value in group] if len(part) == 1 else _singles(part, name)
                       for part, name in ((groups, "subgroups"), (later, "phase2")))  # fmt: skip
        _enough(len(first), "subgroups")
        return (*control.of_single([*first, *more], len(first)), first, len(first))
    _enough(len(groups), "subgroups")
    for name, part in (("subgroups", groups), ("phase2", later)):
        for row, group in enumerate(part, 1):
            if len(group) < 2:
                raise No("one-value", field=name, row=row)
    values = [value for group in groups for value in group]
    return (*control.of_means([*groups, *later], len(groups), chart == "xbar-r"), values, len(groups))


def _singles(groups: list[list[float]], name: str) -> list[float]:
    for row, group in enumerate(groups, 1):
        if len(group) != 1:
            raise No("single-wanted", field=name, row=row)
    return [group[0] for group in groups]


def _enough(n: int, field: str) -> None:
    if n < LEAST:
        raise No("too-few", field=field, n=n, least=LEAST)


def _counted(chart: str, counts: Any, sizes: Any, phase2: Any) -> control.Chart:
    if not counts:
        raise No("no-values", field="counts")
    _enough(len(counts), "counts")
    looked = [1.0] * len(counts) if chart == "c" else sizes or []
    looked = looked * len(counts) if len(looked) == 1 else looked
    if len(looked) != len(counts):
        raise No("sizes-missing", field="sizes", n=len(looked), wanted=len(counts))
    all_counts, all_sizes = list(counts), list(looked)
    for row, pair in enumerate(phase2 or [], 1):
        if len(pair) != (1 if chart == "c" else 2):
            raise No("pair-wanted", field="phase2", row=row)
        all_counts.append(pair[0])
        all_sizes.append(1.0 if chart == "c" else pair[1])
    for place, (count, size) in enumerate(zip(all_counts, all_sizes, strict=True)):
        field, row = ("counts", place + 1) if place < len(counts) else ("phase2", place + 1 - len(counts))
        if count < 0 or count != int(count):
            raise No("whole-count", field=field, row=row)
        if size <= 0:
            raise No("no-size", field="sizes" if field == "counts" else field, row=row)
        if chart in ("p", "np") and count > size:
            raise No("more-than-size", field=field, row=row)
        if chart == "np" and size != all_sizes[0]:
            raise No("np-sizes", field="sizes" if field == "counts" else field, row=row)
    return control.of_counts(chart, all_counts, all_sizes, len(counts))


def _one_or_all(limit: Any) -> Any:
    return float(limit[0]) if np.allclose(limit, limit[0], rtol=1e-12, atol=0) else limit.tolist()


def _limits(chart: control.Chart) -> dict[str, Any]:
    lower, upper = _one_or_all(chart.lower), _one_or_all(chart.upper)
    if isinstance(lower, list) != isinstance(upper, list):  # one of them rests at zero: both are lists all the same
        lower, upper = chart.lower.tolist(), chart.upper.tolist()
    return {"lower": lower, "upper": upper}


def _named(points: list[int]) -> str:
    return ", ".join(map(str, points[:8])) + (" …" if len(points) > 8 else "")


def _judge(
    found: dict[str, Any], main: control.Chart, values: list[float], spec: Any, says: list[Any], withheld: Any
) -> None:
    lower, upper = spec.get("lower"), spec.get("upper")
    if lower is None and upper is None:
        raise No("no-spec", field="spec")
    if lower is not None and upper is not None and lower >= upper:
        raise No("spec-order", field="spec", column="upper")
    overall = float(np.std(values, ddof=1))
    found["capability"] = control.capability(
        main.center, main.sigma or 0.0, overall, len(values), lower, upper, spec.get("target")
    )
    low, high = found["capability"]["interval_cpk"]
    found["capability"] |= {"interval_low": low, "interval_high": high}
    cpk = found["capability"]["cpk"]
    says.append(
        said("capable" if cpk >= CAPABLE else "not-capable", cpk=round(cpk, 2), low=round(low, 2), high=round(high, 2))
    )
    if found["out_of_limits"]:
        says.append(said("not-yet"))
    if lower is None or upper is None:
        withheld |= {f"capability.{name}": said("one-limit") for name in ("cp", "pp", "cpm")}


def _drawn(main: control.Chart, inner: control.Chart | None, outside: list[int]) -> list[Any]:
    def lines(title: str, chart: control.Chart, flagged: list[int], first: int) -> Lines:
        places = [str(n) for n in range(first, len(chart.points) + first)]
        limits = [Level(said("upper-limit"), _one_or_all(chart.upper)), Level(said("center-line"), chart.center, "center"),
                  Level(said("lower-limit"), _one_or_all(chart.lower))]  # fmt: skip
        return Lines(said(title), places, [Series("", chart.points.tolist(), flagged=[n - 1 for n in flagged])], limits)

    found = [lines("chart-main", main, outside, 1)]
    if inner is not None:
        found.append(lines("chart-inner", inner, control.beyond(inner), 1 + len(main.points) - len(inner.points)))
    return found
