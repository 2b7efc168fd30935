"""`genba match FILE`: a list against the directory, from a terminal."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from genba.cli import main
from genba.directory.actions import enterprises
from tests.cast import Cast

ROWS = [
    ["Factory name", "Country", "City", "Full address"],
    ["SAMPLE STREET GARMENTS Co., Ltd", "Kenya", "Nairobi", "12 Sample Street"],
    ["Nobody Knows This", "KE", "", ""],
]


@pytest.fixture
def tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(rows: list[list[str]], *flags: str) -> tuple[int, str]:
        file = tmp_path / "list.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(rows)
        capsys.readouterr()
        code = main(["match", str(file), *flags])
        told = capsys.readouterr()
        return code, told.out or told.err

    return run


def test_each_row_gets_its_candidates_with_score_and_reasons(cast: Cast, tell: Any) -> None:
    code, out = tell(ROWS, "--format", "json")

    first, second = json.loads(out)["rows"]
    best = first["candidates"][0]
    assert code == 0 and first["row"] == 2
    assert (best["code"], best["match"]) == (cast.garments.code, True) and 0.5 <= best["score"] <= 1
    assert {"same name", "same town", "same country"} <= set(best["reasons"])
    assert second["candidates"] == []


def test_as_csv_and_as_text_it_says_the_same(cast: Cast, tell: Any) -> None:
    _code, table = tell(ROWS, "--format", "csv")
    _code, text = tell(ROWS)

    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(r["code"], r["match"]) for r in rows] == [(cast.garments.code, "yes"), ("", "no")]
    assert "2 rows read; 1 matched." in text and "same name" in text and "no candidate" in text


def test_an_xlsx_is_read_too(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")

    main(["match", str(tmp_path / "list.xlsx"), "--format", "json"])

    assert json.loads(capsys.readouterr().out)["rows"][0]["candidates"][0]["code"] == cast.garments.code


def test_a_file_without_names_and_a_formula_are_met_kindly(cast: Cast, tell: Any) -> None:
    enterprises.register(by=cast.director, name="=Sum Works", country="KE")

    without, said = tell([["Colour", "Shape"], ["red", "round"]])
    _code, table = tell([["Name", "Country"], ["=Sum Works", "KE"]], "--format", "csv")

    assert without == 1 and "name" in said.lower()
    assert "'=Sum Works" in table


def test_only_what_a_user_may_see_is_a_candidate(cast: Cast, tell: Any) -> None:
    rows = [["Name", "Country"], ["Other Side Metals", "VN"]]

    _code, all_of_it = tell(rows, "--format", "json")
    _code, mine = tell(rows, "--format", "json", "--by", "maya@example.org")

    assert json.loads(all_of_it)["rows"][0]["candidates"] and not json.loads(mine)["rows"][0]["candidates"]
