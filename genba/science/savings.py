"""Savings of all kinds of measures, by the name of the kind."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from genba.science.air import AIR_MEASURES
from genba.science.electric import ELECTRIC_MEASURES
from genba.science.heat import HEAT_MEASURES
from genba.science.measures import METRIC, Impossible, Measure, Saved, with_us_names

MEASURES: Final[Mapping[str, Measure]] = {**AIR_MEASURES, **ELECTRIC_MEASURES, **HEAT_MEASURES}
# Nothing is below zero but temperatures, which are not below the absolute zero; shares of one are not above it.
LEAST: Final = {"surface_F": -459.67, "ambient_F": -459.67, "air_temperature_F": -459.0}
MOST: Final = {
    "emissivity": 1.0,
    "jacket_emissivity": 1.0,
    "discharge_coefficient": 1.0,
    "surface_F": 3000.0,
    "ambient_F": 3000.0,
}
HIGHEST: Final = 1e15


class Missing(ValueError):
    """Values that the kind needs and that were not given, by their names."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class Unknown(ValueError):
    """A value that has no meaning for the kind."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name)
        self.name, self.known = name, known


def names_of(kind: str, is_metric: bool = False) -> tuple[list[str], list[str]]:
    """What a kind needs and what it may be given, in US or metric names."""
    measure = MEASURES[kind]
    metric = {us: name for name, (us, _, _) in METRIC.items()} if is_metric else {}
    return [metric.get(name, name) for name in measure.needs], [metric.get(name, name) for name in measure.may]


def saved(kind: str, given: Mapping[str, float], is_metric: bool = False) -> Saved:
    """What the measure of this kind saves; every value may stand under its US or its metric name.

    Raises Unknown, Missing and Impossible, each with names as they were given or in the wanted units.
    """
    measure = MEASURES[kind]
    needs, may = names_of(kind, is_metric)
    by_us = with_us_names(given)
    as_given = {METRIC.get(name, (name, 1.0, 0.0))[0]: name for name in given}
    for us, value in by_us.items():
        if us not in measure.needs and us not in measure.may:
            raise Unknown(as_given[us], [*needs, *may])
        if not LEAST.get(us, 0.0) <= value <= MOST.get(us, HIGHEST):
            raise Impossible(as_given[us])
    absent = [shown for us, shown in zip(measure.needs, needs, strict=True) if us not in by_us]
    if absent:
        raise Missing(absent)
    try:
        found = measure.function({name: value for name, value in measure.may.items() if value is not None} | by_us)
    except Impossible as fault:
        raise Impossible(as_given.get(fault.name, fault.name), fault.reason) from None
    if not all(math.isfinite(step.value) for step in found.steps):
        raise Impossible(next(iter(given)))
    return found
