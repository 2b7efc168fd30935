"""An energy baseline: what the use would have been, what was saved, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np

from genba.science.intervals import student
from genba.science.regression import Array, Fit, autocorrelation, fit

SOURCE: Final = "ISO 50006:2023; EVO, IPMVP Core Concepts (2022), option C; ASHRAE Guideline 14-2014, annex B (fractional savings uncertainty)"
INTERCEPT: Final = "base-load"
HEATING: Final = "heating-degree-days"
COOLING: Final = "cooling-degree-days"
HEATING_BASES: Final = np.arange(5.0, 25.01, 0.5)  # °C
COOLING_BASES: Final = np.arange(10.0, 30.01, 0.5)  # °C
SERIAL: Final = 24  # from so many periods on, a positive autocorrelation counts
# What a baseline must reach: IPMVP (R², t), ASHRAE 14 (CV(RMSE), NMBE, a year of data, uncertainty at 68 %)
LEAST_R_SQUARED, MOST_CV, MOST_NMBE, LEAST_T, LEAST_DAYS, MOST_UNCERTAINTY = 0.75, 0.20, 0.005, 2.0, 330, 0.50


@dataclass(frozen=True, slots=True)
class Period:
    """One period: first and last day, energy in one unit, and its drivers by name."""

    start: date
    end: date
    energy: float
    drivers: Mapping[str, float] = field(default_factory=dict)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


class NoTemperature(ValueError):
    """A day of a period has no temperature."""

    def __init__(self, place: int, day: date) -> None:
        super().__init__(f"{day}")
        self.place, self.day = place, day


@dataclass(frozen=True, slots=True)
class Baseline:
    """A fitted baseline with the bases of its degree-days (°C), where there are any."""

    fit: Fit
    cv_rmse: float
    nmbe: float
    serial: float
    bases: Mapping[str, float]
    drivers: tuple[str, ...]
    ranges: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved in the reporting periods, in the unit of the energy; low and high at the confidence asked for."""

    expected: Array
    actual: Array
    savings: float
    low: float
    high: float
    uncertainty: float | None  # ASHRAE's fractional savings uncertainty at that confidence, of the savings

    @property
    def share(self) -> float:
        return self.savings / float(self.expected.sum())


def degree_days(periods: Sequence[Period], temperatures: Mapping[date, float], bases: Array, sign: int) -> Array:
    """Degree-days of each period (rows) at each base (columns), °C·d: sign −1 heating, +1 cooling.

    temperatures: mean of each day, °C. Raises NoTemperature. By definition: Σ max(0, ±(T − base)).
    """
    known = np.array(sorted(day.toordinal() for day in temperatures), dtype=np.int64)
    daily = np.array([temperatures[date.fromordinal(int(day))] for day in known])
    above = np.maximum(0.0, sign * (daily[:, None] - bases[None, :])).reshape(len(known), len(bases))
    sums = np.vstack([np.zeros(len(bases)), np.cumsum(above, axis=0)])
    found = np.empty((len(periods), len(bases)))
    for place, period in enumerate(periods):
        begin, end = np.searchsorted(known, [period.start.toordinal(), period.end.toordinal() + 1])
        if end - begin < period.days:
            present = set(known[begin:end].tolist())
            missing = next(n for n in range(period.days) if period.start.toordinal() + n not in present)
            raise NoTemperature(place, period.start + timedelta(days=missing))
        found[place] = sums[end] - sums[begin]
    return found


def best_bases(fixed: Array, y: Array, candidates: Mapping[str, tuple[Array, Array]]) -> dict[str, float]:
    """The bases (°C) whose degree-days leave the least squares, beside the fixed columns; all are tried.

    candidates: name → (bases, degree-days of each period at each base). With two kinds, heating is not above cooling.
    """
    basis, _ = np.linalg.qr(fixed)

    def left(columns: Array) -> Array:
        return np.asarray(columns - basis @ (basis.T @ columns))

    target = left(y)
    sets = [(name, bases, left(columns)) for name, (bases, columns) in candidates.items()]
    if len(sets) == 1:
        name, bases, columns = sets[0]
        lengths = (columns**2).sum(axis=0)
        gain = np.where(lengths > 1e-9, (columns.T @ target) ** 2 / np.maximum(lengths, 1e-9), -1.0)
        return {name: float(bases[int(gain.argmax())])}
    (one, ones, first), (two, twos, second) = sets
    a, b = (first**2).sum(axis=0)[:, None], (second**2).sum(axis=0)[None, :]
    cross, u, v = first.T @ second, (first.T @ target)[:, None], (second.T @ target)[None, :]
    determinant = a * b - cross**2
    gain = (b * u**2 - 2 * cross * u * v + a * v**2) / np.where(determinant > 1e-9 * a * b, determinant, np.inf)
    gain = np.where(ones[:, None] <= twos[None, :], gain, -1.0)
    row, column = np.unravel_index(int(gain.argmax()), gain.shape)
    return {one: float(ones[row]), two: float(twos[column])}


