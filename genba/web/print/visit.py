"""The report of a visit on paper, in the language of the enterprise: what was seen, counted, decided and signed."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.curriculum.indicators import NoValue
from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.kit import numbers, pdf
from genba.kit.days import in_words
from genba.observations.models import Observation
from genba.programmes.curricula import module_of
from genba.web.print.paper import head

TEMPLATE = Path(__file__).with_name("visit.typ")


def language_of(enterprise: Enterprise, otherwise: str) -> str:
    """The language of the enterprise: that of its first manager who signs in, else the reader's."""
    users = User.objects.filter(person__enterprise=enterprise, person__role="manager", is_active=True)
    return users.order_by("pk").values_list("language", flat=True).first() or otherwise


def as_pdf(visit: Visit, language: str) -> bytes:
    """One report as a PDF of A4 pages."""
    with translation.override(language):
        return pdf.render(TEMPLATE, on_paper(visit, language))


def on_paper(visit: Visit, language: str) -> dict[str, Any]:
    """Every text of the document, in the language that is active."""
    engagement = visit.engagement
    module = module_of(engagement.module)
    title = _("Visit %(n)s, %(name)s") % {
        "n": numbers.number(visit.number, language=language),
        "name": engagement.enterprise.name,
    }
    return {
        "meta": head(title, programme=engagement.programme.name, day=in_words(visit.visited_on), language=language),
        "about": " · ".join((module.titles.in_(language), in_words(visit.visited_on), visit.trainer.name)),
        "met": _("Spoke with %(names)s") % {"names": visit.met} if visit.met else "",
        "advice": {"title": _("Advice"), "text": visit.advice},
        "steps": {"title": _("What comes next"), "lines": visit.steps},
        "plan": {"title": _("The plan"), "header": [_("Action"), _("State"), _("Why, or what you saw")],
                 "rows": [[d.action.action, str(d.get_kind_display()), d.reason]
                          for d in visit.decisions.select_related("action")]},
        "numbers": {"title": _("Numbers"), "header": [_("KPI"), _("Last time"), _("Now")], "rows": _kpis(visit, language)},
        "practices": {"title": _("Good practices"), "header": [_("Practice"), _("Now"), _("What shows it")],
                      "rows": _practices(visit, language)},
        "signed": {"title": _("Signed"), "rows": _signed(visit), "empty": _("Nobody has signed yet. A manager and a worker do."),
                   "header": [_("Name"), _("Role"), _("Day"), _("Signature")]},
    }  # fmt: skip


def _kpis(visit: Visit, language: str) -> list[list[str]]:
    enterprise = visit.engagement.enterprise
    now = {o.indicator: o for o in visit.observations.filter(part="")}
    since = min((o.starts_on for o in now.values()), default=visit.visited_on)
    last = Observation.objects.filter(indicator__in=list(now)).last_points(enterprise.pk, since)
    rows = []
    for indicator in module_of(visit.engagement.module).kpis:
        answer = now.get(indicator.code)
        if answer is None:
            continue
        rows.append([_named(indicator.labels.in_(language), answer),
                     _value(indicator, last.get(indicator.code), enterprise.output_unit, language),
                     _value(indicator, answer, enterprise.output_unit, language)])  # fmt: skip
    return rows


def _named(label: str, answer: Observation) -> str:
    """The KPI with its period, and why its value is unusual or missing."""
    return f"{label} ({in_words(answer.starts_on)} – {in_words(answer.ends_on)})" + (
        f": {answer.note}" if answer.note else ""
    )


def _value(indicator: Any, answer: Any, unit: str, language: str) -> str:
    if answer is None:
        return "–"
    if not answer.is_tracked:
        return _("Not tracked")
    try:
        value = indicator.value(answer.numerator, answer.denominator)
    except NoValue:
        return _("no figure")
    return numbers.quantity(value, indicator.unit_in(language, unit), indicator.decimals, language=language)


def _practices(visit: Visit, language: str) -> list[list[str]]:
    checks = {c.practice: c for c in visit.practice_checks.all()}
    return [[p.labels.in_(language), str(checks[p.code].get_state_display()), checks[p.code].evidence]
            for p in module_of(visit.engagement.module).practices if p.code in checks]  # fmt: skip


def _signed(visit: Visit) -> list[list[str]]:
    """Name, role, day, and the drawing as SVG where there is one."""
    after = _("The report was put right afterwards")
    return [[s.name, str(s.get_role_display()) + ("" if s.visit_version == visit.version else f" ({after})"),
             in_words(s.signed_on), str(s.drawn() or "")] for s in visit.signatures.all()]  # fmt: skip
