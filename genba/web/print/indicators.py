"""The sheet of indicators on paper and as a workbook."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from genba.directory.places import country_name
from genba.kit import numbers, pdf
from genba.kit.sheets import Column, xlsx_of
from genba.programmes.curricula import module_of
from genba.reports.indicator_rows import ROW
from genba.reports.indicator_sheet import Cells, IndicatorSheet
from genba.web.print.filed import TEMPLATE
from genba.web.print.paper import head


def as_pdf(sheet: IndicatorSheet, programme: str) -> bytes:
    """A4, in the language of the sheet, which is the one that is active."""
    return pdf.render(TEMPLATE, on_paper(sheet, programme), made_at=sheet.worked_out_at)


def on_paper(sheet: IndicatorSheet, programme: str) -> dict[str, Any]:
    """Every text of the sheet."""
    language, title = sheet.language, _("Indicators")
    day = numbers.date(sheet.worked_out_at.date(), language=language) if sheet.worked_out_at else ""
    where = country_name(sheet.country, language) if sheet.country else _("All countries")
    what = module_of(sheet.module).titles.in_(language) if sheet.module else _("All modules")
    invented = [_("A demonstration: everything in it is invented.")] if settings.DEMO else []
    surely = _("19 times out of 20 between")
    return {
        "meta": head(title, programme=programme, day=day, language=language), "title": title,
        "about": [[_("Country"), where], [_("Module"), what], [_("Figures of"), day or _("No figures yet")]],
        "said": [*invented, _("Each enterprise and each person counted once.")], "differences": [],
        "tables": [
            _table(_("Reach and quality"), (_("Indicator"), _("Figure"), surely, _("n")), sheet.own),
            _table(_("What changed in enterprises"), (_("Measure"), _("Report, of trained"), _("Improved"), _("Middle")), sheet.kpis),
        ],
        "missing": list(sheet.said), "definitions": [list(row) for row in sheet.definitions],
        "words": {"differences": "", "missing": _("What was left out"), "definitions": _("What is counted")},
    }  # fmt: skip


def _table(title: str, header: Cells, rows: tuple[Cells, ...]) -> dict[str, Any]:
    return {"title": title, "says": [], "header": list(header), "rows": [list(row) for row in rows], "numeric": [1, 2, 3]}


def as_xlsx(sheet: IndicatorSheet) -> bytes:
    """The rows of data under their names, numbers as numbers and fractions as fractions."""
    rows = ([row[name] for name in ROW] for row in sheet.rows)
    return xlsx_of(rows, [Column(name, name) for name in ROW], title="Indicators")
