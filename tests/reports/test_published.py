"""Whoever holds every split at once finds no small group, and what is shown is what the command says."""

import argparse
from datetime import date
from typing import Any

import pytest

from genba.commands import indicators
from genba.impact import changes, standings
from genba.impact.standings import DIMENSIONS, SMALL_GROUP, Line
from genba.programmes.models import Engagement
from genba.reports.published import published, to_hide
from tests.cast import Cast
from tests.scenes_impact import attend, change, firm, train

pytestmark = pytest.mark.django_db


def work_out() -> None:
    changes.refresh()
    standings.refresh()


def shown(by: str, code: str) -> dict[str, float]:
    return {line.part: line.value for line in published()[by] if line.definition.code == code and line.value is not None}


def firms(cast: Cast, *sites: tuple[str, int]) -> dict[str, list[Engagement]]:
    """As many enterprises in each country, all trained, with one woman of each in class."""
    found = {}
    for country, n in sites:
        takings = [firm(cast, f"Sample {country} {chr(65 + at)}", country=country) for at in range(n)]
        workshop = train(cast, *takings, country=country)
        for at, taking in enumerate(takings):
            attend(cast, workshop, taking, f"Ana {country} {at}", "female", "worker", 180, 180)
        found[country] = takings
    return found


def said(by: str) -> dict[tuple[str, str], Any]:
    """What the command says to outsiders, by indicator and part."""
    asked = argparse.Namespace(code="", country="", module="", by=by, inside=False, format="json")
    return {(row["indicator"], row["part"]): row for row in indicators.run(asked).data}


@pytest.mark.parametrize("by", ["", *DIMENSIONS])
def test_what_is_shown_is_what_the_command_says_and_what_it_hides_stays_hidden(cast: Cast, by: str) -> None:
    everywhere = firms(cast, ("KE", 8), ("VN", 6), ("PE", 3))
    for at, taking in enumerate([*everywhere["KE"], *everywhere["VN"], *everywhere["PE"]]):
        change(taking, "absenteeism", 100, 80 + at)
    work_out()

    told = said(by)
    mine = published()[by]

    assert {(line.definition.code, line.part) for line in mine} == set(told)
    for line in mine:
        row = told[line.definition.code, line.part]
        if row["withheld"] == SMALL_GROUP:
            assert line.withheld == SMALL_GROUP
        if line.withheld != SMALL_GROUP:
            assert (line.value, line.withheld) == (row["value"], row["withheld"])


def test_a_country_whose_number_of_enterprises_is_hidden_shows_nothing_at_all(cast: Cast) -> None:
    everywhere = firms(cast, ("KE", 9), ("VN", 7), ("PE", 3))
    for at in range(20):  # many people of few enterprises
        attend(cast, train(cast, everywhere["PE"][0], country="PE"), everywhere["PE"][0], f"Rosa {at}", "female", "worker", 180,
               180)  # fmt: skip
    work_out()

    assert set(shown("country", "enterprises")) == {"KE"}
    assert set(shown("country", "people-trained")) == {"KE"}
    assert "PE" in {row[1] for row in said("country") if row[0] == "people-trained"}


def test_nobody_finds_a_small_group_by_taking_the_others_from_the_whole(cast: Cast) -> None:
    firms(cast, ("KE", 9), ("VN", 7), ("PE", 3))
    work_out()

    whole = {line.definition.code for line in published()[""] if line.withheld != SMALL_GROUP}
    for by in ("country", "size", "sector", "sex", "role", "module"):
        sizes = {(line.definition.code, line.part): line.size for line in standings.lines(by=by, inside=True)}
        gone: dict[str, list[int]] = {}
        for line in published()[by]:
            if line.withheld == SMALL_GROUP:
                gone.setdefault(line.definition.code, []).append(sizes[line.definition.code, line.part])
        assert all(len(parts) > 1 or min(parts) >= 5 for code, parts in gone.items() if code in whole), by


def test_how_many_of_a_small_group_were_trained_is_hidden_also_where_nobody_reports(cast: Cast) -> None:
    firms(cast, ("KE", 3))
    for at in range(4):
        firm(cast, f"Untrained {at}")
    work_out()

    kpi = next(line for line in published()[""] if line.definition.code == "absenteeism")
    assert said("")["absenteeism", ""]["n_trained"] == 3
    assert (kpi.value, kpi.detail, kpi.withheld) == (None, {}, SMALL_GROUP)
    assert shown("", "enterprises") == {"": 8}


def test_the_only_part_of_an_indicator_takes_the_whole_with_it(cast: Cast) -> None:
    taking = firms(cast, ("KE", 3))["KE"][0]
    for at in range(20):
        attend(cast, train(cast, taking), taking, f"Rosa {at}", "female", "worker", 180, 180)
    work_out()

    assert said("")["people-trained", ""]["value"] == 23
    assert shown("", "people-trained") == {} and shown("sex", "people-trained") == {}


def test_figures_that_were_worked_out_anew_are_shown_at_once(cast: Cast, django_assert_num_queries: Any) -> None:
    firms(cast, ("KE", 6))
    work_out()
    assert shown("", "enterprises") == {"": 7}

    firm(cast, "One more")
    work_out()

    assert shown("", "enterprises") == {"": 8}
    with django_assert_num_queries(1):
        published()


def test_two_parts_of_which_one_is_hidden_are_both_hidden() -> None:
    from genba.impact.indicators import definition_of

    def line(part: str, n: int, withheld: str = "") -> Line:
        return Line(definition_of("people-trained"), "", "", part, n, {"n": n}, withheld, date(2026, 6, 1))

    known = {"sex": [line("female", 9), line("male", 8), line("other", 7)]}
    found = {"sex": [line("female", 9), line("male", 8), line("other", 7, SMALL_GROUP)]}

    assert to_hide(found, known)["people-trained"] == {("sex", "other"), ("sex", "male")}
