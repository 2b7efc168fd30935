"""Every tool of every module speaks: its examples are told in four languages, drawn for page and paper, and put into files."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from django.utils.translation import override

from genba.curriculum import LANGUAGES, load
from genba.curriculum.tools import Grid
from genba.kit.svg import Paper
from genba.kit.svg.charts import draw
from genba.reports.tools import told
from genba.reports.tools.filled import filled
from genba.reports.tools.text import as_text
from genba.reports.tools.typed import read_typed
from genba.reports.tools.workbook import write_workbook
from genba.web.print.tool import tool_as_pdf
from tests.curriculum.packages import MODULES

TOOLS = [(module, tool) for module in load(MODULES).modules for tool in module.tools]
IDS = [f"{module.slug}-{tool.code}" for module, tool in TOOLS]


def examples_of(module: Any, tool: Any) -> list[Any]:
    return [e for e in module.examples if e.subject == "tool" and e.code == tool.code and e.expect]


@pytest.mark.parametrize(("module", "tool"), TOOLS, ids=IDS)
class TestTool:
    def test_it_says_what_it_means_in_four_languages_and_every_hole_is_filled(self, module: Any, tool: Any) -> None:
        for example in examples_of(module, tool)[:3]:
            answer = tool.run(example.given)
            for language in LANGUAGES:
                with override(language):
                    said = told(tool, example.given, answer, language)

                whole = as_text(said)
                assert said.meaning and said.then and said.first
                assert not re.search(r"\{\w+\}", whole), (language, example.name)
                assert not list(tool.unsaid(answer))

    def test_it_is_drawn_for_the_page_and_put_on_paper_and_into_a_workbook(
        self, module: Any, tool: Any, tmp_path: Path
    ) -> None:
        example = examples_of(module, tool)[0]
        answer = tool.run(example.given)

        with override("ar"):
            said = told(tool, example.given, answer, "ar")
            drawings = [draw(c, "ar", rtl=True, paper=paper) for c in said.charts for paper in (None, Paper())]
            pages = pypdf.PdfReader(io.BytesIO(tool_as_pdf(said, "genba"))).pages
            write_workbook(tool, example.given, answer, said, tmp_path / "out.xlsx")

        assert len([d for d in drawings if d]) == 2 * sum(not isinstance(c, Grid) for c in said.charts)
        assert 1 <= len(pages) <= 20
        assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames

    def test_its_example_can_be_typed_into_its_form(self, module: Any, tool: Any) -> None:
        example = examples_of(module, tool)[0]

        given = read_typed(tool.inputs, filled(tool.inputs, example.given), {})

        if not tool.is_long:
            assert (
                told(tool, given, tool.run(given), "en").meaning
                == told(tool, example.given, tool.run(example.given), "en").meaning
            )
