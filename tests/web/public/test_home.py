"""The first page: what the programme is, its living figures, and the ways in."""

import argparse
from typing import Any

import pytest

from genba.commands import indicators
from genba.impact import changes, standings
from genba.impact.models import Standing
from genba.kit import numbers
from genba.publishing import facing
from genba.publishing.models.face import FIGURES
from tests.cast import Cast
from tests.scenes_impact import attend, change, firm, train

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured(cast: Cast) -> Cast:
    """Seven enterprises in two countries, six of which make more an hour; twelve people in class."""
    for number in range(7):
        taking = firm(
            cast, f"{chr(65 + number)} Works", workforce={("worker", "female"): 20, ("worker", "male"): 10 + number}
        )
        workshop = train(cast, taking)
        attend(cast, workshop, taking, f"Lina {number}", "female", "worker", 180, 180)
        attend(cast, workshop, taking, f"Omar {number}", "male", "manager", 180, 180)
        change(taking, "labour-productivity", 1000, 900 if number == 0 else 1100 + 10 * number)
    changes.refresh()
    standings.refresh()
    return cast


def said(code: str, **options: Any) -> Any:
    """What `genba indicators` says of one indicator, to outsiders."""
    asked = {"code": code, "country": "", "module": "", "by": "", "inside": False, "format": "json"} | options
    rows = indicators.run(argparse.Namespace(**asked)).data
    return rows


def test_every_figure_is_the_one_that_the_command_line_says(measured: Cast, client: Any) -> None:
    page = client.get("/en/").content.decode()

    compared = [row for code in FIGURES for row in said(code)]
    assert len(compared) >= 5  # nobody was asked how the class was
    for row in compared:
        code = row["indicator"]
        if row["value"] is None:
            assert row["label"] in page
            continue
        shown = (
            numbers.percent(row["value"], language="en")
            if row["unit"] in ("", "share")
            else numbers.number(row["value"], language="en")
        )
        assert f">{shown} <small>" in page.replace("\n", ""), code
    for row in said("people-trained", by="sex"):
        name = {"female": "Women", "male": "Men"}[row["part"]]
        assert f"{name}: {row['value']:.0f}" in page


def test_a_kpi_is_shown_with_share_median_and_who_reports_of_whom(measured: Cast, client: Any) -> None:
    page = " ".join(client.get("/en/").content.decode().split())

    assert "improved: 6 of 7 enterprises that report" in page
    assert "7 of 7 trained enterprises report" in page


def test_small_groups_stay_hidden(cast: Cast, client: Any) -> None:
    taking = firm(cast, "Alone", workforce={("worker", "female"): 3})
    attend(cast, train(cast, taking), taking, "Lina", "female", "worker", 180, 180)
    standings.refresh()

    page = client.get("/en/").content.decode()

    assert "Too few to show" in page
    assert "Women: 1" not in page


def test_the_figures_cost_one_query_and_stories_two_at_most(
    measured: Cast, client: Any, django_assert_num_queries: Any
) -> None:
    client.get("/en/")

    with django_assert_num_queries(QUERIES):
        client.get("/en/")


QUERIES = 2  # that of the figures, and one that finds no story


def test_the_programme_chooses_which_figures_stand_there(measured: Cast, client: Any) -> None:
    facing.keep(facing.Facing(figures=("countries",)))

    page = client.get("/en/").content.decode()

    assert "Countries" in page and "Satisfied with the class" not in page


def test_before_there_is_any_figure_the_page_says_so(client: Any) -> None:
    Standing.objects.all().delete()

    assert "No figures yet" in client.get("/en/").content.decode()
