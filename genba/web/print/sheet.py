"""The enterprise sheet on paper: the words and drawings of the page, set by typst."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from genba.directory.models import EnterpriseEvent
from genba.kit import numbers, pdf
from genba.kit.svg import Paper
from genba.observations.models import PracticeState
from genba.plans.models import State
from genba.reports.sheet import EnterpriseSheet, words
from genba.reports.sheet.kpis import KpiLine
from genba.reports.sheet.steps import Step
from genba.web.base.sheet_cards import KpiCard, kpi_cards, laid_out, people_words, saving_tables
from genba.web.print.paper import head, is_rtl

TEMPLATE = Path(__file__).with_name("sheet.typ")
PAPER = Paper(width=400)
KINDS = {kind.value: kind.label for kind in EnterpriseEvent.Kind}


def as_pdf(sheet: EnterpriseSheet) -> bytes:
    """The sheet as a PDF of A4 pages, in its own language."""
    with translation.override(sheet.language):
        return pdf.render(TEMPLATE, on_paper(sheet))


def as_html(sheet: EnterpriseSheet) -> str:
    """The sheet as one HTML file that stands by itself: styles inside, no address asked, ready for the printer."""
    css = "".join(Path(finders.find(f"genba/{name}.css") or "").read_text() for name in ("tokens", "base", "components"))
    with translation.override(sheet.language):
        context = laid_out(sheet, rtl=translation.get_language_bidi()) | {
            "is_own": False, "states": {s.value: s.label for s in State}, "styles": Markup(f"<style>{css}</style>"),  # noqa: S704 our own files
        }  # fmt: skip
        return str(render_to_string("enterprise/sheet/paper.html", context, using="jinja2"))


def on_paper(sheet: EnterpriseSheet) -> dict[str, Any]:
    """Every text and drawing of the document, in the language that is active."""
    language, rtl = sheet.language, is_rtl(sheet.language)
    e, next_step = sheet.enterprise, sheet.next_step
    cards = kpi_cards(sheet, rtl=rtl, paper=PAPER)
    return {
        "meta": head(e.name, programme=sheet.engagement.programme if sheet.engagement else "genba", day=words.day(sheet.as_of, language), language=language),
        "about": " · ".join(filter(None, (sheet.engagement.title if sheet.engagement else "", people_words(sheet),
                                          sheet.engagement.trainer if sheet.engagement else ""))),
        "code": f"{_('Code')} {e.code}",
        "life": " · ".join(f"{KINDS[kind]}, {words.day(on, language)}" for on, kind in e.life),
        "steps": {"title": _("Where this module is"), "header": [_("Step"), _("Day"), ""],
                  "rows": [_step(s, language) for s in sheet.steps]},
        "next": {"label": _next(sheet), "title": next_step.title, "why": next_step.why},
        "changes": {"title": _("What changed"), "cards": [_card(c) for c in cards],
                    "header": [_("KPI"), _("Before"), _("Now"), _("Change")],
                    "rows": kpi_rows(sheet),
                    "how": _("How this is measured"),
                    "definitions": [[c.line.label, c.line.definition] for c in cards]},
        "months": [_months(c) for c in cards],
        "months_title": _("Months as a table"),
        "practices": _practices(sheet, language), "plan": _plan(sheet, language), "savings": _savings(sheet, language),
    }  # fmt: skip


def _next(sheet: EnterpriseSheet) -> str:
    if sheet.next_step.due_on is None:
        return _("Next")
    late = sheet.next_step.kind == "late-action"
    return (_("Next, due since %(day)s") if late else _("Next, by %(day)s")) % {
        "day": words.day(sheet.next_step.due_on, sheet.language)
    }


def _step(step: Step, language: str) -> list[str]:
    name = {"baseline": _("First measure"), "class": _("Class"), "measure": _("Last measure"),
            "visit": _("Visit %(n)s") % {"n": numbers.number(step.number, language=language)}}[step.kind]  # fmt: skip
    on = words.day(step.on, language) if step.on else _("no day yet")
    return [name, on, _("done") if step.is_done else _("to come")]


def _card(card: KpiCard) -> dict[str, Any]:
    said = card.words
    facts = [[_("Now"), said.now], [_("Before"), said.before]] + ([["", said.note]] if said.note else [])
    return {"title": card.line.label, "value": said.value or _("no figure"), "unit": said.about, "state": said.state,
            "verdict": said.verdict, "change": said.change, "chart": str(card.chart), "alt": said.sentence,
            "facts": facts}  # fmt: skip


def kpi_rows(sheet: EnterpriseSheet) -> list[list[str]]:
    """Each KPI before and now, as texts of a table."""
    return [_change(line, sheet.language) for line in sheet.kpis]


def _change(line: KpiLine, language: str) -> list[str]:
    if not line.is_tracked:
        return [line.label, _("not tracked"), "", ""]
    said = words.kpi_words(line, language)
    before, now = (words.figure(f, line, language) for f in (line.change.before, line.change.after))
    return [line.label, before, now, said.verdict]


def _months(card: KpiCard) -> dict[str, Any]:
    line = card.line
    return {"caption": f"{line.label}: {words.quotient(line.numerator, line.denominator)}",
            "header": [_("Month"), line.numerator.unit, line.denominator.unit,
                       _("Value") if line.unit == "%" else line.unit],
            "rows": [list(row) for row in card.months]}  # fmt: skip


def _practices(sheet: EnterpriseSheet, language: str) -> dict[str, Any]:
    def seen(state: str | None) -> str:
        return str(PracticeState(state).label) if state else _("not looked")

    return {"title": _("How we work"), "header": [_("Practice"), _("Start"), _("Now")],
            "rows": [[p.label, seen(p.before), seen(p.now)] for p in sheet.practices if p.before]}  # fmt: skip


def _plan(sheet: EnterpriseSheet, language: str) -> dict[str, Any]:
    rows = [[a.action, a.owner, numbers.date(a.due_on, "short", language=language), str(State(a.state).label)]
            for a in sheet.plan]  # fmt: skip
    return {"title": _("Plan"), "header": [_("Action"), _("Who"), _("By"), _("State")], "rows": rows,
            "empty": _("The plan is empty.")}  # fmt: skip


def _savings(sheet: EnterpriseSheet, language: str) -> list[dict[str, Any]]:
    tables = []
    for table in saving_tables(sheet):
        how, not_yet = _("Measured: %(how)s"), _("Expected, not measured yet")
        inside = _("counted in “%(name)s”")
        rows = [[r.action.action, inside % {"name": r.counted_in} if r.counted_in else
                 how % {"how": r.action.method} if r.is_measured else not_yet, r.money] for r in table.rows]  # fmt: skip
        rows.append([_("Measured, over one year"), "", table.actual])
        tables.append({
            "title": _("What the actions save"), "rows": rows,
            "header": [_("Action"), _("How we know"), _("%(currency)s a year") % {"currency": table.total.currency}],
            "note": f"{_('Expected in the plan: %(money)s') % {'money': table.expected}}. "
                    f"{_('Cost once: %(money)s.') % {'money': table.cost}}",
        })  # fmt: skip
    return tables
