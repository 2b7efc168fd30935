"""An energy baseline from the enterprise's own meters, and what was saved against it."""

from datetime import date
from itertools import pairwise
from math import isfinite
from typing import Any

from genba.curriculum.tools import Answer, Lines, No, Series, said
from genba.science import baseline as science
from genba.science.baseline import COOLING, HEATING, Baseline, Period, Saved
from genba.science.regression import Singular

KINDS = {"none": [], "heating": [HEATING], "cooling": [COOLING], "both": [HEATING, COOLING]}
UNEVEN = 1.25  # longest ÷ shortest period above which the base load must be per day
WEAK = 0.5  # CV(RMSE) above which no saving is told
PLACES = 60  # points of a drawing
TEMPERATURE = "temperature"


def energy_baseline(
    periods: list[dict[str, Any]],
    reporting: list[dict[str, Any]] | None,
    reporting_from: date | None,
    base_load: str,
    degree_days: str,
    temperatures: list[dict[str, Any]] | None,
    confidence: float,
) -> Answer:
    """Energy of periods (kWh or any one unit) on drivers by least squares; expected use and savings of later periods.

    periods: start, end (both days count), energy and drivers, in order; those that begin at or after reporting_from, or all of
    `reporting`, are compared with the others. base_load: per-period or per-day. degree_days: none, heating, cooling or both
    (°C·d), with base temperatures searched from `temperatures`, or from a driver “temperature” where every period is one day.
    confidence: % of every interval. Shares (r_squared, cv_rmse, nmbe, savings_share) are fractions. See genba/science/baseline.py.
    No where there are too few periods, periods overlap, a driver is missing, or a column is made up of the others.
    """
    rows, later = _split(periods, reporting, reporting_from)
    kinds = KINDS[degree_days]
    degrees = _temperatures(temperatures, [*rows, *later]) if kinds else {}
    drivers = [name for name in rows[0].drivers if not (kinds and not temperatures and name == TEMPERATURE)]
    _fits(rows, later, drivers, base_load, 1 + len(drivers) + 2 * len(kinds))
    by_day = base_load == "per-day"
    try:
        found = science.baseline(rows, drivers, kinds, degrees, by_day)
        result = science.saved(found, later, degrees, by_day, confidence / 100) if later else None
    except Singular as fault:
        raise No("singular", field="periods", column=fault.column, name=fault.column) from None
    except science.NoTemperature as fault:
        raise No("no-temperature", field="temperatures", day=fault.day.isoformat()) from None
    return _answer(found, result, rows, later, confidence / 100)


def _split(periods: list[Any], reporting: list[Any] | None, since: date | None) -> tuple[list[Period], list[Period]]:
    first = _read(periods, "periods")
    if reporting:
        return first, _read(reporting, "reporting")
    if since is None:
        return first, []
    rows = [period for period in first if period.start < since]
    if not rows or len(rows) == len(first):
        raise No("nothing-to-compare", field="reporting_from")
    return rows, first[len(rows) :]


def _read(table: list[dict[str, Any]], field: str) -> list[Period]:
    found = []
    for row, given in enumerate(table, 1):
        others = {name: value for name, value in given.items() if name not in ("start", "end", "energy", "drivers")}
        drivers = {**others, **(given["drivers"] or {})}
        for name, value in drivers.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
                raise No("driver-missing", field=field, row=row, column=str(name), name=str(name))
        if given["end"] < given["start"]:
            raise No("ends-before", field=field, row=row, column="end")
        found.append(Period(given["start"], given["end"], given["energy"], {k: float(v) for k, v in drivers.items()}))
    for row, (one, two) in enumerate(pairwise(found), 2):
        if two.start <= one.end:
            raise No("overlap", field=field, row=row, column="start")
    return found


def _temperatures(table: list[dict[str, Any]] | None, periods: list[Period]) -> dict[date, float]:
    if table:
        return {row["day"]: row["temperature"] for row in table}
    for row, period in enumerate(periods, 1):
        if TEMPERATURE not in period.drivers or period.days > 1:
            raise No("needs-temperatures", field="temperatures", row=row)
    return {period.start: period.drivers[TEMPERATURE] for period in periods}


def _fits(rows: list[Period], later: list[Period], drivers: list[str], base_load: str, parameters: int) -> None:
    least = max(6, parameters + 4)
    if len(rows) < least:
        raise No("too-few", field="periods", n=len(rows), least=least)
    for field, table in (("periods", rows), ("reporting", later)):
        for row, period in enumerate(table, 1):
            absent = next((name for name in drivers if name not in period.drivers), None)
            if absent is not None:
                raise No("driver-missing", field=field, row=row, column=absent, name=absent)
    days = [period.days for period in [*rows, *later]]
    if base_load == "per-period" and max(days) > UNEVEN * min(days):
        raise No("uneven", field="base_load", longest=max(days), shortest=min(days))
    if not any(period.energy for period in rows):
        raise No("no-energy", field="periods", column="energy")


