"""The sender gets the same file back, with what to correct beside each row."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from genba.kit.sheets import Problem, Report, Table, open_table, read_records, write_back

HEAD = ["Name", "Country", "Number of workers"]


def check(table: Table, columns: Any) -> Report:
    report = Report()
    for problem in table.match(columns).problems(row=table.header.number):
        report.add(problem)
    for record in read_records(table, columns):
        report.add_row(record.problems)
    return report


def lines(path: Path, separator: str = ",", encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=separator))


def test_a_report_counts_rows_and_keeps_every_problem_by_row() -> None:
    report = Report()

    report.add_row([])
    report.add_row([Problem("Name", "", "It is empty.", "Fill it in.", row=3)])
    report.spoil(Problem("Name", "Alpha", "It is there twice.", "Keep one.", row=2))

    assert (report.read, report.good, report.bad, report.count) == (2, 0, 2, 2)
    assert [(row, [problem.problem for problem in found]) for row, found in report.by_row()] == [
        (2, ["It is there twice."]),
        (3, ["It is empty."]),
    ]


def test_a_row_that_turns_out_bad_twice_is_one_bad_row() -> None:
    report = Report()
    report.add_row([])

    for problem in ("It is there twice.", "It is closed."):
        report.spoil(Problem("Name", "Alpha", problem, "", row=2))

    assert (report.good, report.bad, report.count) == (0, 1, 2)


def test_a_csv_comes_back_with_its_separator_encoding_and_rows(text_file: Any, columns: Any, tmp_path: Path) -> None:
    rows = "Name;Country;Number of workers\r\nSợi Việt;VN;-3\r\n\r\nBeta;VN;12\r\n"
    path, out = text_file(rows, encoding="utf-16"), tmp_path / "back.csv"

    with open_table(path, columns=columns) as table:
        write_back(table, check(table, columns), out)

    found = lines(out, ";", "utf-16")
    assert found[0] == [*HEAD, "⚠ What to correct"]
    assert found[1][:3] == ["Sợi Việt", "VN", "-3"]
    assert found[1][3] == (
        "Number of workers: “Number of workers” cannot be negative. Write 0 or more; leave it empty if unknown."
    )
    assert found[2:] == [[], ["Beta", "VN", "12", ""]]


def test_a_file_given_back_and_corrected_goes_in_again(text_file: Any, columns: Any, tmp_path: Path) -> None:
    path, out = text_file("Name,Country,Number of workers\nAlpha,VN,-3\n"), tmp_path / "back.csv"
    with open_table(path, columns=columns) as table:
        write_back(table, check(table, columns), out)
    out.write_text(out.read_text().replace("-3", "3"))

    with open_table(out, columns=columns) as table:
        report = check(table, columns)
        write_back(table, report, tmp_path / "again.csv")

    assert report.is_clean
    assert not table.match(columns).unknown
    assert lines(tmp_path / "again.csv") == [[*HEAD, "⚠ What to correct"], ["Alpha", "VN", "3", ""]]


def test_what_is_wrong_with_the_whole_file_stands_in_the_heading(text_file: Any, columns: Any, tmp_path: Path) -> None:
    path, out = text_file("Name,Number of workers\nAlpha,3\n"), tmp_path / "back.csv"

    with open_table(path, columns=columns) as table:
        write_back(table, check(table, columns), out)

    assert "The column “Country” is missing." in lines(out)[0][2]


def test_no_cell_of_a_stranger_is_run_by_the_spreadsheet_of_a_colleague(
    text_file: Any, columns: Any, tmp_path: Path
) -> None:
    path, out = text_file('Name,Country\n"=HYPERLINK(""http://x"")",VN\n-5,VN\n'), tmp_path / "back.csv"

    with open_table(path, columns=columns) as table:
        write_back(table, check(table, columns), out)

    found = lines(out)
    assert [row[0] for row in found[1:]] == ['\'=HYPERLINK("http://x")', "-5"]


def test_cells_beyond_the_headings_are_kept(text_file: Any, columns: Any, tmp_path: Path) -> None:
    path, out = text_file("Name,Country\nAlpha,VN,Hanoi\n"), tmp_path / "back.csv"

    with open_table(path, columns=columns) as table:
        write_back(table, check(table, columns), out)

    assert lines(out)[1] == ["Alpha", "VN", "The row has more cells than there are headings. Put text that holds the "
                             "separator in quotation marks, or give the column a heading.", "Hanoi"]  # fmt: skip


def test_a_workbook_comes_back_with_every_sheet_and_the_bad_rows_coloured(book: Any, columns: Any, tmp_path: Path) -> None:
    path = book(List=[["Suppliers"], [], HEAD, ["Alpha", "VN", -3], ["=1+1", "VN", 12]], Notes=[["Keep me"], [], ["", 4.5]])
    out = tmp_path / "back.xlsx"

    with open_table(path, columns=columns) as table:
        write_back(table, check(table, columns), out)

    made = openpyxl.load_workbook(out)
    page = made["List"]
    assert [cell.value for cell in page[3]] == [*HEAD, "⚠ What to correct"]
    assert [cell.value for cell in page[4]][:3] == ["Alpha", "VN", -3]
    assert "cannot be negative" in page.cell(4, 4).value
    assert page.cell(4, 1).fill.fgColor.rgb == "FFFDE2DD"
    assert page.cell(5, 1).fill.fgColor.rgb != "FFFDE2DD"
    assert made["Notes"].cell(3, 2).value == 4.5


@pytest.mark.parametrize("rows", [2_500])
def test_a_file_with_nothing_right_comes_back_whole(text_file: Any, columns: Any, tmp_path: Path, rows: int) -> None:
    path, out = text_file("Name,Country\n" + ",Nowhere\n" * rows), tmp_path / "back.csv"

    with open_table(path, columns=columns) as table:
        report = check(table, columns)
        write_back(table, report, out)

    assert (report.bad, report.count, len(report.first_problems)) == (rows, 2 * rows, 100)
    assert all("no country" in line[2] and "is empty" in line[2] for line in lines(out)[1:])
