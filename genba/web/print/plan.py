"""The improvement plan on paper, for the wall: the rows that are shown on the page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from genba.kit import numbers, pdf
from genba.programmes.models import Engagement
from genba.reports.plan_table import PlanRow, sums_of
from genba.reports.sheet import words
from genba.web.print.paper import head

TEMPLATE = Path(__file__).with_name("plan.typ")


def plan_as_pdf(engagement: Engagement, rows: Sequence[PlanRow], language: str) -> bytes:
    """A4 across, in the language that is spoken."""
    return pdf.render(TEMPLATE, on_paper(engagement, rows, language))


def on_paper(engagement: Engagement, rows: Sequence[PlanRow], language: str) -> dict[str, Any]:
    """Every text of the document."""
    today = timezone.localdate()

    def money(amount: Any, currency: str) -> str:
        return "" if amount is None else numbers.money(amount, currency, language=language)

    sums = [
        _("%(currency)s a year: %(actual)s measured, %(expected)s expected; cost once %(cost)s.")
        % {"currency": s.currency, "actual": numbers.number(s.actual, language=language),
           "expected": numbers.number(s.expected, language=language), "cost": numbers.number(s.cost, language=language)}
        for s in sums_of(rows)
    ]  # fmt: skip
    return {
        "meta": head(engagement.enterprise.name, programme=engagement.programme.name, day=words.day(today, language), language=language),
        "title": _("Improvement plan"),
        "header": [_("Action"), _("Part of the work"), _("State"), _("Who"), _("By"), _("Cost"), _("Expected a year"),
                   _("Measured a year")],
        "rows": [
            [{"title": r.action, "about": " · ".join(filter(None, (r.problem, r.root_cause)))}, r.area_name,
             str(r.state.label) + (f" · {_('Late')}" if r.is_late else ""), r.owner,
             numbers.date(r.due_on, "short", language=language), money(r.cost, r.currency), money(r.expected, r.currency),
             money(r.actual, r.currency)]
            for r in rows
        ],
        "empty": _("Nothing here."), "sums": sums,
        "note": _("A saving that is counted in another action's is not added up twice."),
    }  # fmt: skip
