"""A results framework as it was published goes in through the command, and stands everywhere as it was printed."""

import csv
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from genba.audit.models import Event
from genba.cli import main
from genba.impact.models import FrameworkIndicator, FrameworkValue
from genba.programmes.actions import programmes
from tests.cast import Cast
from tests.imports.conftest import Bring, told

COUNTRIES = {"China": "CN", "Colombia": "CO", "Ghana": "GH", "India": "IN"}
HEAD = ["No", "Level", "Indicator", "Country", "Period", "Target", "Actual"]
LINE = ["1", "Outcome", "Nr. of institutions", "Kenya", "2026", "4", "2"]


@pytest.fixture
def published(shared_data: Path) -> Path:
    return shared_data / "results-framework" / "phase2-june-2015.csv"


def printed(cell: str) -> tuple[float | None, float | None]:
    """The number that a printed cell is, and the share in brackets beside it; worked out without any code of ours."""
    found = re.fullmatch(r"(\d+)(?: \((\d+)%F?\))?", cell)
    return (float(found[1]), float(found[2]) if found[2] else None) if found else (None, None)


def test_the_published_file_stands_in_the_framework_as_it_was_printed(
    cast: Cast, bring: Bring, published: Path, capsys: pytest.CaptureFixture[str], sign_in: Any
) -> None:
    with published.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    answer = bring("results-framework", published)
    main(["framework", "--period", "2015-06", "--format", "json"])
    shown = {(row["no"], row["country"]): row for row in json.loads(capsys.readouterr().out)}

    assert (answer["code"], answer["read"], answer["written"], answer["problems"]) == (0, 36, 36, [])
    assert len(shown) == len(rows) == 36
    for row in rows:
        line = shown[row["No"], COUNTRIES[row["Country"]]]
        assert (line["level"], line["indicator"]) == (row["Level"], row["Indicator"])
        for side in ("target", "actual"):
            number, share = printed(row[side.capitalize()])
            assert (line[side], line[f"{side}_female_share"]) == (number, share), row
            assert line[f"{side}_text"] == ("" if number is not None else row[side.capitalize()])
    page = sign_in(cast.director).get("/desk/framework/").content.decode()
    assert "50% for M1 60% for M2-5" in page and "STSG" in page


def test_what_is_no_number_keeps_its_words_and_nothing_is_made_of_it(cast: Cast, bring: Bring, published: Path) -> None:
    with published.open(encoding="utf-8", newline="") as file:
        words = Counter(row["Target"] for row in csv.DictReader(file) if printed(row["Target"])[0] is None)

    bring("results-framework", published)

    wordy = FrameworkValue.objects.exclude(target_text="")
    assert Counter(wordy.values_list("target_text", flat=True)) == words == {"STSG": 1, "50% for M1 60% for M2-5": 1}
    assert not wordy.exclude(target=None).exists()


def test_the_same_file_again_changes_nothing(cast: Cast, bring: Bring, published: Path) -> None:
    bring("results-framework", published)
    before = list(FrameworkValue.objects.order_by("pk").values_list("pk", "target", "target_text", "actual", "version"))

    again = bring("results-framework", published)

    assert again["code"] == 0
    assert (
        list(FrameworkValue.objects.order_by("pk").values_list("pk", "target", "target_text", "actual", "version")) == before
    )
    assert FrameworkIndicator.objects.count() == 9


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"Country": "Atlantis"}, "Country", "is not a country we know"),
        ({"Country": ""}, "Country", "“Country” is empty."),
        ({"No": ""}, "No", "“No” is empty."),
        ({"Period": "soon"}, "Period", "2026-H1"),
    ],
)
def test_a_line_that_cannot_be_placed_is_told_and_none_is_taken_in(
    cast: Cast, bring: Bring, cells: dict[str, str], column: str, says: str
) -> None:
    wrong = list({**dict(zip(HEAD, LINE, strict=True)), "No": "2", **cells}.values())

    answer = bring("results-framework", [HEAD, LINE, wrong])

    ((row, where, sentence),) = told(answer)
    assert (answer["code"], row, where) == (1, 3, column)
    assert says in sentence
    assert not FrameworkValue.objects.exists()


def test_a_line_that_stands_there_twice_is_told_with_its_first_row(cast: Cast, bring: Bring) -> None:
    answer = bring("results-framework", [HEAD, LINE, [*LINE[:5], "9", "9"]])

    assert told(answer) == [(3, "No", "The same line, country and period stand in row 2 already.")]


def test_an_officer_brings_the_own_country_only(cast: Cast, bring: Bring) -> None:
    elsewhere = [*LINE[:3], "Viet Nam", *LINE[4:]]

    answer = bring("results-framework", [HEAD, LINE, elsewhere], "--by", "kip@example.org", "--good-rows")

    assert told(answer) == [(3, "Country", "This country is beyond the reach of your role.")]
    assert list(FrameworkValue.objects.values_list("country", flat=True)) == ["KE"]
    assert Event.objects.filter(verb="import", by=cast.officer.code).count() == 1


def test_where_several_programmes_run_the_file_says_which(cast: Cast, bring: Bring) -> None:
    programmes.begin(by=cast.director, name="Delta Programme", began_on=cast.programme.began_on)

    asked = bring("results-framework", [HEAD, LINE])
    told_it = bring("results-framework", [HEAD, LINE], "--set", "programme=Delta Programme")

    assert told(asked)[0][:2] == (2, "Programme")
    assert told_it["code"] == 0
    assert FrameworkIndicator.objects.get().programme.name == "Delta Programme"
