"""The programme's own indicators, one function each, and beside them the KPIs that the modules define.

A new one is a function in a file here: page, paper, JSON, CSV, `genba indicators` and the questions of any part have it then.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from genba.impact.brought import brought
from genba.impact.indicators import change, missing, money, quality, reach, trainers
from genba.impact.indicators.definition import BY_ENTERPRISE, BY_MONEY, BY_PERSON, Definition
from genba.kit.refused import Refused
from genba.programmes.curricula import curriculum

__all__ = ["BY_ENTERPRISE", "BY_MONEY", "BY_PERSON", "Definition", "definition_of", "definitions", "kpi_definitions", "own"]

OURS: Final[tuple[Definition, ...]] = (
    reach.enterprises, reach.countries, reach.enterprises_trained, reach.engagements, reach.people_trained,
    reach.workforce_reached, change.complete_measures, change.practices_adopted, reach.satisfaction, reach.further_module,
    quality.reports_on_time,
    trainers.trainers_trained, trainers.trainers_certified, trainers.trainers_active,
    money.savings, money.savings_verified, money.savings_at_rate, money.cost_covered,
    missing.missing_baseline, missing.missing_attendance, missing.missing_values,
)  # fmt: skip


@lru_cache(maxsize=1)
def own() -> tuple[Definition, ...]:
    """Every indicator of the programme's own: ours, and those that rooms above bring."""
    return OURS + tuple(made for one in brought() for made in one.indicators)


@lru_cache(maxsize=1)
def definitions() -> dict[str, Definition]:
    """Every indicator by its code: our own, then the KPIs of all modules."""
    known = {d.code: d for d in own()}
    for kpi in curriculum().indicators:
        known[kpi.code] = Definition(
            kpi.code, kpi.labels.in_("en"), kpi.definitions.in_("en"), "", "change", BY_ENTERPRISE, kpi
        )
    return known


def kpi_definitions(module: str = "") -> Iterator[Definition]:
    """The KPIs of one module, or of all, in the order of their packages."""
    known = definitions()
    for package in curriculum().modules:
        if module in ("", package.slug):
            yield from (known[k.code] for k in package.kpis)


def definition_of(code: str) -> Definition:
    """The indicator with this code, or Refused with what there is."""
    try:
        return definitions()[code]
    except KeyError:
        raise Refused(_("There is no indicator “%(code)s”. There are: %(known)s.")
                      % {"code": code[:60], "known": ", ".join(definitions())}, field="code") from None  # fmt: skip
