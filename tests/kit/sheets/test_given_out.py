"""What goes out comes back the same, and no cell of it is run by a spreadsheet."""

import csv
import datetime
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genba.kit.sheets import Column, export_csv, export_xlsx, open_table, read_records, template, template_csv

DANGEROUS = ["=1+1", "+84 90", "-2+3|cmd", "@SUM(A1)", "\tx", "\rx", "＝1", "'=1", "''=1", "=cmd|' /C calc'!A0"]
NOTES = (Column("name", "Name"), Column("note", "Note"))


def read_back(path: Path, columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    with open_table(path, columns=columns) as table:
        return [record.values for record in read_records(table, columns)]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_a_spreadsheet_would_run_is_guarded_in_csv_and_comes_back(tmp_path: Path, text: str) -> None:
    path = tmp_path / "out.csv"

    path.write_bytes(b"".join(export_csv([["Alpha", text]], NOTES)))

    cell = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))[1][1]
    assert cell == "'" + text
    assert read_back(path, NOTES) == [{"name": "Alpha", "note": text}]


def test_text_that_a_spreadsheet_would_run_has_the_type_text_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    export_xlsx([["Alpha", text] for text in DANGEROUS[:4]], NOTES, path, title="Notes")

    page = openpyxl.load_workbook(path).active
    assert [(page.cell(row, 2).data_type, page.cell(row, 2).value) for row in range(2, 6)] == [
        ("s", text) for text in DANGEROUS[:4]
    ]


def test_numbers_stay_numbers_and_days_days(tmp_path: Path) -> None:
    columns = (Column("n", "N", "number"), Column("d", "D", "date"), Column("y", "Y", "yes_no"))
    row = [Decimal("-12.50"), datetime.date(2024, 3, 5), True]
    text, sheet = tmp_path / "out.csv", tmp_path / "out.xlsx"

    text.write_bytes(b"".join(export_csv([row], columns)))
    export_xlsx([row], columns, sheet, title="A/B: [odd] *title* that is far too long for a sheet")

    page = openpyxl.load_workbook(sheet).active
    assert text.read_text("utf-8-sig").splitlines()[1] == "-12.50,2024-03-05,yes"
    assert [page.cell(2, place).value for place in (1, 3)] == [-12.5, True]
    assert len(page.title) <= 31
    for path in (text, sheet):
        assert read_back(path, columns) == [{"n": Decimal("-12.5"), "d": datetime.date(2024, 3, 5), "y": True}]


def test_a_csv_begins_with_the_mark_by_which_excel_knows_its_letters() -> None:
    first = next(export_csv([], NOTES))

    assert first == "\ufeffName,Note\r\n".encode()


def test_a_large_csv_goes_out_in_pieces() -> None:
    pieces = list(export_csv(([f"Firm {n}", ""] for n in range(2000)), NOTES))

    assert len(pieces) > 3
    assert b"".join(pieces).count(b"\r\n") == 2001


PRINTED = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="✎⚠\ufeff\ufffe\uffff"), min_size=1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.lists(PRINTED.map(str.strip).filter(bool), min_size=1, max_size=5))
def test_every_text_comes_back_as_it_went(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "out.csv"

    path.write_bytes(b"".join(export_csv([["x", text] for text in texts], NOTES)))

    assert [values["note"] for values in read_back(path, NOTES)] == texts


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.lists(PRINTED.map(str.strip).filter(bool), min_size=1, max_size=5))
def test_every_text_comes_back_from_a_workbook_as_it_went(tmp_path: Path, texts: list[str]) -> None:
    path = tmp_path / "out.xlsx"

    export_xlsx([["x", text] for text in texts], NOTES, path, title="Notes")

    assert [values["note"] for values in read_back(path, NOTES)] == texts


def test_a_template_explains_itself_and_its_example_is_not_read(tmp_path: Path, columns: Any) -> None:
    path = tmp_path / "template.xlsx"

    template(columns, path, title="Factories", instructions=["Write one factory a row."])

    made = openpyxl.load_workbook(path)
    page, words = made["Factories"], made["Instructions"]
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert [cell.value for cell in page[1]][:3] == ["Name *", "Country *", "Number of workers"]
    assert page.cell(2, 1).value == "✎ Green Leaf Textiles"
    assert page.freeze_panes == "A2"
    assert "Needed in every row" in page.cell(1, 1).comment.text
    assert lists["F3:F5001"] == '"Small,Medium-sized"'
    assert any("Write one factory a row." in str(cell.value) for cell in words["A"])
    assert read_back(path, columns) == []


def test_a_filled_template_goes_in(tmp_path: Path, columns: Any) -> None:
    path = tmp_path / "template.xlsx"
    template(columns, path, title="Factories", instructions=[])
    made = openpyxl.load_workbook(path)
    for place, value in enumerate(["Alpha", "Viet Nam", 12, 5.5, datetime.date(2024, 3, 5), "Small"], start=1):
        made["Factories"].cell(3, place).value = value
    made.save(path)

    (found,) = read_back(path, columns)

    assert found["name"] == "Alpha"
    assert (found["country"], found["workers"], found["size"]) == ("VN", 12, "small")


def test_a_long_list_of_choices_stands_on_a_hidden_sheet(tmp_path: Path) -> None:
    choices = tuple((f"v{n}", f"A rather long choice, number {n}") for n in range(60))
    path = tmp_path / "template.xlsx"

    template((Column("c", "Choice", "choice", choices=choices),), path, title="T", instructions=[])

    made = openpyxl.load_workbook(path)
    assert made["Lists"].sheet_state == "hidden"
    assert made["T"].data_validations.dataValidation[0].formula1 == "'Lists'!$A$1:$A$60"


def test_a_template_as_csv_holds_headings_and_example(tmp_path: Path, columns: Any) -> None:
    path = tmp_path / "template.csv"

    path.write_bytes(b"".join(template_csv(columns)))

    assert path.read_text("utf-8-sig").splitlines()[1].startswith("✎ Green Leaf Textiles,Viet Nam,120")
    assert read_back(path, columns) == []
