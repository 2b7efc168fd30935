"""The improvement plan on paper, for the wall: the rows that are shown on the page."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.kit import numbers, pdf, photos
from genba.plans.models import ActionPhoto
from genba.programmes.models import Engagement
from genba.reports.plan_table import PlanRow, sums_of
from genba.reports.sheet import words
from genba.web.print.paper import head

TEMPLATE = Path(__file__).with_name("plan.typ")
LONGEST_SIDE = 900  # pixels: sharp at the size of a third of a page, and the file stays light


def plan_as_pdf(engagement: Engagement, rows: Sequence[PlanRow], language: str) -> bytes:
    """A4 across, in the language that is spoken; after the table the photos of its actions, before beside after."""
    pairs, files = photos_of(rows, language)
    return pdf.render(TEMPLATE, on_paper(engagement, rows, language) | {"photos": pairs}, files)


def photos_of(rows: Sequence[PlanRow], language: str) -> tuple[list[dict[str, Any]], dict[str, bytes]]:
    """Of each shown action the problem, or the latest photo from before, and the latest from after; and their files.

    One query. A photo whose file is gone from the storage is left out.
    """
    names = {row.code: row.action for row in rows}
    latest: dict[str, dict[str, ActionPhoto]] = {code: {} for code in names}
    for photo in ActionPhoto.objects.filter(action__code__in=names).select_related("action").order_by("taken_on", "pk"):
        latest[photo.action.code][photo.kind] = photo
    pairs: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for code, kinds in latest.items():
        chosen = (kinds.get("before") or kinds.get("problem"), kinds.get("after"))
        shown = []
        for photo in filter(None, chosen):
            content = _for_paper(photo)
            if content:
                files[f"{photo.code}.jpg"] = content
                about = f"{photo.get_kind_display()}, {numbers.date(photo.taken_on, 'short', language=language)}"
                shown.append({"file": f"{photo.code}.jpg", "about": about, "shows": photo.shows})
        if shown:
            pairs.append({"title": names[code], "photos": shown})
    return pairs, files


def _for_paper(photo: ActionPhoto) -> bytes | None:
    try:
        with default_storage.open(photo.file) as file:
            return photos.clean(file.read(), longest=LONGEST_SIDE)
    except (FileNotFoundError, photos.BadPhoto):
        return None


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
        "photos_title": _("Photos"),
        "note": _("A saving that is counted in another action's is not added up twice."),
    }  # fmt: skip
