"""The figures of the programme to keep: page, paper, workbook, table, data and command line say the same."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from genba.cli import main
from tests.cast import Cast
from tests.scenes_programme import programme_of_seven
from tests.words import text_of

PAGE = "/desk/programme/"


@pytest.fixture
def programme(cast: Cast) -> Cast:
    return programme_of_seven(cast)


def words_on(paper: bytes) -> str:
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    return re.sub(r"\s+", " ", said.replace("\u00a0", " ").replace("\u202f", " "))


def test_every_way_of_keeping_them_holds_the_same_figures(
    programme: Cast, sign_in: Any, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    client = sign_in(programme.director)
    files = {kind: client.get(f"{PAGE}?as={kind}") for kind in ("json", "csv", "xlsx")}
    data = files["json"].json()
    table = list(csv.DictReader(io.StringIO(files["csv"].content.decode("utf-8-sig"))))
    head, *book = openpyxl.load_workbook(io.BytesIO(files["xlsx"].content)).active.iter_rows(values_only=True)
    assert main(["indicators", "--inside", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert main(["indicators", "--inside", "--format", "xlsx", "--out", str(tmp_path / "a.xlsx")]) == 0
    again = openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(values_only=True)

    assert data == told
    assert [row["indicator"] for row in table] == [row["indicator"] for row in data]
    assert [dict(zip(head, row, strict=True))["value"] for row in book] == [row["value"] for row in data]
    assert list(again) == [head, *book]
    absent = next(row for row in data if row["indicator"] == "absenteeism")
    assert (absent["value"], absent["n_reporting"], absent["n_trained"]) == (0.8, 5, 6)
    saved = next(row for row in data if row["indicator"] == "savings")
    assert (saved["value"], saved["currency"]) == (1200, "USD")


def test_the_paper_says_what_the_page_says_with_what_is_left_out_and_what_it_means(
    programme: Cast, sign_in: Any, tmp_path: Path
) -> None:
    client = sign_in(programme.director)
    page, paper = text_of(client.get(PAGE)), words_on(client.get(f"{PAGE}?as=pdf").content)
    assert main(["indicators", "--inside", "--format", "pdf", "--out", str(tmp_path / "a.pdf")]) == 0

    assert main(["indicators", "--format", "pdf", "--language", "ar", "--out", str(tmp_path / "ar.pdf")]) == 0

    assert "All of these figures to keep" in page
    assert (tmp_path / "ar.pdf").stat().st_size > 5_000
    for said in ("Harbour Programme", "Absenteeism 5 of 6 80 %", "−20 %", "People trained 2", "All countries"):
        assert said in paper, said
    assert "What was left out" in paper and "What is counted" in paper
    assert words_on((tmp_path / "a.pdf").read_bytes()) == paper


def test_an_officer_keeps_those_of_the_own_country_in_the_own_language(programme: Cast, sign_in: Any) -> None:
    client = sign_in(programme.officer)

    own, other = client.get(f"{PAGE}?as=json"), client.get(f"{PAGE}?as=pdf&country=VN")
    paper = words_on(client.get(f"{PAGE}?as=pdf", headers={"accept-language": "fr"}).content)

    assert {row["country"] for row in own.json()} == {"KE"}
    assert other.status_code == 404
    assert "Toutes les" not in paper and "Kenya" in paper and "Absentéisme" in paper
    assert sign_in(programme.coordinator).get(f"{PAGE}?as=json").status_code == 403


def test_an_unknown_ending_is_the_page_and_a_programme_without_figures_has_an_empty_sheet(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.director)

    assert "<h1>" in client.get(f"{PAGE}?as=exe").content.decode()
    assert client.get(f"{PAGE}?as=json").json() == []
    assert "No figures yet" in words_on(client.get(f"{PAGE}?as=pdf").content)


@pytest.mark.parametrize("asked", [["absenteeism"], ["--by", "country"]])
def test_a_part_of_the_sheet_is_no_sheet(cast: Cast, asked: list[str], tmp_path: Path, capsys: Any) -> None:
    code = main(["indicators", *asked, "--format", "pdf", "--out", str(tmp_path / "a.pdf")])

    assert code == 1
    assert "Take --format csv for one, or for a dimension" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()
