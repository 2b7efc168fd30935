"""The results of a module on one page of paper: KPIs before and now, practices, savings, what was agreed."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from genba.kit import numbers, pdf
from genba.reports.results import Results
from genba.reports.sheet import words
from genba.web.print.paper import head
from genba.web.print.sheet import kpi_rows

TEMPLATE = Path(__file__).with_name("results.typ")
AGREED_LETTERS = 900  # of what was agreed: more would not leave the figures on one page


def as_pdf(results: Results) -> bytes:
    with translation.override(results.sheet.language):
        return pdf.render(TEMPLATE, on_paper(results))


def on_paper(results: Results) -> dict[str, Any]:
    """Every text, in the language that is active."""
    sheet, language = results.sheet, results.sheet.language
    engagement = sheet.engagement
    return {
        "meta": head(_("Our results"), programme=engagement.programme if engagement else "genba", day=words.day(sheet.as_of, language), language=language),
        "enterprise": sheet.enterprise.name,
        "about": " · ".join(filter(None, (engagement.title, engagement.provider, engagement.trainer))) if engagement else "",
        "changes": {"title": _("What changed"), "header": [_("KPI"), _("Before"), _("Now"), _("Change")],
                    "rows": kpi_rows(sheet), "empty": _("No number was written down yet.")},
        "practices": {"title": _("Good practices that are part of the day"),
                      "header": [_("Area"), _("Start"), _("Now"), _("Looked at")],
                      "rows": [[a.label, *(numbers.number(n, language=language) for n in (a.before, a.now, a.n))]
                               for a in results.areas]},
        "savings": {"title": _("What the actions save in a year"), "rows": [
            [_("Measured"), words.money(s.actual, s.currency, language)] for s in sheet.savings if s.n_actual
        ] + [[_("Expected in the plan"), words.money(s.expected, s.currency, language)]
             for s in sheet.savings if s.n_expected]},
        "next": _next(results, language),
    }  # fmt: skip


def _next(results: Results, language: str) -> dict[str, Any]:
    if results.talked_on:
        label = _("Agreed on %(day)s") % {"day": words.day(results.talked_on, language)}
        said = results.agreed if len(results.agreed) <= AGREED_LETTERS else results.agreed[:AGREED_LETTERS] + " …"
    else:
        label, said = _("Next"), f"{results.sheet.next_step.title}. {results.sheet.next_step.why}"
    module = results.next_module or (results.outlook.suggestions[0].title if results.outlook.suggestions else "")
    return {"label": label, "said": said, "module": _("Next module: %(module)s") % {"module": module} if module else ""}
