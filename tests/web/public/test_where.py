"""Where we are: the map, its table, each country, and the same as files; what is hidden in one is hidden in all."""

import argparse
import csv
import io
import json
from typing import Any

import pytest

from genba.commands import indicators
from genba.impact import standings
from genba.kit.refused import Refused
from genba.publishing import facing
from genba.publishing.actions.offices import set_office
from tests.cast import Cast
from tests.scenes_impact import attend, firm, train

pytestmark = pytest.mark.django_db


@pytest.fixture
def spread(cast: Cast) -> Cast:
    """Seven enterprises in Kenya, six in Viet Nam, two in Peru."""
    for country, many in (("KE", 7), ("VN", 6), ("PE", 2)):
        for number in range(many):
            taking = firm(cast, f"{country} Works {chr(65 + number)}", country=country, workforce={("worker", "female"): 10})
            attend(
                cast, train(cast, taking, country=country), taking, f"Lina {country} {number}", "female", "worker", 180, 180
            )
    standings.refresh()
    return cast


def said(code: str) -> dict[str, Any]:
    asked = {"code": code, "country": "", "module": "", "by": "country", "inside": False, "format": "json"}
    rows: Any = indicators.run(argparse.Namespace(**asked)).data
    return {row["part"]: row["value"] for row in rows}


def test_map_table_and_files_say_what_the_command_line_says(spread: Cast, client: Any) -> None:
    page = client.get("/en/where/").content.decode()
    table = {
        row["country"]: row
        for row in csv.DictReader(io.StringIO(client.get("/en/where/countries.csv").getvalue().decode("utf-8-sig")))
    }
    features = {f["id"]: f for f in json.loads(client.get("/where/countries.geojson").content)["features"]}

    assert set(table) == set(features) == set(said("enterprises"))
    for code in ("enterprises", "workforce-reached", "people-trained"):
        for country, value in said(code).items():
            assert (float(table[country][code]) if table[country][code] else None) == value
            assert features[country]["properties"][code] == value
    assert "Kenya: 8" in page or "Kenya: 7" in page
    assert features["KE"]["geometry"]["type"] == "MultiPolygon"


def test_a_country_with_few_is_on_the_map_without_its_figures(spread: Cast, client: Any) -> None:
    assert said("enterprises")["PE"] is None

    page = client.get("/en/where/").content.decode()
    peru = client.get("/en/where/PE/").content.decode()

    assert "Peru" in page and 'class="here few"' in page
    assert "Too few to show" in peru


def test_a_page_of_one_country_shows_figures_who_delivers_and_whom_to_ask(spread: Cast, client: Any) -> None:
    set_office(by=spread.director, country="KE", name="Nairobi office", email="ke@example.org", phone="+254 700 000 000")

    page = client.get("/en/where/KE/").content.decode()

    assert "Rift Training House" in page and "Nairobi office" in page and "mailto:ke@example.org" in page
    assert "Workplace cooperation" in page


@pytest.mark.parametrize("code", ["XX", "FR", "ke", "K%20E"])
def test_a_country_where_we_are_not_is_no_page(spread: Cast, client: Any, code: str) -> None:
    assert client.get(f"/en/where/{code}/").status_code == 404


def test_the_programme_chooses_which_countries_are_shown(spread: Cast, client: Any) -> None:
    facing.keep(facing.Facing(countries=("VN",)))

    page = client.get("/en/where/").content.decode()

    assert "Viet" in page and "Kenya" not in page
    assert client.get("/en/where/KE/").status_code == 404
    assert [f["id"] for f in json.loads(client.get("/where/countries.geojson").content)["features"]] == ["VN"]


def test_before_anything_there_is_a_kind_word(client: Any) -> None:
    assert "No figures yet" in client.get("/en/where/").content.decode()


def test_the_map_costs_two_queries(spread: Cast, client: Any, django_assert_max_num_queries: Any) -> None:
    client.get("/en/where/")

    with django_assert_max_num_queries(2):
        client.get("/en/where/")
    with django_assert_max_num_queries(14):
        client.get("/en/where/KE/")


def test_offices_are_set_at_the_desk_within_reach(spread: Cast, sign_in: Any) -> None:
    desk = sign_in(spread.director)
    asked = {"name": "Hanoi office", "email": "vn@example.org", "phone": "", "address": ""}

    assert desk.post("/desk/offices/VN/", asked).status_code == 302
    assert "Hanoi office" in desk.get("/desk/offices/").content.decode()
    refused = desk.post("/desk/offices/VN/", asked | {"email": ""})
    assert refused.status_code == 422 and "telephone number or an e-mail" in refused.content.decode()
    assert sign_in(spread.coordinator).get("/desk/offices/VN/").status_code == 403
    with pytest.raises(Refused):
        set_office(by=spread.director, country="VN", name="x", email="no address")
