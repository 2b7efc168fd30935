"""Trainers in what leaves the house: few are hidden in every format, many are told with women and men."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from genba.access.models import User
from genba.impact import standings
from genba.impact.actions import framework
from genba.impact.models import FrameworkValue
from genba.reports.iati.figures import figures as iati_figures
from genba.reports.published import published
from tests.cast import Cast
from tests.scenes_impact import firm
from tests.scenes_trainers import TODAY, counted_trainers, describe, trainer


@pytest.fixture(autouse=True)
def at_today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def known(cast: Cast) -> dict[str, User]:
    return counted_trainers(cast)


def test_few_trainers_leave_the_house_in_no_part(cast: Cast, known: dict[str, User], client: Any) -> None:
    """Six of them, one woman more; of five or fewer nothing is said, nor what would give it away."""
    describe(trainer("Wanjiru Example"), "female", "KE")
    with time_machine.travel(TODAY.replace(hour=10)):
        standings.refresh()

    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/open-data/figures.csv")).decode("utf-8-sig"))))
    mine = {
        (row["indicator"], row["by"], row["part"]): row["value"] for row in rows if row["indicator"].startswith("trainers-")
    }
    data = json.loads(client.get("/open-data/figures.json").content)["figures"]

    assert {at: n for at, n in mine.items() if n} == {("trainers-trained", "whole", ""): "6.0"}
    assert {("trainers-trained", "country", "ZZ"), ("trainers-trained", "sex", "female")} <= set(mine)
    assert {row["value"] for row in data if row["indicator"] == "trainers-certified"} == {None}


def test_where_they_are_many_women_and_men_go_out_in_every_format(cast: Cast, known: dict[str, User], client: Any) -> None:
    for at in range(12):
        describe(
            trainer(f"Trainer{at} Sample"),
            "female" if at % 2 else "male",
            *(["KE"] if at < 6 else ["VN"] if at < 11 else []),
        )
    for at in range(12):  # where the number of enterprises is hidden, so is that of trainers
        firm(cast, f"Sample {at}", country="KE" if at % 2 else "VN")
    for at in range(5):
        describe(trainer(f"Unplaced{at} Sample"), "female")
    with time_machine.travel(TODAY.replace(hour=11)):
        standings.refresh()
    codes = {(row["INDICATOR"], row["REF_AREA"], row["SEX"]): row["OBS_VALUE"]
             for row in csv.DictReader(io.StringIO(client.get("/open-data/figures-sdmx.csv").content.decode("utf-8-sig")))}  # fmt: skip

    assert codes["trainers-trained", "_T", "_T"] == "22.0"
    assert [codes["trainers-trained", place, "_T"] for place in ("KE", "VN", "_U")] == ["9.0", "8.0", "7.0"]
    assert [codes["trainers-trained", "_T", sex] for sex in ("F", "M", "_U")] == ["13.0", "", ""]
    told = {line.part: line.value for line in published()["country"] if line.definition.code == "trainers-trained"}
    values = [value for result in iati_figures(cast.programme) for indicator in result.indicators
              if indicator.reference == "trainers-trained" for value in indicator.periods[0].actuals]  # fmt: skip
    assert {v.country: v.value for v in values if v.country} == {c: f"{n:g}" for c, n in told.items() if n and c != "ZZ"}
    assert {v.country for v in values} <= {"", "KE", "VN"}


def test_a_line_of_the_framework_may_count_them_with_womens_share(cast: Cast, known: dict[str, User]) -> None:
    line = framework.add_indicator(by=cast.director, programme=cast.programme, no="6.1", level="Output 6", wording="Trainers certified",
                                   kind="count", computed_from="trainers-certified")  # fmt: skip
    framework.enter(by=cast.director, indicator=line, country="KE", period="2027", changes={"target": 4})

    standings.refresh()

    kept = FrameworkValue.objects.get()
    assert (kept.actual, kept.actual_female_share, kept.actual_n) == (2, 50, 2)
