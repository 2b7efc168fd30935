"""What KPIs mean by their packages, kept as it was met: so that a definition that changed is noticed, said since when or not.

A package says from which month on a KPI is counted as it is defined (`since`). Where a newer version changes what is counted
and says nothing, values from before and after are compared as if they were of one kind. That cannot be seen from the values.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from django.db import transaction

from genba.curriculum import Indicator
from genba.curriculum.indicators import Quantity
from genba.impact.models import KpiMeaning
from genba.programmes.curricula import curriculum

TEXTS: Final = ("unit", "definition", "numerator", "denominator")
OPEN: Final = "definition-open"  # a reason beside a figure
MARK: Final = 16  # letters


def texts_of(kpi: Indicator) -> dict[str, str]:
    """What a KPI counts, in English."""
    counted = (_quantity(kpi.numerator), _quantity(kpi.denominator))
    return dict(zip(TEXTS, (kpi.unit, kpi.definitions.in_("en"), *counted), strict=True))


def _quantity(one: Quantity) -> str:
    return f"{one.labels.in_('en')} ({one.unit})" if one.unit else one.labels.in_("en")


def mark_of(texts: Mapping[str, str]) -> str:
    """The same however the texts are spaced and broken into lines."""
    said = [" ".join(texts[name].split()) for name in TEXTS]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:MARK]


def look() -> int:
    """Keep what the packages say now where it is not kept yet; how many KPIs have another meaning or another `since` than
    at the last look. One question where nothing changed, and safe to run twice.

    A KPI that was never met is kept in silence: nothing is known of before. One that was renamed goes on from its old name.
    """
    rows = KpiMeaning.objects.order_by("pk").only("indicator", "mark", "since")
    newest: dict[str, KpiMeaning] = {row.indicator: row for row in rows}
    met: list[KpiMeaning] = []
    dated: list[KpiMeaning] = []
    for kpi in curriculum().indicators:
        texts = texts_of(kpi)
        mark, last = mark_of(texts), _first(newest, (kpi.code, *kpi.formerly))
        if last is None or last.mark != mark:
            met.append(KpiMeaning(indicator=kpi.code, before=last, mark=mark, since=kpi.since, **texts))
        elif last.since != kpi.since:
            last.since = kpi.since
            dated.append(last)
    if met or dated:
        with transaction.atomic():
            KpiMeaning.objects.bulk_create(met, ignore_conflicts=True)
            KpiMeaning.objects.bulk_update(dated, ["since"])
    return len(dated) + sum(one.before is not None for one in met)


def _first(newest: Mapping[str, KpiMeaning], codes: Iterable[str]) -> KpiMeaning | None:
    return next((newest[code] for code in codes if code in newest), None)


def open_ones() -> set[str]:
    """The codes of KPIs whose definition changed without anybody saying since when, or that only words changed."""
    known = {kpi.code for kpi in curriculum().indicators}
    return known & set(KpiMeaning.objects.open().values_list("indicator", flat=True))
