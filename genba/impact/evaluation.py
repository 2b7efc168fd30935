"""The panel of one KPI: which enterprise had which value when, since when it is trained, and what was left out and why.

A value counts in the period in which it ends; values of one period are put together as sums, never as percentages. An
enterprise is trained from the period of its first class day on. Who has no class day yet waits, and is compared with.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from genba.curriculum import Indicator
from genba.directory.models import Enterprise
from genba.impact import meanings
from genba.impact.indicators import definition_of
from genba.impact.months import month_of
from genba.impact.series import by_other_definition, counted_once, periods_of
from genba.impact.tables.takings import size_of
from genba.kit.refused import Refused
from genba.observations.models import Observation
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.science.panel import Floats, Ints

PERIODS: Final = {"month": 1, "quarter": 3, "half-year": 6}
CLUSTERS: Final = ("enterprise", "provider")
WAITS: Final = -1
MANY_KEYS: Final = 500  # keys that are named one by one in a question to the database


@dataclass(frozen=True)
class Question:
    """What is asked: a KPI, of all modules that have it or of one, of all countries or of one."""

    indicator: str
    module: str = ""
    country: str = ""
    period: str = "quarter"
    cluster: str = "enterprise"

    @property
    def is_relative(self) -> bool:
        """Where each enterprise counts its own output, pieces here and litres there, only relative changes compare."""
        return self.kpi.own_output_unit

    @property
    def kpi(self) -> Indicator:
        """The KPI, or Refused: other indicators of the programme have no value in each enterprise and period."""
        kpi = definition_of(self.indicator).kpi
        if kpi is None:
            raise Refused(
                _("Only a KPI of a module can be evaluated: it has a value in each enterprise and period."),
                field="indicator",
            )
        return kpi

    @property
    def modules(self) -> list[str]:
        """The modules that have the KPI."""
        return [m.slug for m in curriculum().modules if any(k.code == self.indicator for k in m.kpis)]


@dataclass(frozen=True)
class Panel:
    """Values, an entry each of shape (n,): place of the enterprise, place of the period (from 0), the ratio in the unit of
    the KPI, or its natural logarithm where only relative changes compare. Of each enterprise, shape (u,): place of the period of its first class day (WAITS: none yet; 0: no
    value is from before it), and its cluster. `first` is the first period, counted from the year 0; `left_out` counts what is not in it.
    `traits` number provider, country and size class of each enterprise, shape (u,), by which alike ones are found."""

    unit: Ints
    period: Ints
    value: Floats
    cohort: Ints
    cluster: Ints
    keys: Ints
    first: int
    left_out: dict[str, int] = field(default_factory=dict)
    traits: dict[str, Ints] = field(default_factory=dict)

    def trait(self, name: str) -> Ints:
        """The numbers of one trait; one for all where it was not read."""
        return self.traits.get(name, np.zeros(len(self.keys), dtype=np.int64))


def panel_of(question: Question, today: date) -> Panel:
    """Read the panel. A handful of questions to the database, whatever its size."""
    length, kpi = PERIODS[question.period], question.kpi
    rows = Observation.objects.filter(indicator=question.indicator)
    if question.country:
        rows = rows.filter(enterprise__country_id=question.country)
    believed = periods_of(rows.believed(), {question.indicator: 0})
    is_older = by_other_definition(believed, [kpi])
    comparable = believed.where(~is_older)
    found = counted_once(comparable, 1)
    counted = rows.aggregate(all=Count("pk"), untracked=Count("pk", filter=Q(denominator=None)))
    began, elsewhere, providers = _trainings(question, today)
    kept = found.where(~np.isin(found.enterprise, elsewhere)) if len(elsewhere) else found
    keys, unit = np.unique(kept.enterprise, return_inverse=True)
    at = kept.ends // length
    first = int(at.min()) if len(at) else 0
    place, period, value, undivided = _ratios(unit, at - first, kept.numerator, kept.denominator, kpi.scale)
    noughts = value <= 0 if question.is_relative else np.zeros(len(value), dtype=bool)
    if question.is_relative:
        place, period, value = place[~noughts], period[~noughts], np.log(value[~noughts])
    since = np.array([began.get(int(key), -1) for key in keys], dtype=np.int64)
    cohort = np.where(since >= 0, np.maximum(0, since // length - first), WAITS)
    traits = _traits(keys, providers)
    cluster = keys if question.cluster == "enterprise" else traits["provider"]
    left_out = {"not-tracked": counted["untracked"], "unusual": counted["all"] - counted["untracked"] - len(believed.enterprise), "zero-denominator": undivided, "nought": int(noughts.sum()),
                "other-definition": int(is_older.sum()), "told-by-others": len(comparable.ends) - len(found.ends),
                "trained-in-another-module": int(np.isin(elsewhere, found.enterprise).sum()),
                meanings.OPEN: int(kpi.code in meanings.open_ones())}  # fmt: skip
    return Panel(place, period, value, cohort, cluster, keys, first, left_out, traits)


def _trainings(question: Question, today: date) -> tuple[dict[int, int], np.ndarray, dict[int, int]]:
    """Of each enterprise (by key) the month of its first class day that is past, and its provider; and who was trained in
    another module that has the KPI too, when one module is asked for: it neither waits nor shows what this module does.

    Engagements that ended early count: whoever sat in the class may have changed since.
    """
    rows = Engagement.objects.filter(module__in=question.modules)
    if question.country:
        rows = rows.filter(enterprise__country_id=question.country)
    began: dict[int, int] = {}
    elsewhere: set[int] = set()
    providers: dict[int, int] = {}
    dated = rows.annotate(on=Min("participations__workshop__sessions__held_on")).order_by("pk")
    for enterprise, module, provider, on in dated.values_list("enterprise_id", "module", "provider_id", "on"):
        providers.setdefault(enterprise, provider)
        if on is None or on > today:
            continue
        if question.module in ("", module):
            began[enterprise] = min(began.get(enterprise, month_of(on)), month_of(on))
        else:
            elsewhere.add(enterprise)
    return began, np.array(sorted(elsewhere), dtype=np.int64), providers


def _traits(keys: Ints, providers: dict[int, int]) -> dict[str, Ints]:
    """Provider (0: none), country and size class of each enterprise, as numbers."""
    rows = Enterprise.objects.filter(pk__in=Observation.objects.values("enterprise")) if len(keys) > MANY_KEYS else (
        Enterprise.objects.filter(pk__in=keys.tolist()))  # fmt: skip
    known = {
        pk: (country, size_of(headcount)) for pk, country, headcount in rows.values_list("pk", "country_id", "headcount")
    }
    places: dict[str, int] = {}
    pairs = [known.get(int(key), ("", "unknown")) for key in keys]
    country, size = (
        [places.setdefault(name, len(places)) for name in column]
        for column in (zip(*pairs, strict=True) if pairs else ((), ()))
    )
    return {"provider": np.array([providers.get(int(k), 0) for k in keys], dtype=np.int64),
            "country": np.array(country, dtype=np.int64), "size": np.array(size, dtype=np.int64)}  # fmt: skip


def _ratios(unit: Ints, period: Ints, above: Floats, below: Floats, scale: float) -> tuple[Ints, Ints, Floats, int]:
    """One value for each enterprise and period: the sums divided; and how many had nothing to divide by."""
    if not len(unit):
        return unit, period, above, 0
    width = int(period.max()) + 1
    cells, which = np.unique(unit * width + period, return_inverse=True)
    top, bottom = np.bincount(which, above), np.bincount(which, below)
    there = bottom > 0
    value = scale * top[there] / bottom[there]
    return cells[there] // width, cells[there] % width, value, int((~there).sum())


def period_name(period: int, length: str) -> str:
    """The key of a period counted from the year 0: 2026-03, 2026-Q1, 2026-H1."""
    months = PERIODS[length]
    year, part = divmod(period * months, 12)
    mark = {"month": f"{part + 1:02d}", "quarter": f"Q{part // 3 + 1}", "half-year": f"H{part // 6 + 1}"}[length]
    return f"{year}-{mark}"