def columns_of(
    periods: Sequence[Period],
    drivers: Sequence[str],
    bases: Mapping[str, float],
    temperatures: Mapping[date, float],
    by_day: bool,
) -> Array:
    """The columns of the regression: base load (1, or the days), drivers, degree-days at the bases."""
    parts = [np.array([float(period.days) if by_day else 1.0 for period in periods])]
    parts += [np.array([period.drivers[name] for period in periods]) for name in drivers]
    for name, base in bases.items():
        parts.append(degree_days(periods, temperatures, np.array([base]), -1 if name == HEATING else 1)[:, 0])
    return np.column_stack(parts)


def baseline(
    periods: Sequence[Period], drivers: Sequence[str], kinds: Sequence[str], temperatures: Mapping[date, float], by_day: bool
) -> Baseline:
    """The baseline of these periods on drivers and degree-days (kinds: HEATING, COOLING) with the best base temperatures.

    by_day: the base load is per day, for periods of unequal length. Raises Singular, NoTemperature, ValueError (too few).
    CV(RMSE) = √(Σe²/(n−p))/ȳ; NMBE = Σe/((n−p)·ȳ). Source: SOURCE.
    """
    y = np.array([period.energy for period in periods])
    fixed = columns_of(periods, drivers, {}, temperatures, by_day)
    names = [INTERCEPT, *drivers]
    bases: dict[str, float] = {}
    if kinds:
        fit(fixed, y, names)  # names a singular driver before anything is searched
        tried = {HEATING: (HEATING_BASES, -1), COOLING: (COOLING_BASES, 1)}
        candidates = {name: (tried[name][0], degree_days(periods, temperatures, *tried[name])) for name in kinds}
        bases = best_bases(fixed, y, candidates)
    columns = columns_of(periods, drivers, bases, temperatures, by_day)
    found = fit(columns, y, [*names, *bases], searched=len(bases))
    mean = float(y.mean())
    bias = float(found.residuals.sum()) / (found.freedom * mean)
    ranges = {name: (float(columns[:, n].min()), float(columns[:, n].max())) for n, name in enumerate([*names, *bases]) if n}
    return Baseline(
        found, found.spread / mean, bias if abs(bias) > 1e-12 else 0.0, autocorrelation(found.residuals), bases,
        tuple(drivers), ranges,
    )  # fmt: skip


def inflation(found: Baseline) -> float:
    """n ÷ n′ = (1 + ρ)/(1 − ρ): how much less independent the periods are than their number. ASHRAE 14, annex B."""
    rows = len(found.fit.residuals)
    serial = min(found.serial, 0.99)
    return (1 + serial) / (1 - serial) if rows >= SERIAL and serial > 0 else 1.0


def saved(
    found: Baseline, reporting: Sequence[Period], temperatures: Mapping[date, float], by_day: bool, confidence: float
) -> Saved:
    """What the reporting periods saved against the baseline carried to their drivers, with its interval.

    The interval is that of the sum of new values of a regression, widened for autocorrelation by √(n/n′). Source: SOURCE.
    """
    columns = columns_of(reporting, found.drivers, found.bases, temperatures, by_day)
    expected = columns @ found.fit.coefficients
    actual = np.array([period.energy for period in reporting])
    savings = float((expected - actual).sum())
    reach = student(0.5 + confidence / 2, found.fit.freedom) * found.fit.error_of_sum(columns) * inflation(found) ** 0.5
    uncertainty = None
    if savings > 0 and float(expected.sum()) > 0:
        uncertainty = fractional_uncertainty(found, len(reporting), savings / float(expected.sum()), confidence)
    return Saved(expected, actual, savings, savings - reach, savings + reach, uncertainty)


def fractional_uncertainty(found: Baseline, months: int, share: float, confidence: float) -> float:
    """ΔE/E = t·1.26·CV(RMSE)·√((n/n′)(1 + 2/n′)/m) ÷ F, of the savings. Source: ASHRAE Guideline 14, equation B-15."""
    rows = len(found.fit.residuals)
    effective = rows / inflation(found)
    t = student(0.5 + confidence / 2, found.fit.freedom)
    return float(t * 1.26 * found.cv_rmse * np.sqrt(rows / effective * (1 + 2 / effective) / months) / share)


def checks(found: Baseline, periods: Sequence[Period], result: Saved | None) -> list[tuple[str, float, float, bool]]:
    """What a baseline must reach, by name: (name, value, limit, met). Sources: the constants above."""
    days = (periods[-1].end - periods[0].start).days + 1
    weakest = min((abs(float(c / e)) if e else 1e9 for c, e in list(zip(found.fit.coefficients, found.fit.errors, strict=True))[1:]),
                  default=1e9)  # fmt: skip
    rows = [
        ("r_squared", found.fit.r_squared, LEAST_R_SQUARED, found.fit.r_squared >= LEAST_R_SQUARED),
        ("cv_rmse", found.cv_rmse, MOST_CV, found.cv_rmse <= MOST_CV),
        ("nmbe", abs(found.nmbe), MOST_NMBE, abs(found.nmbe) <= MOST_NMBE),
        ("t", weakest, LEAST_T, weakest >= LEAST_T),
        ("days", float(days), float(LEAST_DAYS), days >= LEAST_DAYS),
    ]
    if result is not None and result.savings > 0:
        value = fractional_uncertainty(found, len(result.actual), result.share, 0.68)
        rows.append(("uncertainty", value, MOST_UNCERTAINTY, value <= MOST_UNCERTAINTY))
    return rows
