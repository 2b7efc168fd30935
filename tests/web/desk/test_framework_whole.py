"""All countries together: numbers are added, and every figure says of how many countries it is and what was left out."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from genba.cli import main
from genba.impact.actions import framework as actions
from genba.impact.framework_import import row_of
from tests.cast import Cast
from tests.words import text_of

PLACES = {"China": "CN", "Colombia": "CO", "Ghana": "GH", "India": "IN"}


@pytest.fixture
def printed(shared_data: Path) -> list[dict[str, str]]:
    with (shared_data / "results-framework" / "phase2-june-2015.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(cell: str) -> int | None:
    """The number with which a printed cell begins, where nothing but a share in brackets follows it. No code of ours."""
    head, _bracket, tail = cell.partition(" (")
    return int(head) if head.isdigit() and (not tail or tail.endswith(")")) else None


def test_the_published_framework_is_added_up_over_the_countries_that_have_a_number(
    cast: Cast, printed: list[dict[str, str]], capsys: Any
) -> None:
    actions.import_rows(by=cast.director, programme=cast.programme, rows=[row_of(cells) for cells in printed])
    by_line = defaultdict(list)
    for row in printed:
        by_line[row["No"]].append(row)

    main(["framework", "--together", "--format", "json"])
    found = {row["no"]: row for row in json.loads(capsys.readouterr().out)}

    assert set(found) == set(by_line) and len(found) == 9
    for no, rows in by_line.items():
        is_count = no not in ("2", "9")  # by eye: 2 is in percent, 9 asks whether there is a centre
        for side in ("Target", "Actual"):
            numbers = [n for row in rows if (n := number(row[side])) is not None]
            told = found[no]
            assert told[f"{side.lower()}_countries"] == len(numbers), (no, side)
            assert told[side.lower()] == (sum(numbers) if is_count else None), (no, side)
        assert found[no]["countries"] == 4
    # Read off the printed table: line 1 lacks Ghana's target (STSG), line 2 is a share everywhere and in Ghana words.
    assert (found["1"]["target"], found["1"]["actual"], found["1"]["status_countries"]) == (12, 14, 3)
    assert "target in-words: GH" in found["1"]["left_out"]
    assert "target not-added: CN, CO, IN" in found["2"]["left_out"] and "actual in-words: GH" in found["2"]["left_out"]
    assert (found["6"]["target"], found["6"]["actual"]) == (80, 87)
    assert (found["9"]["yes_countries"], found["9"]["actual"]) == (2, None)


def test_the_page_says_how_many_countries_are_in_each_figure(
    cast: Cast, printed: list[dict[str, str]], sign_in: Any
) -> None:
    actions.import_rows(by=cast.director, programme=cast.programme, rows=[row_of(cells) for cells in printed])

    words = text_of(sign_in(cast.director).get("/desk/framework/"))

    whole = words[words.index("All countries together") :]
    assert "12 3 of 4 countries told in words: Ghana 14 4 of 4 countries" in whole
    assert "of the 3 of 4 countries with both" in whole
    assert "– 3 of 4 countries told in words: Ghana not added up: China, Colombia, India" in whole
    assert "yes in 2 of 4" in whole


def test_a_country_without_a_figure_is_named_and_does_not_count_as_nought(cast: Cast, sign_in: Any) -> None:
    line = actions.add_indicator(by=cast.director, programme=cast.programme, no="1", level="", wording="Firms", kind="count")
    for country, told in {"KE": {"target": 10.0, "actual": 9.0}, "VN": {"target": 10.0}, "PE": {"actual": 1.0}}.items():
        actions.enter(by=cast.director, indicator=line, country=country, period="2026", changes=told)

    words = text_of(sign_in(cast.director).get("/desk/framework/"))

    whole = words[words.index("All countries together") :]
    assert (
        "20 2 of 3 countries without a figure: Peru 10 2 of 3 countries without a figure: Viet Nam On track"
        in whole.replace("Vietnam", "Viet Nam")
    )
    assert "of the 1 of 3 countries with both" in whole, "nine of ten in Kenya, and nothing is said of the others"


def test_one_country_is_no_whole(cast: Cast, sign_in: Any) -> None:
    line = actions.add_indicator(by=cast.director, programme=cast.programme, no="1", level="", wording="Firms", kind="count")
    actions.enter(by=cast.director, indicator=line, country="KE", period="2026", changes={"target": 1.0})
    actions.enter(by=cast.director, indicator=line, country="VN", period="2026", changes={"target": 1.0})

    assert "All countries together" in text_of(sign_in(cast.director).get("/desk/framework/"))
    assert "All countries together" not in text_of(sign_in(cast.director).get("/desk/framework/?country=KE&period=2026"))
    assert "All countries together" not in text_of(sign_in(cast.officer).get("/desk/framework/"))
