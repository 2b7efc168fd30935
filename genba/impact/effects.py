"""What the training changed, worked out from a panel: plain numbers that are stored as they are."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from genba.impact.alike import alike_of
from genba.impact.evaluation import WAITS, Panel, Question, period_name
from genba.science import planning, staggered, two_way
from genba.science.claims import claim, matched_claim
from genba.science.intervals import Z95, student
from genba.science.panel import Floats, Ints

SEED: Final = 20210113  # any: the same records give the same bands
DRAWS: Final = 1_000


def result_of(question: Question, panel: Panel) -> dict[str, Any]:
    """Estimates, what they rest on and the claim they bear, as JSON. Differences are in the unit of the KPI, or natural
    logarithms where only relative changes compare."""
    n_units, n_periods = len(panel.keys), int(panel.period.max()) + 1 if len(panel.period) else 0
    found: dict[str, Any] = {
        "is_relative": question.is_relative, "n_values": len(panel.value), "left_out": dict(panel.left_out),
        "n_trained": int(np.count_nonzero((panel.cohort != WAITS) & (panel.cohort < n_periods))),
        "n_waiting": int(np.count_nonzero(panel.cohort == WAITS)),
    }  # fmt: skip
    if n_periods:
        found |= {
            "first": period_name(panel.first, question.period),
            "last": period_name(panel.first + n_periods - 1, question.period),
        }
    table = staggered.wide(panel.unit, panel.period, panel.value, units=n_units, periods=n_periods)
    found["plain"] = _plain(table, panel.cohort)
    found["matched"] = alike_of(question, panel, table)
    effects = _told(lambda: staggered.effects(table, panel.cohort, cluster=panel.cluster, draws=DRAWS, weights="mammen",
                                              random=np.random.default_rng(SEED)))  # fmt: skip
    direction = question.kpi.direction
    if effects is None:
        judged = claim(n_trained=0, n_waiting=found["n_waiting"], before=(), interval=None, direction=direction)
        _judge(found["matched"], None)
        return found | {"claim": judged.code, "is_checked": judged.is_checked}
    found |= _of_effects(effects, direction, panel, question) | _older_ways(table, panel)
    _judge(found["matched"], found["group-time"])
    return found


def _judge(matched: dict[str, Any] | None, whole: dict[str, Any] | None) -> None:
    """Write beside the matched comparison what it adds to the claim."""
    if matched is None:
        return
    interval, against = (
        None if one is None or one.get("low") is None else (one["low"], one["high"]) for one in (matched, whole)
    )
    n_trained, n_alike = matched.get("clusters", (0, 0))
    apart = [one["after"] for one in matched["balance"] if one["after"] is not None]
    matched["claim"] = matched_claim(n_trained=n_trained, n_alike=n_alike, apart=apart, interval=interval, whole=against)


def _of_effects(effects: staggered.Effects, direction: str, panel: Panel, question: Question) -> dict[str, Any]:
    table = effects.cells
    after = table.period >= table.cohort
    by_cohort = _of_cohorts(table.cohort[after], table.treated[after])
    # What hangs together counts once for chance: providers are fewer than their enterprises. With time fewer and fewer wait:
    # what counts is how many stand on the other side of an average trained enterprise.
    n_trained = int(effects.overall.treated_clusters[0])
    n_waiting, others = (int(np.average(side[after], weights=table.treated[after]))
                         for side in (table.controls, table.control_clusters))  # fmt: skip
    freedom = max(1, min(n_trained, others) - 1)
    whole = _one(effects.overall, 0, sum(by_cohort.values()), freedom)
    events = [_one(effects.by_event, k, int(table.treated[table.period - table.cohort == at].sum()), freedom, int(at), band=True)
              for k, at in enumerate(effects.by_event.at)]  # fmt: skip
    before = [(e["band"][0], e["band"][1]) for e in events if e["at"] < 0 and e["band"]]
    interval = (whole["low"], whole["high"]) if whole["low"] is not None else None
    judged = claim(n_trained=n_trained, n_waiting=others, before=before, interval=interval, direction=direction)
    error = _number(effects.overall.errors[0])
    cohorts = [_one(effects.by_cohort, k, by_cohort[int(at)], max(1, min(freedom, by_cohort[int(at)] - 1)),
                    period_name(panel.first + int(at), question.period)) for k, at in enumerate(effects.by_cohort.at)]  # fmt: skip
    return {
        "n_waiting": n_waiting, "group-time": whole, "events": events, "cohorts": cohorts, "claim": judged.code,
        "is_checked": judged.is_checked, "left_out": {**panel.left_out, "always-trained": effects.always, "one-value": effects.silent},
        "smallest": None if error is None else planning.multiplier(planning.Plan(), freedom) * error,
    }  # fmt: skip


def _of_cohorts(cohort: Ints, treated: Ints) -> dict[int, int]:
    """Of each cohort how many of its enterprises stand in at least one of its cells: those of its fullest."""
    return {int(g): int(treated[cohort == g].max()) for g in np.unique(cohort)}


def _one(
    series: staggered.Series, k: int, n: int, freedom: int, at: int | str | None = None, *, band: bool = False
) -> dict[str, Any]:
    """An estimate with its interval, and the band of its series.

    Errors from influence functions are too sure of themselves where few stand behind them; Student's t with one less than
    the smaller side makes up for it. A test draws 300 programmes of two dozen enterprises and counts how often it holds.
    """
    value, error, reach = float(series.effects[k]), float(series.errors[k]), student(0.975, freedom)
    found: dict[str, Any] = {
        "value": value,
        "low": _number(value - reach * error),
        "high": _number(value + reach * error),
        "n": n,
    }
    if at is not None:
        found["at"] = at
    if band:
        wide = reach / Z95 * series.multiple * error
        found["band"] = [value - wide, value + wide] if np.isfinite(wide) else None
    return found


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _older_ways(table: Floats, panel: Panel) -> dict[str, Any]:
    """The two older ways, for comparison; one that gives nothing is left out."""
    found: dict[str, Any] = {}
    for name, way in (("two-way", two_way.two_way), ("first-differences", two_way.first_differences)):
        one = _told(lambda way=way: way(table, panel.cohort, panel.cluster))  # type: ignore[misc]
        if one is not None:
            found[name] = {"value": one.effect, "low": one.effect - Z95 * one.error, "high": one.effect + Z95 * one.error,
                           "n": one.units}  # fmt: skip
    return found


def _told(work: Callable[[], Any]) -> Any:
    """What an estimator gives, or None where the data give it nothing to compare."""
    try:
        return work()
    except staggered.NotEstimable:
        return None


def _plain(table: Floats, cohort: Ints) -> dict[str, Any] | None:
    """The trained alone: the last value of each against the last before its training, the mean and its interval."""
    periods = np.arange(table.shape[1])
    known = np.isfinite(table)
    trained = (cohort >= 0)[:, None]
    before, after = (known & trained & (periods < cohort[:, None])), (known & trained & (periods >= cohort[:, None]))
    both = np.flatnonzero(before.any(axis=1) & after.any(axis=1))
    if len(both) < 2:
        return None
    was, now = (side.shape[1] - 1 - side[both][:, ::-1].argmax(axis=1) for side in (before, after))
    moved = table[both, now] - table[both, was]
    mean, reach = float(moved.mean()), Z95 * float(moved.std(ddof=1)) / len(moved) ** 0.5
    return {"value": mean, "low": mean - reach, "high": mean + reach, "n": len(moved)}
