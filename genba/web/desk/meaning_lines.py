"""Definitions that changed, as the desk shows them: of which KPI, what it said before and says now, when that was met."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _l

from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.impact.meanings import TEXTS
from genba.impact.models import KpiMeaning
from genba.programmes.curricula import curriculum
from genba.web.base.words import language

NAMES: Final[dict[str, Promise]] = dict(
    zip(TEXTS, (_l("Unit"), _l("Definition"), _l("Numerator"), _l("Denominator")), strict=True)
)


@dataclass(frozen=True)
class Text:
    """One of the texts that differ, in English."""

    name: Promise
    before: str
    now: str


@dataclass(frozen=True)
class Line:
    code: str
    kpi: str
    texts: tuple[Text, ...]
    met_at: datetime


def changed(user: Any) -> list[Line]:
    """Those that are open and that the reader may see, the latest first; not those of a KPI that no package has. One query."""
    known = {kpi.code for kpi in curriculum().indicators}
    rows = visible(user, Permission.PROGRAMME_READ, KpiMeaning).filter(pk__in=KpiMeaning.objects.open().values("pk"))
    return [line_of(row) for row in rows.select_related("before").order_by("-pk") if row.indicator in known]


def line_of(row: KpiMeaning) -> Line:
    names = {kpi.code: kpi.labels.in_(language()) for kpi in curriculum().indicators if kpi.code == row.indicator}
    return Line(row.code, names.get(row.indicator, row.indicator), _texts(row), row.met_at)


def _texts(row: KpiMeaning) -> tuple[Text, ...]:
    """What differs by more than spaces; nothing of a meaning that followed none."""
    said = ((name, getattr(row.before, name, ""), getattr(row, name)) for name in TEXTS if row.before)
    return tuple(Text(NAMES[name], before, now) for name, before, now in said if before.split() != now.split())
