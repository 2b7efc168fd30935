"""Encodings, separators and quotation marks of CSV files."""

from pathlib import Path
from typing import Any

import pytest

from genba.kit.sheets import BadFile, open_table


def cells(path: Path, **options: Any) -> list[list[str]]:
    with open_table(path, **options) as table:
        return [table.headings, *(list(row.cells) for row in table.rows())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_with_and_without_its_mark(text_file: Any, encoding: str) -> None:
    path = text_file("Name,Country\nشركة النسيج,Égypte\n", encoding=encoding)

    found = cells(path)

    assert found == [["Name", "Country"], ["شركة النسيج", "Égypte"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(text_file: Any, separator: str) -> None:
    lines = [["Name", "Address"], ["Alpha", "1, rue X; bât. 2"], ["Beta", "3, rue Y; bât. 4"]]
    path = text_file("\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines))

    found = cells(path)

    assert found == lines


def test_the_line_in_which_excel_names_the_separator_is_no_row(text_file: Any) -> None:
    path = text_file("sep=;\r\nName;Country\r\nAlpha;VN\r\n")

    with open_table(path) as table:
        rows = list(table.rows())

    assert table.headings == ["Name", "Country"]
    assert [(row.number, row.cells) for row in rows] == [(2, ["Alpha", "VN"])]


def test_a_line_break_in_quotation_marks_is_one_cell_and_the_row_counts_as_in_a_spreadsheet(text_file: Any) -> None:
    path = text_file('Name,Address\n"Alpha","Street 1\nHanoi"\n\nBeta,Street 2\n')

    with open_table(path) as table:
        rows = [(row.number, list(row.cells)) for row in table.rows()]

    assert rows == [(2, ["Alpha", "Street 1\nHanoi"]), (4, ["Beta", "Street 2"])]


def test_a_wrong_encoding_is_refused_with_line_and_byte_and_how_it_would_read(text_file: Any) -> None:
    path = text_file("Name,Country\nAlpha,VN\nSociété Générale,FR\n", encoding="cp1252")

    with pytest.raises(BadFile) as caught:
        open_table(path)

    reason = caught.value.reason
    assert reason.startswith("Line 3 is not written in UTF-8: byte 27 of the file (0xE9)")
    assert "Société Gén" in reason
    assert "CSV UTF-8" in reason


def test_a_fault_far_into_the_file_is_found_before_a_row_is_read(text_file: Any) -> None:
    good = "Name,Country\n" + "Sợi Việt,VN\n" * 200_000
    path = text_file(good.encode() + b"Soci\xe9t\xe9,FR\n")

    with pytest.raises(BadFile) as caught:
        open_table(path)

    assert f"Line 200002 is not written in UTF-8: byte {len(good.encode()) + 5} of" in caught.value.reason


def test_an_encoding_that_is_named_is_used(text_file: Any) -> None:
    path = text_file("Name,Country\nSociété,FR\n", encoding="cp1252")

    found = cells(path, encoding="windows-1252")

    assert found[1] == ["Société", "FR"]


def test_an_unknown_encoding_is_refused(text_file: Any) -> None:
    path = text_file("Name,Country\n")

    with pytest.raises(BadFile, match="utf-99"):
        open_table(path, encoding="utf-99")


def test_wide_text_without_its_mark_is_told_what_it_is(text_file: Any) -> None:
    path = text_file(("Name,Country\n" + "Alpha,VN\n" * 40).encode("utf-16-le"))

    with pytest.raises(BadFile, match="UTF-16 without its mark"):
        open_table(path)


def test_an_open_quotation_mark_is_refused_with_its_row(text_file: Any) -> None:
    path = text_file('Name,Country\nAlpha,VN\n"Beta,VN\nGamma,VN\n')

    with pytest.raises(BadFile) as caught:
        open_table(path)

    assert caught.value.reason.startswith("Row 3 cannot be read: a quotation mark")


def test_an_open_quotation_mark_far_down_is_refused_with_its_row(text_file: Any) -> None:
    path = text_file("Name,Country\n" + "Alpha,VN\n" * 100 + '"Beta,VN\n')

    with open_table(path) as table, pytest.raises(BadFile) as caught:
        list(table.rows())

    assert caught.value.reason.startswith("Row 102 cannot be read")


def test_a_table_of_one_column_is_a_table(text_file: Any) -> None:
    path = text_file("Name\nAlpha\nBeta\n")

    found = cells(path)

    assert found == [["Name"], ["Alpha"], ["Beta"]]
