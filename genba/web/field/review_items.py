"""What a report, a baseline or an unusual value says, item by item, so that each can have its remark."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from genba.observations.models import Observation
from genba.programmes.curricula import curriculum, module_of
from genba.review.subjects import Subject
from genba.web.field.found import KpiRow, kpi_rows, practice_rows


@dataclass(frozen=True)
class Item:
    key: str  # "advice", "kpi:absenteeism", "practice:charter", "action:ABCDEFGH"
    label: str
    said: str
    is_odd: bool = False

    @property
    def field(self) -> str:
        return f"remark-{self.key}"


def items_of(subject: Subject, language: str) -> list[Item]:
    """Everything that can be remarked on, in the order in which it is read."""
    return {"visit": _of_visit, "baseline": _of_baseline, "value": _of_value}[subject.noun](subject.row, language)


def _of_visit(visit: Any, language: str) -> list[Item]:
    module, enterprise = module_of(visit.engagement.module), visit.engagement.enterprise
    now = {o.indicator: o for o in visit.observations.filter(part="")}
    since = min((o.starts_on for o in now.values()), default=visit.visited_on)
    last = Observation.objects.filter(indicator__in=list(now)).last_points(enterprise.pk, since)
    plain = [("met", _("Who you spoke with"), visit.met), ("advice", _("Advice"), visit.advice),
             ("next_steps", _("What comes next"), visit.next_steps)]  # fmt: skip
    checks = {c.practice: c for c in visit.practice_checks.all()}
    titles = {p.code: p.labels.in_(language) for p in module.practices}
    decisions = visit.decisions.select_related("action")
    return [
        *(Item(key, label, said) for key, label, said in plain if said or key == "advice"),
        *_kpis(module.kpis, now, last, enterprise.output_unit, language),
        *(Item(f"practice:{c.practice}", titles.get(c.practice, c.practice), _seen(c)) for c in checks.values()),
        *(Item(f"action:{d.action.code}", d.action.action, _joined(d.get_kind_display(), d.reason)) for d in decisions),
    ]


def _of_baseline(baseline: Any, language: str) -> list[Item]:
    engagement = baseline.engagement
    module, enterprise = module_of(engagement.module), engagement.enterprise
    codes = [k.code for k in module.kpis]
    now = Observation.objects.filter(indicator__in=codes).last_points(enterprise.pk, baseline.taken_on + timedelta(days=1))
    rows = practice_rows(module.practices, {c.practice: c for c in engagement.practice_checks.filter(
        checked_on=baseline.taken_on)}, {}, language)  # fmt: skip
    note = [Item("note", _("Note"), baseline.note)] if baseline.note else []
    return [*note, *_kpis(module.kpis, now, {}, enterprise.output_unit, language),
            *(Item(f"practice:{r.now.practice}", r.title, _seen(r.now)) for r in rows)]  # fmt: skip


def _of_value(value: Any, language: str) -> list[Item]:
    indicator = curriculum().indicator(value.indicator)
    points = Observation.objects.filter(indicator=value.indicator).last_points(value.enterprise_id, value.starts_on)
    (row,) = kpi_rows([indicator], {value.indicator: value}, points, value.enterprise.output_unit, language)
    return [_kpi(value.indicator, row)]


def _kpis(indicators: Any, now: Any, last: Any, unit: str, language: str) -> list[Item]:
    known = [i for i in indicators if i.code in now]
    return [_kpi(i.code, row) for i, row in zip(known, kpi_rows(known, now, last, unit, language), strict=True)]


def _kpi(code: str, row: KpiRow) -> Item:
    counted = (
        _("%(numerator)s over %(denominator)s") % {"numerator": row.above, "denominator": row.below} if row.below else ""
    )
    value = row.value or counted or _("Not tracked")
    lines = [f"{value} ({row.period})", counted if row.value else "", row.note]
    if row.last_value:
        lines.insert(1, f"{_('Last time')}: {row.last_value} ({row.last_period})")
    return Item(f"kpi:{code}", row.title, "\n".join(filter(None, lines)), row.is_unusual)


def _seen(check: Any) -> str:
    return _joined(check.get_state_display(), check.evidence)


def _joined(state: Any, why: str) -> str:
    return f"{state}: {why}" if why else str(state)
