"""The sheet for machines and for a terminal: the same figures as data and as plain text."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from genba.directory.models import EnterpriseEvent
from genba.directory.places import country_name
from genba.impact.before_after import Window
from genba.kit import numbers
from genba.observations.models import PracticeState
from genba.plans.models import State
from genba.reports.sheet import words
from genba.reports.sheet.kpis import KpiLine
from genba.reports.sheet.sheet import EnterpriseSheet
from genba.science.figures import Figure, Measured


def as_data(sheet: EnterpriseSheet) -> dict[str, Any]:
    """The sheet as JSON can hold it.

    Days are ISO dates, money is text with its decimals, a KPI's figures are numbers in its unit with n, a change is in
    that unit (percentage points for "%") and as a fraction. What is withheld carries its reason instead of a number.
    """
    return {
        "enterprise": _plain(asdict(sheet.enterprise)) | {"people": dict(sheet.enterprise.people),
                                                          "headcount": sheet.enterprise.headcount},
        "engagement": _plain(asdict(sheet.engagement)) if sheet.engagement else None,
        "other_engagements": [_plain(asdict(e)) for e in sheet.others],
        "trained_from": _plain(sheet.trained_from), "trained_until": _plain(sheet.trained_until),
        "steps": [_plain(asdict(s)) for s in sheet.steps], "next_step": _plain(asdict(sheet.next_step)),
        "kpis": [_kpi(line) for line in sheet.kpis], "practices": [_plain(asdict(p)) for p in sheet.practices],
        "plan": [_plain(asdict(a)) for a in sheet.plan], "savings_per_year": [_plain(asdict(s)) for s in sheet.savings],
        "shared_with": [{"brand": brand, "covers": list(covers)} for brand, covers in sheet.shared_with],
        "as_of": _plain(sheet.as_of), "data_until": _plain(sheet.data_until), "language": sheet.language,
    }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _kpi(line: KpiLine) -> dict[str, Any]:
    change = line.change
    return {
        "indicator": line.indicator, "label": line.label, "unit": line.unit, "decimals": line.decimals,
        "numerator": asdict(line.numerator), "denominator": asdict(line.denominator),
        "before": _side(change.before, line.before), "now": _side(change.after, line.now),
        "change": {"absolute": _figure(change.absolute), "relative": _figure(change.relative), "verdict": change.verdict},
        "months": [{"month": p.month.isoformat()[:7], "numerator": p.numerator, "denominator": p.denominator,
                    **_figure(p.value)} for p in line.points],
        "definition": line.definition, "source": line.source,
        "defined_since": line.since.isoformat() if line.since else None, "by_another_definition": line.older,
    }  # fmt: skip


def _side(figure: Figure, window: Window | None) -> dict[str, Any]:
    if window is None:
        return _figure(figure)
    return _figure(figure) | {"from": window.starts_on.isoformat(), "to": window.ends_on.isoformat(), "n": window.n,
                              "numerator": window.numerator, "denominator": window.denominator}  # fmt: skip


def _figure(figure: Figure) -> dict[str, Any]:
    if isinstance(figure, Measured):
        return {"value": figure.value, "unit": figure.unit, "n": figure.n}
    return {"value": None, "withheld": figure.reason, "n": figure.n}


_LIFE = {kind.value: kind.label for kind in EnterpriseEvent.Kind}


def as_text(sheet: EnterpriseSheet, language: str) -> str:
    """The sheet as plain text for a terminal, in a language (its names of KPIs stay in the sheet's own)."""
    with translation.override(language):
        e = sheet.enterprise
        place = ", ".join(filter(None, (e.city, country_name(e.country, language))))
        lines = [f"{e.name} ({e.code})", place, *(f"{_LIFE[kind]}, {words.day(on, language)}" for on, kind in e.life)]
        if sheet.engagement:
            trainer = _("trainer %(name)s") % {"name": sheet.engagement.trainer} if sheet.engagement.trainer else ""
            lines.append(" · ".join(filter(None, (sheet.engagement.title, sheet.engagement.provider, trainer))))
        lines += ["", _("Next: %(title)s") % {"title": sheet.next_step.title}, "  " + sheet.next_step.why]
        return "\n".join([*lines, *_kpi_text(sheet, language), *_practice_text(sheet), *_plan_text(sheet, language), "",
                          _("Made on %(day)s.") % {"day": words.day(sheet.as_of, language)}])  # fmt: skip


def _kpi_text(sheet: EnterpriseSheet, language: str) -> list[str]:
    lines = ["", _("What changed")]
    for line in sheet.kpis:
        said = words.kpi_words(line, language)
        if not line.is_tracked:
            lines.append(f"  {line.label}: {_('not tracked')}")
            continue
        lines += [f"  {line.label}: {said.value} {said.about}".rstrip(), f"    {said.verdict}: {said.change}",
                  f"    {_('Now')}: {said.now}", f"    {_('Before')}: {said.before}"]  # fmt: skip
    return lines


def _practice_text(sheet: EnterpriseSheet) -> list[str]:
    if not sheet.practices:
        return []
    lines = ["", _("How we work")]
    for p in sheet.practices:
        before, now = (str(PracticeState(s).label) if s else _("nobody looked") for s in (p.before, p.now))
        lines.append(f"  {p.label} {_('Before')}: {before}. {_('Now')}: {now}.")
    return lines


def _plan_text(sheet: EnterpriseSheet, language: str) -> list[str]:
    lines = ["", _("Plan")]
    for a in sheet.plan:
        saved = ""
        if a.state == State.DROPPED:
            pass  # what is not done saves nothing
        elif a.actual_yearly is not None:
            saved = _("saves %(money)s a year") % {"money": words.money(a.actual_yearly, a.currency, language)}
        elif a.expected_yearly is not None:
            saved = _("expected: %(money)s a year") % {"money": words.money(a.expected_yearly, a.currency, language)}
        due = numbers.date(a.due_on, "short", language=language)
        lines.append(" · ".join(filter(None, (f"  {a.action}", str(State(a.state).label), a.owner, due, saved))))
    for s in sheet.savings:
        lines.append("  " + _("Measured over one year: %(actual)s. Expected in the plan: %(expected)s.") % {
            "actual": words.money(s.actual, s.currency, language),
            "expected": words.money(s.expected, s.currency, language)})  # fmt: skip
    return lines if sheet.plan else [*lines, "  " + _("no action yet")]
