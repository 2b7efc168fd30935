"""A tool's answer on a page and as a workbook to keep: its words, and its drawings in the reader's direction."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.http import HttpResponse

from genba.curriculum.tools import Answer, Tool
from genba.kit.svg.charts import draw
from genba.reports.tools import told
from genba.reports.tools.workbook import write_workbook
from genba.web.base.handed_out import XLSX
from genba.web.base.words import language
from genba.web.print.paper import is_rtl


def shown(tool: Tool, given: Mapping[str, Any], answer: Answer) -> dict[str, Any]:
    """What components/tool_answer.html needs."""
    said = told(tool, given, answer, language())
    drawings = [(chart, draw(chart, language(), rtl=is_rtl(language()))) for chart in said.charts]
    return {"said": said, "drawings": drawings, "keeping": ()}


def as_workbook(tool: Tool, given: Mapping[str, Any], answer: Answer, name: str) -> HttpResponse:
    """The answer as a spreadsheet; `name` without its ending."""
    with tempfile.TemporaryDirectory(prefix="genba-tool-") as folder:
        out = Path(folder, "out.xlsx")
        write_workbook(tool, given, answer, told(tool, given, answer, language()), out)
        file = HttpResponse(out.read_bytes(), content_type=XLSX)
    file["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return file
