"""Sheets, titles, merged cells, dates and numbers of XLSX files."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from genba.kit.sheets import BadFile, open_table, read_records


def test_the_first_sheet_with_headings_is_taken_unless_another_is_named(book: Any) -> None:
    path = book(Empty=[[""]], Firms=[["Name"], ["Alpha"]], People=[["Name"], ["Ana"]])

    with open_table(path) as first, open_table(path, sheet="people") as named:
        found = (first.sheet, named.sheet, [row.cells for row in named.rows()])

    assert found == ("Firms", "People", [["Ana"]])


def test_a_sheet_of_explanations_is_passed_over_for_the_one_with_our_headings(book: Any, columns: Any) -> None:
    path = book(ReadMe=[["How to fill this in", "Please"]], List=[["Factory", "Country"], ["Alpha", "VN"]])

    with open_table(path, columns=columns) as table:
        sheet = table.sheet

    assert sheet == "List"


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "hidden.xlsx"
    made = xlsxwriter.Workbook(str(path))
    made.add_worksheet("Shown").write(0, 0, "Name")
    hidden = made.add_worksheet("Secret")
    hidden.write(0, 0, "Name")
    hidden.hide()
    made.close()

    with pytest.raises(BadFile, match=r"no sheet “Secret”\. It has: Shown\."):
        open_table(path, sheet="Secret")


def test_a_title_above_the_headings_and_empty_rows_and_columns_do_no_harm(book: Any, columns: Any) -> None:
    path = book(List=[["", ""], ["", "Our suppliers 2024"], [], ["", "Name", "Country"], [], ["", "Alpha", "VN"]])

    with open_table(path, columns=columns) as table:
        records = list(read_records(table, columns))

    assert table.header.number == 4
    assert [(record.number, record.values) for record in records] == [(6, {"name": "Alpha", "country": "VN"})]


def test_the_headings_are_found_without_knowing_the_columns(book: Any) -> None:
    path = book(List=[["Suppliers of 2024"], ["Plant", "Place", "Staff"], ["Alpha", "Hanoi", 12], ["Beta", "Hue", 7]])

    with open_table(path) as table:
        headings = table.headings

    assert headings == ["Plant", "Place", "Staff"]


def test_a_cell_merged_over_rows_counts_for_each_of_them(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    made = xlsxwriter.Workbook(str(path))
    page = made.add_worksheet()
    page.write_row(0, 0, ["Country", "Name"])
    page.merge_range(1, 0, 3, 0, "Peru")
    page.write_column(1, 1, ["Alpha", "Beta"])
    page.write_row(4, 0, ["Chile", "Gamma"])
    made.close()

    with open_table(path) as table:
        rows = [tuple(row.cells) for row in table.rows()]

    assert rows == [("Peru", "Alpha"), ("Peru", "Beta"), ("Chile", "Gamma")]


def test_dates_are_days_and_codes_typed_as_numbers_are_texts(book: Any, columns: Any) -> None:
    head = ["Name", "Country", "Since", "Turnover", "Phone"]
    path = book(List=[head, [4711, "VN", datetime.date(2024, 3, 5), 1250.1, 84901234567]])

    with open_table(path, columns=columns) as table:
        record = next(read_records(table, columns))

    assert record.values["name"] == "4711"
    assert record.values["since"] == datetime.date(2024, 3, 5)
    assert record.values["turnover"] == Decimal("1250.1")
    assert record.values["phone"] == "84901234567"


def test_a_walk_that_stops_halfway_can_be_begun_again(book: Any) -> None:
    path = book(List=[["Name"]] + [[f"Firm {n}"] for n in range(3000)])

    with open_table(path) as table:
        first = next(iter(table.rows()))
        everything = list(table.rows())

    assert first.cells == ["Firm 0"]
    assert len(everything) == 3000


def test_the_character_that_no_database_keeps_is_left_out(book: Any) -> None:
    path = book(List=[["Name", "Town"], ["Al\x00pha", "\x00"]])

    with open_table(path) as table:
        rows = [row.cells for row in table.rows()]

    assert rows == [["Alpha", ""]]
