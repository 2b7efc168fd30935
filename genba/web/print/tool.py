"""What a tool says, on paper."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from genba.curriculum.tools import Grid, Radar
from genba.kit import numbers, pdf
from genba.kit.svg import Paper
from genba.kit.svg.charts import draw
from genba.reports.tools import Told
from genba.web.print.paper import head, is_rtl

TEMPLATE = Path(__file__).with_name("tool.typ")


def tool_as_pdf(said: Told, module: str) -> bytes:
    """A4, in the language that is active."""
    return pdf.render(TEMPLATE, on_paper(said, module))


def on_paper(said: Told, module: str) -> dict[str, Any]:
    """Every text and drawing of the document."""
    today = numbers.date(timezone.localdate(), language=said.language)
    charts: list[dict[str, Any]] = []
    for chart in said.charts:
        drawing = draw(chart, said.language, rtl=is_rtl(said.language), paper=Paper())
        if drawing is not None:
            charts.append({"title": str(chart.title), "svg": str(drawing), "width": 60 if isinstance(chart, Radar) else 100})
        elif isinstance(chart, Grid):
            rows = [[str(label), *(cell.text for cell in cells)] for label, cells in chart.rows]
            charts.append({"title": str(chart.title), "header": ["", *map(str, chart.columns)], "rows": rows})
    return {
        "meta": head(said.title, programme=module, day=today, language=said.language),
        "title": said.title, "summary": said.summary, "meaning": list(said.meaning), "then": said.then,
        "first": [[f.label, f.text] for f in said.first],
        "figures": [[f.label, f.text or f"{_('withheld')}: {f.why}"] for f in said.figures],
        "tables": [{"label": t.label, "header": list(t.headings), "rows": [list(row) for row in t.rows], "numeric": list(t.numeric)}
                   for t in said.tables],
        "charts": charts, "given": [list(pair) for pair in said.given], "source": said.source,
        "words": {"next": _("Next step"), "figures": _("All figures"), "given": _("What was typed"),
                  "source": _("Where the formula comes from")},
    }  # fmt: skip
