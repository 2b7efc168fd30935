"""Where we are: the map, its table, each country, and the same as files; what is hidden in one is hidden in all."""

import argparse
import csv
import io
import json
import re
import secrets
from datetime import date, timedelta
from typing import Any

import pytest

from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.commands import indicators
from genba.impact import standings
from genba.kit.refused import Refused
from genba.programmes.actions import trainers
from genba.publishing import facing
from genba.publishing.actions import listings, stories
from genba.publishing.actions.offices import set_office
from genba.publishing.models import Office
from genba.reports.where import MEASURED, OF_A_COUNTRY, where
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
    """What `genba indicators CODE --by country --format json` says: each country with its row."""
    asked = {"code": code, "country": "", "module": "", "by": "country", "inside": False, "format": "json"}
    rows: Any = indicators.run(argparse.Namespace(**asked)).data
    return {row["part"]: row for row in rows}


def table_of(client: Any, language: str = "en") -> dict[str, dict[str, str]]:
    answer = client.get(f"/{language}/where/countries.csv")
    return {row["country"]: row for row in csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig")))}


def features_of(client: Any) -> dict[str, Any]:
    told = json.loads(client.get("/where/countries.geojson").content)
    assert told["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in told["features"]}


def cards_of(page: str) -> dict[str, str]:
    """The figures on the page of a country: what stands under each heading, without its definition."""
    found = re.findall(r'<article class="card figure">\s*<h3>(.*?)</h3>(.*?)<details', page, re.S)
    return {label: " ".join(re.sub(r"<[^>]+>", " ", html).split()) for label, html in found}


def test_map_table_and_files_say_what_the_command_line_says(spread: Cast, client: Any) -> None:
    page = client.get("/en/where/").content.decode()
    table, features = table_of(client), features_of(client)

    assert set(table) == set(features) == set(said("enterprises")) == {"KE", "VN", "PE"}
    for code in MEASURED:
        for country, row in said(code).items():
            assert (float(table[country][code]) if table[country][code] else None) == row["value"]
            assert features[country]["properties"][code] == row["value"]
    assert f"<title>Kenya: {said('enterprises')['KE']['value']:.0f} enterprises</title>" in page
    assert all(f">{said(code)['KE']['value']:.0f}</td>" in page for code in MEASURED)
    assert features["KE"]["geometry"]["type"] == "MultiPolygon"


def test_the_page_of_a_country_says_what_the_command_line_says(spread: Cast, client: Any) -> None:
    cards = cards_of(client.get("/en/where/KE/").content.decode())
    rows = {code: said(code).get("KE") for code in OF_A_COUNTRY}

    assert set(cards) == {row["label"] for row in rows.values() if row}
    for row in filter(None, rows.values()):
        card = cards[row["label"]]
        if row["value"] is None:
            assert not any(letter.isdigit() for letter in card), card
        else:
            shown = f"{row['value']:.0f}" if row["unit"] else f"{100 * row['value']:.0f}"
            assert card.startswith(shown), card
    assert "Women" not in cards["People trained"]  # nor what the rest would tell of a hidden country


def test_what_is_hidden_on_the_map_is_hidden_in_every_file_and_on_the_page_of_the_country(spread: Cast, client: Any) -> None:
    hidden = [(code, part) for code in MEASURED for part, row in said(code).items() if row["value"] is None]
    table, features = table_of(client), features_of(client)
    peru = cards_of(client.get("/en/where/PE/").content.decode())

    assert ("enterprises", "PE") in hidden and ("people-trained", "PE") in hidden
    for code, country in hidden:
        assert table[country][code] == "" and features[country]["properties"][code] is None
    assert peru["Enterprises"] == peru["People trained"] == "Too few to show"


def test_a_figure_that_nobody_has_is_not_called_too_few(cast: Cast, client: Any) -> None:
    """In Ghana six enterprises have only agreed: nobody there was trained yet."""
    taking = firm(cast, "Kenya Works")
    attend(cast, train(cast, taking), taking, "Lina", "female", "worker", 180, 180)
    agree(cast, KE=5, GH=6)

    page = client.get("/en/where/").content.decode()

    row = page[page.index(">Ghana</a></th>") :]
    assert "GH" not in said("people-trained")
    assert "No data yet" in row[: row.index("</tr>")] and "Too few" not in row[: row.index("</tr>")]


def agree(cast: Cast, **many: int) -> None:
    """So many enterprises in each country take part; in Kenya there is one already."""
    for country, n in many.items():
        for _number in range(n):
            firm(cast, f"{country} {secrets.token_hex(6)}", country=country)
    standings.refresh()


def test_no_country_is_first_where_two_are_as_large_or_some_are_hidden(cast: Cast, client: Any) -> None:
    standings.refresh()
    assert where("en").first is None

    agree(cast, KE=5, GH=6, VN=6)
    assert where("en").first is None
    assert "Most enterprises" not in client.get("/en/where/").content.decode()

    agree(cast, VN=1)
    assert "Most enterprises are in Vietnam: 7." in client.get("/en/where/").content.decode()

    agree(cast, PE=1)
    assert where("en").first is None


def test_a_country_with_few_is_on_the_map_without_its_figures(spread: Cast, client: Any) -> None:
    assert said("enterprises")["PE"]["value"] is None

    page = client.get("/en/where/").content.decode()
    peru = client.get("/en/where/PE/").content.decode()

    assert "<title>Peru: too few to show</title>" in page and 'class="here few"' in page
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
    assert set(features_of(client)) == set(table_of(client)) == {"VN"}


def test_nothing_of_the_map_is_mirrored_in_arabic_nor_fetched_from_elsewhere(spread: Cast, client: Any) -> None:
    english, arabic = client.get("/en/where/").content.decode(), client.get("/ar/where/").content.decode()

    circles = re.compile(r'c[xy]="(\d+)"')
    assert circles.findall(english) == circles.findall(arabic) and len(circles.findall(english)) == 6
    assert 'dir="rtl"' in arabic and "كينيا" in arabic
    for page in (english, arabic, client.get("/en/where/KE/").content.decode()):
        fetched = re.findall(r'<(?:img|script|iframe|image|use|source)[^>]+(?:src|href)="([^"]+)"', page)
        fetched += re.findall(r'<link rel="(?:stylesheet|icon|preload)"[^>]*href="([^"]+)"', page)
        assert fetched and all(address.startswith("/") and not address.startswith("//") for address in fetched)


def test_the_page_of_the_map_is_light(spread: Cast, client: Any) -> None:
    answer = client.get("/en/where/", headers={"accept-encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip" and len(answer.content) < 22_000
    assert not answer.cookies


def test_files_may_be_kept_for_some_minutes_and_say_their_day(spread: Cast, client: Any) -> None:
    outlines, table = client.get("/where/countries.geojson"), client.get("/en/where/countries.csv")

    assert outlines["Content-Type"] == "application/geo+json" and table["Content-Type"].startswith("text/csv")
    for answer in (outlines, table):
        assert answer["Cache-Control"] == "max-age=300, public" and answer["Content-Disposition"].startswith("attachment")
    assert outlines["Last-Modified"].endswith("GMT")
    assert {row["worked_out_at"] for row in table_of(client).values()} == {
        feature["properties"]["worked_out_at"] for feature in features_of(client).values()
    }
    assert table_of(client, "fr")["VN"]["name"] != table_of(client)["VN"]["name"]


def test_the_page_of_a_country_leads_to_stories_trainers_and_modules_of_it(spread: Cast, client: Any) -> None:
    for country, title in (("KE", "A place for every tool"), ("VN", "Less heat, less waste")):
        told = stories.begin(by=spread.director, title=title, country=country, module="")
        stories.write(by=spread.director, story=told, language="en", title=title, lead="Short.", body="Long.")
        stories.publish(by=spread.director, story=told, language="en")
    trainers.describe(by=SYSTEM, trainer=spread.omar, languages=["sw"], countries=["KE"], regions=[])
    trainers.certify(by=SYSTEM, trainer=spread.omar, module="workplace-cooperation", valid_from=date.today() - timedelta(days=9),
                     valid_until=date.today() + timedelta(days=99))  # fmt: skip
    listings.list_trainer(by=spread.omar)

    kenya, vietnam = (client.get(f"/en/where/{code}/").content.decode() for code in ("KE", "VN"))

    assert "A place for every tool" in kenya and "Less heat" not in kenya
    assert "Less heat, less waste" in vietnam and "A place for" not in vietnam
    assert "One trainer is in the directory" in kenya and "in the directory" not in vietnam
    assert "/en/modules/workplace-cooperation/" in kenya


def test_without_an_office_the_programme_is_asked(spread: Cast, client: Any) -> None:
    facing.keep(facing.Facing(name="Harbour Programme", email="ask@harbour.example", phone="+254 700 000 000"))

    page = client.get("/en/where/VN/").content.decode()

    assert "mailto:ask@harbour.example" in page and "tel:+254700000000" in page and "/en/pages/contact/" in page


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


def test_a_country_officer_writes_the_office_of_the_own_country_only(spread: Cast, sign_in: Any) -> None:
    desk = sign_in(spread.officer)
    asked = {"name": "Nairobi office", "email": "", "phone": "+254 700 000 000", "address": ""}

    page = desk.get("/desk/offices/").content.decode()
    assert "Kenya" in page and "Vietnam" not in page
    assert desk.post("/desk/offices/KE/", asked).status_code == 302
    assert desk.post("/desk/offices/VN/", asked).status_code == 404
    assert desk.post("/desk/offices/XX/", asked).status_code == 404
    assert Office.objects.count() == 1
    event = Event.objects.latest("pk")
    assert (event.verb, event.noun) == ("set", "office") and event.changes["country"] == "KE"


def test_an_office_that_has_closed_is_taken_away_and_the_log_keeps_its_name(spread: Cast, client: Any, sign_in: Any) -> None:
    desk, asked = sign_in(spread.officer), {"name": "Nairobi office", "email": "ke@example.org", "phone": "", "address": ""}
    assert "Take it away" not in desk.get("/desk/offices/KE/").content.decode()
    desk.post("/desk/offices/KE/", asked)
    assert "Nairobi office" in client.get("/en/where/KE/").content.decode()

    assert desk.post("/desk/offices/KE/", {"away": "yes"}).status_code == 302

    assert not Office.objects.exists() and "Nairobi office" not in client.get("/en/where/KE/").content.decode()
    event = Event.objects.latest("pk")
    assert (event.verb, event.changes["name"]) == ("take-away", "Nairobi office")


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "n" * 151}, {"phone": "1" * 41}, {"email": "a@b", "phone": ""}])
def test_an_office_that_makes_no_sense_is_not_kept(spread: Cast, sign_in: Any, wrong: dict[str, str]) -> None:
    asked = {"name": "Hanoi office", "email": "", "phone": "+84 24 0000", "address": ""} | wrong

    answer = sign_in(spread.director).post("/desk/offices/VN/", asked)

    assert answer.status_code in (200, 422) and "errors" in answer.content.decode()
    assert not Office.objects.exists()
