"""What holds for every kind of file: all of it or nothing, a look first, and the file given back with what to correct."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from genba.audit.models import Event
from genba.cli import main
from genba.directory.models import Country, Enterprise, EnterpriseWord, Region
from tests.cast import Cast
from tests.imports.conftest import Bring, told

HEAD = ["Name", "Country", "Town", "Worker: Woman", "Counted on"]
GOOD = ["Thika Bakers", "Kenya", "Thika", "30", "2026-03-01"]
BAD = ["Lamu Joinery", "Atlantis", "Lamu", "-3", "2569-03-01"]


def taken_in() -> list[str]:
    return sorted(Enterprise.objects.filter(country="KE").exclude(city="Nairobi").values_list("name", flat=True))


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    made = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    for title, rows in sheets.items():
        page = made.add_worksheet(title)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    made.close()
    return path


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_one_bad_row_keeps_all_of_them_out_and_every_fault_of_it_is_told(cast: Cast, bring: Bring) -> None:
    events = Event.objects.count()

    answer = bring("enterprises", [HEAD, GOOD, BAD])

    assert (answer["code"], answer["read"], answer["good"], answer["bad"], answer["written"]) == (1, 2, 1, 1, 0)
    assert [(row, column) for row, column, _said in told(answer)] == [
        (3, "Country"), (3, "Worker: Woman"), (3, "People counted on")]  # fmt: skip
    assert taken_in() == []
    assert Event.objects.count() == events


def test_the_good_rows_are_kept_where_they_are_asked_for(cast: Cast, bring: Bring) -> None:
    answer = bring("enterprises", [HEAD, GOOD, BAD], "--good-rows")

    assert (answer["code"], answer["written"], answer["bad"]) == (0, 1, 1)
    assert taken_in() == ["Thika Bakers"]


def test_a_look_keeps_nothing_and_says_what_the_run_would_say(cast: Cast, bring: Bring) -> None:
    rows = [[*HEAD, "Province"], [*GOOD, "Kiambu"], ["Mbale Mills", "Uganda", "", "", "", "Bugisu"]]
    before = [model.objects.count() for model in (Enterprise, EnterpriseWord, Country, Region, Event)]

    look = bring("enterprises", rows, "--dry-run")
    after = [model.objects.count() for model in (Enterprise, EnterpriseWord, Country, Region, Event)]
    run = bring("enterprises", rows)

    assert after == before
    assert (look["code"], look["good"], look["written"], look["dry_run"]) == (0, 2, 0, True)
    assert (run["code"], run["good"], run["written"]) == (0, 2, 2)


def test_what_is_corrected_in_the_file_given_back_goes_in(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    back = tmp_path / "to correct.csv"
    first = bring("enterprises", [HEAD, GOOD, BAD], "--report", str(back))
    head, good, bad = cells(back)

    again = bring("enterprises", [head, good, ["Lamu Joinery", "Kenya", "Lamu", "3", "2026-03-01", bad[-1]]])

    assert (first["report"], head[-1], good[-1]) == (str(back), "⚠ What to correct", "")
    assert "Country: “Atlantis” is not a country we know." in bad[-1]
    assert "People counted on: 2569 looks like a year of the Buddhist calendar." in bad[-1]
    assert (again["code"], again["written"], again["notes"]) == (0, 2, [])
    assert taken_in() == ["Lamu Joinery", "Thika Bakers"]


def test_a_workbook_is_given_back_as_a_workbook_with_its_other_sheets(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    file = book(tmp_path / "list.xlsx", Remarks=[["Please read"]], List=[["Suppliers 2026"], [], HEAD, GOOD, BAD])
    back = tmp_path / "back.xlsx"

    answer = bring("enterprises", file, "--report", str(back))

    given_back = openpyxl.load_workbook(back)
    marks = [row[5] for row in given_back["List"].iter_rows(max_col=6, values_only=True)]
    assert {(p["sheet"], p["row"]) for p in answer["problems"]} == {("List", 5)}
    assert given_back.sheetnames == ["Remarks", "List"]
    assert marks[2] == "⚠ What to correct" and marks[3] is None and "Atlantis" in marks[4]


@pytest.mark.parametrize("name", ["enterprises.csv", "no such folder/back.csv"])
def test_a_place_where_the_file_cannot_be_given_back_is_told_before_anything_is_written(
    cast: Cast, bring: Bring, tmp_path: Path, name: str
) -> None:
    answer = bring("enterprises", [HEAD, GOOD, BAD], "--good-rows", "--report", str(tmp_path / name))

    assert answer["code"] == 1 and ("another name" in answer["error"] or "There is no folder" in answer["error"])
    assert taken_in() == []
    assert cells(tmp_path / "enterprises.csv")[1] == GOOD


def test_what_no_row_says_is_said_for_all_and_what_a_row_says_goes_before(cast: Cast, bring: Bring) -> None:
    rows = [["Name", "Country", "Worker: Woman"], ["Thika Bakers", "", "30"], ["Mbale Mills", "Uganda", "4"]]

    answer = bring("enterprises", rows, "--set", "country=Kenya", "--set", "counted_on=2026-03-01")

    assert (answer["code"], answer["written"]) == (0, 2)
    assert dict(Enterprise.objects.filter(headcount__in=(4, 30)).values_list("name", "country")) == {
        "Thika Bakers": "KE", "Mbale Mills": "UG"}  # fmt: skip


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--set", "land=Kenya"], "“land” is no column here. There are: name, country"),
        (["--set", "country=Atlantis"], "Country: “Atlantis” is not a country we know."),
        (["--set", "country"], "Write “our_column=value”."),
        (["--map", "Werk=nam"], "which is no column here. The nearest is “name”"),
        (["--map", "Fabrik=name"], "the heading “Fabrik”, which the file does not have. It has: Werk, Land."),
    ],
)
def test_directions_that_fit_nothing_are_told(cast: Cast, bring: Bring, flags: list[str], says: str) -> None:
    answer = bring("enterprises", [["Werk", "Land"], ["Thika Bakers", "Kenya"]], *flags)

    assert answer["code"] == 1
    assert says in (answer.get("error") or "")
    assert taken_in() == []


def test_the_sheet_is_the_first_that_fits_or_the_one_that_is_named(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    file = book(
        tmp_path / "list.xlsx", Y2025=[HEAD[:2], ["Thika Bakers", "Kenya"]], Y2026=[HEAD[:2], ["Lamu Joinery", "Kenya"]]
    )

    named = bring("enterprises", file, "--sheet", "y2026")
    unnamed = bring("enterprises", file)
    unknown = bring("enterprises", file, "--sheet", "Y2024")

    assert (named["written"], unnamed["written"]) == (1, 1)
    assert taken_in() == ["Lamu Joinery", "Thika Bakers"]
    assert unknown["error"] == "The workbook has no sheet “Y2024”. It has: Y2025, Y2026."


def test_strange_headings_are_mapped_by_flags(cast: Cast, bring: Bring) -> None:
    rows = [["Werk", "Land", "Bemerkung"], ["Thika Bakers", "Kenia", "?"]]

    answer = bring("enterprises", rows, "--map", "Werk=name", "--map", "land=country", "--map", "Bemerkung=")

    assert (answer["code"], answer["written"], answer["notes"]) == (0, 1, [])


def test_a_mapping_file_says_headings_fixed_values_and_what_words_mean(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    mapping = tmp_path / "werke.json"
    mapping.write_text(
        json.dumps({"columns": {"Werk": "name", "Staat": "country", "Ort": None}, "set": {"city": "Thika"},
                    "replace": {"country": {"Kenya (Rep.)": "KE"}}}), encoding="utf-8")  # fmt: skip
    rows = [["Werk", "Staat", "Ort"], ["Thika Bakers", "Kenya (Rep.)", "unklar"]]

    answer = bring("enterprises", rows, "--mapping", str(mapping))

    assert (answer["code"], answer["notes"]) == (0, [])
    assert Enterprise.objects.get(name="Thika Bakers").city == "Thika"


def test_headings_that_are_missing_are_named_with_the_one_they_may_be(cast: Cast, bring: Bring) -> None:
    answer = bring("enterprises", [["Nmae", "Town"], ["Thika Bakers", "Thika"]])

    assert told(answer) == [
        (1, "Name", "The column “Name” is missing. Is it your column “Nmae”? Then rename it, or map it: “Nmae=name”."),
        (
            1,
            "Country",
            "The column “Country” is missing. Add the column, or map one of yours to it: “Your heading=country”.",
        ),
    ]
    assert answer["read"] == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 this was a workbook once", "The workbook is broken and cannot be opened."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a workbook of Excel 97"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "This is no table but a picture"),
        ("Name,Country\nCafé Ñandú,Kenya\n".encode("cp1252"), "Line 2 is not written in UTF-8: byte 17 of the file (0xE9)"),
        (b'Name,Country\n"Thika Bakers,Kenya\n', "Row 2 cannot be read: a quotation mark is open"),
    ],
    ids=["empty", "broken workbook", "old workbook", "picture", "other encoding", "open quotation mark"],
)  # fmt: skip
def test_what_is_no_table_is_told_in_a_sentence(cast: Cast, bring: Bring, tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)

    answer = bring("enterprises", file)

    assert answer["code"] == 1
    assert says in answer["error"]


def test_a_file_of_two_gigabytes_is_refused_at_the_door(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    file.touch()
    os.truncate(file, 2 * 1024**3)

    answer = bring("enterprises", file)

    assert (answer["code"], answer["error"]) == (
        1, "The file has 2,048 MB; 100 MB is the most we take. Split it into smaller files.")  # fmt: skip


def test_a_file_that_is_not_there_is_told(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    answer = bring("enterprises", tmp_path / "gone.csv")

    assert "There is no file “gone.csv”" in answer["error"]


def test_another_encoding_is_read_where_it_is_named(cast: Cast, bring: Bring, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Name;Country\nCafé Ñandú;Perú\n".encode("cp1252"))

    bring("enterprises", file, "--encoding", "cp1252")

    assert Enterprise.objects.get(country="PE").name == "Café Ñandú"


def test_days_that_can_be_read_two_ways_are_asked_about_until_somebody_says_which(cast: Cast, bring: Bring) -> None:
    rows = [HEAD, ["Thika Bakers", "Kenya", "", "3", "03/04/2026"]]

    asked = bring("enterprises", rows)
    bring("enterprises", rows, "--dates", "dmy")

    assert "This can be 2026-04-03 or 2026-03-04." in told(asked)[0][2]
    day = Enterprise.objects.get(name="Thika Bakers").workforce.get().counted_on
    assert day.isoformat() == "2026-04-03"


def test_a_cell_that_a_spreadsheet_would_run_is_a_text_here_and_in_the_file_given_back(
    cast: Cast, bring: Bring, tmp_path: Path
) -> None:
    formula, back = '=HYPERLINK("http://example.org","Bakers")', tmp_path / "back.csv"

    bring("enterprises", [HEAD, [formula, *GOOD[1:]], BAD], "--good-rows", "--report", str(back))
    again = bring("enterprises", back, "--set", "another=no", "--good-rows")

    assert taken_in() == [formula]
    assert cells(back)[1][0] == f"'{formula}"
    assert again["notes"] == ["Left out because they are here already: 1."]


def test_a_person_at_the_terminal_reads_what_is_wrong_and_what_came_of_it(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = book(
        tmp_path / "list.xlsx", List=[[*HEAD, "Fax"], [*GOOD, "7"], *[[f"Nowhere {n}", "Atlantis"] for n in range(25)]]
    )

    code = main(["import", "enterprises", str(file)])

    lines = capsys.readouterr().err.splitlines()
    assert code == 1
    assert lines[:2] == ["26 rows read, 1 good, 25 to correct.", "We do not know the column “Fax”; it is left out."]
    assert lines[2].startswith("List, row 3, Country, “Atlantis”: “Atlantis” is not a country we know.")
    assert lines[-2:] == ["… and 5 more.", "Nothing was taken in."]
