"""Trainers on the programme's page: trained, certified, active, with women and men; and who they are."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from genba.access.models import User
from genba.facts import follow
from genba.programmes.models import TrainerProfile
from tests.cast import Cast
from tests.scenes_impact import MODULE
from tests.scenes_trainers import TODAY, counted_trainers
from tests.words import words_of

PAGE, RECORDS, PARTS = "/desk/programme/", "/desk/programme/records/", "/desk/programme/parts/"


@pytest.fixture(autouse=True)
def at_today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def known(cast: Cast) -> dict[str, User]:
    return counted_trainers(cast)


def test_the_page_shows_trained_certified_and_active_with_women_and_men(
    cast: Cast, known: dict[str, User], sign_in: Any
) -> None:
    page = words_of(sign_in(cast.director).get(PAGE)).replace("\u00a0", " ")

    assert "Trainers 5 trained, 2 certified, 3 active" in page
    assert "Trainers certified 2 40 % of those trained 1 women, 1 men, 0 other or not stated Women: 1 · Men: 1" in page
    assert "Trainers trained 5 2 women, 2 men, 1 other or not stated Women: 2 · Men: 2 · Not stated: 1" in page
    assert "Left out One trainer: the certificate has lapsed" in page


def test_a_country_has_its_own_trainers_and_a_module_tells_who_may_give_it(
    cast: Cast, known: dict[str, User], sign_in: Any
) -> None:
    client = sign_in(cast.director)

    vietnam, module = words_of(client.get(f"{PAGE}?country=VN")), words_of(client.get(f"{PAGE}?module={MODULE}"))
    nobody = words_of(client.get(f"{PAGE}?module=hospitality"))

    assert "Trainers 3 trained, 1 certified, 2 active" in vietnam
    assert "Trainers In this module: 2 certified, 3 active" in module and "Trainers trained" not in module
    assert "In this module" not in nobody


@pytest.mark.parametrize(
    ("figure", "module", "names"),
    [("trainers-trained", "", ["Ana Ejemplo", "Eva Beispiel", "Minh Vidu", "Noor Mithal", "Omar Muster"]),
     ("trainers-certified", "", ["Ana Ejemplo", "Omar Muster"]), ("trainers-certified", "lean-manufacturing", ["Omar Muster"]),
     ("trainers-active", MODULE, ["Ana Ejemplo", "Minh Vidu", "Omar Muster"])],
)  # fmt: skip
def test_each_figure_opens_to_the_trainers_behind_it(
    cast: Cast, known: dict[str, User], sign_in: Any, figure: str, module: str, names: list[str]
) -> None:
    file = sign_in(cast.director).get(f"{RECORDS}?figure={figure}&module={module}&format=csv")

    rows = list(csv.DictReader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))

    assert [row["Name"] for row in rows] == names
    assert all(list(row)[:4] == ["Code", "Name", "Sex", "Countries"] for row in rows)


def test_the_records_say_what_stands_behind_each(cast: Cast, known: dict[str, User], sign_in: Any) -> None:
    client = sign_in(cast.director)

    certified, active = (words_of(client.get(f"{RECORDS}?figure={f}")) for f in ("trainers-certified", "trainers-active"))
    trained = client.get(f"{RECORDS}?figure=trainers-trained").content.decode()

    assert "Man Kenya Lean manufacturing, Workplace cooperation" in certified
    assert "Woman Kenya, Viet Nam" in certified.replace("Vietnam", "Viet Nam")
    assert "10 Mar 2026" in active and "4 Feb 2027" in active and "Eva" not in active
    assert f"/desk/trainers/{known['omar'].code}/" in trained
    assert f"/desk/trainers/{known['noor'].code}/" not in trained, "she has left, so her page is closed"


def test_part_by_part_they_open_to_the_same_trainers(cast: Cast, known: dict[str, User], sign_in: Any) -> None:
    follow.rebuild()
    client = sign_in(cast.director)

    told = client.get(f"{PARTS}?indicator=trainers-trained&by=country&as=json").json()["rows"]
    whole = words_of(client.get(f"{PARTS}?indicator=trainers-trained&by=country&then=sex"))
    behind = words_of(client.get(f"{PARTS}records/?indicator=trainers-certified&country=VN"))

    links = re.findall(
        r'href="(/desk/programme/parts/records/[^"]+)"',
        client.get(f"{PARTS}?indicator=trainers-trained&by=country&then=sex").content.decode(),
    )
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
    assert "Noor Mithal" in words_of(client.get(f"{PARTS}records/?indicator=trainers-trained&country=ZZ"))
    assert client.get(f"{PARTS}records/?indicator=trainers-trained&country=XQ").status_code == 404
    assert len(links) == 5
    assert [(row["country"], row["value"]) for row in told] == [("KE", 3), ("VN", 3), (None, 1)]
    assert "not stated · Not stated 1 1" in whole
    assert "Ana Ejemplo" in behind and "Eva Beispiel" not in behind and "Omar" not in behind


def test_a_trainer_says_it_in_the_form_and_may_leave_it_unsaid(cast: Cast, sign_in: Any) -> None:
    client, address = sign_in(cast.omar), f"/desk/trainers/{cast.omar.code}/edit/"

    form = client.get(address).content.decode()
    client.post(address, {"languages": ["sw"], "countries": ["KE"], "regions": "", "sex": "male", "version": 0})
    client.post(address, {"languages": ["en"], "countries": ["KE"], "regions": "", "version": 1})
    odd = client.post(address, {"languages": ["en"], "countries": ["KE"], "regions": "", "sex": "boss", "version": 2})

    assert 'value="not-stated"' in form and "checked" in form
    profile = TrainerProfile.objects.get()
    assert (profile.sex, profile.languages) == ("male", ["en"])
    assert odd.status_code == 422 and "Sex: Select a valid choice" in words_of(odd)
    assert date.today() == TODAY.date()