def _answer(found: Baseline, result: Saved | None, rows: list[Period], later: list[Period], confidence: float) -> Answer:
    tests = science.checks(found, rows, result)
    values: dict[str, Any] = {
        "coefficients": _coefficients(found, confidence), "r_squared": found.fit.r_squared, "cv_rmse": found.cv_rmse,
        "nmbe": found.nmbe, "autocorrelation": found.serial, "base_temperatures": dict(found.bases), "periods": len(rows),
        "degrees_of_freedom": found.fit.freedom, "confidence": confidence, "residual_standard_deviation": found.fit.spread,
        "r_squared_percent": 100 * found.fit.r_squared, "cv_percent": 100 * found.cv_rmse,
        "sufficiency": {"enough": all(met for *_, met in tests),
                        "checks": [{"check": said_name(name), "value": value, "limit": limit, "met": met}
                                   for name, value, limit, met in tests]},
    }  # fmt: skip
    values["sufficient"] = values["sufficiency"]["enough"]
    values["checks"] = values["sufficiency"]["checks"]
    short = [said(f"short-{name.replace('_', '-')}") for name, *_, met in tests if not met]
    weak = found.cv_rmse > WEAK
    told = result if result is not None and not weak and float(result.expected.sum()) > 0 else None
    values |= _savings(told)
    says = [said("meaning-baseline", r_squared_percent=values["r_squared_percent"], cv_percent=values["cv_percent"])]
    if told is not None:
        says = [*_meaning(told, values), *_outside(found, later), *says]
    reason = said("no-reporting" if result is None else "weak")
    withheld = {name: reason for name in ("savings", "savings_percent", "expected_total", "actual_total", "low_percent", "high_percent")
                if values[name] is None}  # fmt: skip
    return Answer(values, [*says, *short], _then(told, short), _charts(found, told, rows, later), withheld)


def said_name(name: str) -> str:
    """The code of the sentence that names a check."""
    return f"check-{name.replace('_', '-')}"


def _coefficients(found: Baseline, confidence: float) -> list[dict[str, Any]]:
    rows = []
    for place, name in enumerate(found.fit.names):
        low, high = found.fit.interval(place, confidence)
        value, error = float(found.fit.coefficients[place]), float(found.fit.errors[place])
        rows.append({"name": name, "value": value, "standard_error": error, "low": low, "high": high,
                     "t": value / error if error else None})  # fmt: skip
    return rows


def _savings(told: Saved | None) -> dict[str, Any]:
    names = ("savings", "savings_percent", "low_percent", "high_percent", "expected_total", "actual_total")
    if told is None:
        return {**dict.fromkeys(names), "expected": None, "savings_share": None, "savings_interval": None}
    total = float(told.expected.sum())
    return {
        "expected": [float(one) for one in told.expected], "expected_total": total, "actual_total": float(told.actual.sum()),
        "savings": told.savings, "savings_interval": {"low": told.low, "high": told.high},
        "savings_share": told.share, "savings_share_interval": {"low": told.low / total, "high": told.high / total},
        "savings_percent": 100 * told.share, "low_percent": 100 * told.low / total, "high_percent": 100 * told.high / total,
        "fractional_uncertainty": told.uncertainty,
    }  # fmt: skip


def _meaning(told: Saved, values: dict[str, Any]) -> list[Any]:
    if told.low <= 0 <= told.high:
        return [said("meaning-unproven", low_percent=values["low_percent"], high_percent=values["high_percent"])]
    holes = {"low_percent": values["low_percent"], "high_percent": values["high_percent"]}
    if told.savings > 0:
        return [said("meaning-saved", savings=told.savings, savings_percent=values["savings_percent"], **holes)]
    return [said("meaning-more", expected_total=values["expected_total"], actual_total=values["actual_total"])]


def _outside(found: Baseline, later: list[Period]) -> list[Any]:
    for name in found.drivers:
        low, high = found.ranges[name]
        room = (high - low) / 10
        n = sum(not low - room <= period.drivers[name] <= high + room for period in later)
        if n:
            return [said("outside", name=name, n=n)]
    return []


def _then(told: Saved | None, short: list[Any]) -> Any:
    if short:
        return said("next-data")
    if told is None:
        return said("next-report")
    if told.low > 0:
        return said("next-keep")
    return said("next-look" if told.high < 0 else "next-wait")


def _charts(found: Baseline, told: Saved | None, rows: list[Period], later: list[Period]) -> list[Any]:
    shown = [*rows, *(later if told is not None else [])]
    actual = [period.energy for period in shown]
    modelled = [*map(float, found.fit.fitted), *(map(float, told.expected) if told is not None else [])]
    width = -(-len(shown) // PLACES)
    blocks = range(0, len(shown), width)
    places = [shown[n].start.isoformat() for n in blocks]

    def summed(values: list[float]) -> list[float | None]:
        return [sum(values[n : n + width]) for n in blocks]

    lines = [Series(said("line-actual"), summed(actual)), Series(said("line-expected"), summed(modelled), "dashed")]
    charts = [Lines(said("chart"), places, lines, from_zero=True)]
    if told is not None and len(later) > 1:
        sums, total = [], 0.0
        for one, two in zip(told.expected, told.actual, strict=True):
            total += float(one - two)
            sums.append(total)
        step = -(-len(sums) // PLACES)
        ends = [min(n + step, len(sums)) - 1 for n in range(0, len(sums), step)]
        places = [later[n].end.isoformat() for n in ends]
        charts.append(Lines(said("chart-sum"), places, [Series("", [sums[n] for n in ends])], from_zero=True))
    return charts
