"""Certificates of participation: for those who were there long enough, in one file, to be looked up by anybody."""

from io import BytesIO
from typing import Any

import pytest
import time_machine
from pypdf import PdfReader

from genba.delivery.models import ParticipationCertificate
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.words import words_of


@pytest.fixture
def room(cast: Cast) -> Classroom:
    """Lina was there for all of 720 minutes, Nuri for three quarters, Rosa for half."""
    made = a_class(cast)
    for place, session in enumerate(made.sessions):
        keep(cast, made, session, lina=180, rosa=180 if place < 2 else 0, nuri=180 if place < 3 else 0)
    return made


def pages(answer: Any) -> list[str]:
    """What stands on each page of a PDF."""
    return [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]


def certify(client: Any, room: Classroom) -> Any:
    return client.post(f"/desk/workshops/{room.workshop.code}/certify/")


def test_whoever_was_there_for_three_quarters_gets_one(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    certify(client, room)
    certify(client, room)

    rows = ParticipationCertificate.objects.order_by("participant__person__name")
    assert [(c.participant.person.name, c.minutes, c.given) for c in rows] == [
        ("Lina Sample", 720, 720),
        ("Nuri Ornek", 540, 720),
    ]


def test_all_of_them_come_in_one_file(cast: Cast, room: Classroom, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    none_yet = client.get(f"/desk/workshops/{room.workshop.code}/certificates.pdf")
    certify(client, room)

    file = client.get(f"/desk/workshops/{room.workshop.code}/certificates.pdf")

    assert none_yet.status_code == 404
    assert ["Lina Sample" in pages(file)[0], "Nuri Ornek" in pages(file)[1], len(pages(file))] == [True, True, 2]
    assert "9 of 12 hours" in pages(file)[1].replace("\n", " ")


def test_an_owner_prints_only_those_of_the_own_people(cast: Cast, room: Classroom, sign_in: Any) -> None:
    certify(sign_in(cast.coordinator), room)

    own = pages(sign_in(cast.owner).get(f"/desk/workshops/{room.workshop.code}/certificates.pdf"))

    assert len(own) == 1 and "Lina Sample" in own[0]


def test_a_certificate_is_looked_up_without_an_account_and_shows_no_name(
    cast: Cast, room: Classroom, sign_in: Any, client: Any
) -> None:
    certify(sign_in(cast.coordinator), room)
    code = ParticipationCertificate.objects.get(participant__person=room.nuri).code
    client.logout()

    found = client.get(f"/certificates/{code.lower()}/")

    said = words_of(found)
    assert "This certificate is real" in said and "N. O." in said and "75 %" in said.replace("\u00a0", " ")
    assert "Nuri" not in said and "Ornek" not in said
    assert client.get("/certificates/ZZZZZZZZ/").status_code == 404


def test_a_class_that_is_not_over_or_not_counted_gives_none(cast: Cast, sign_in: Any) -> None:
    room = a_class(cast)
    with time_machine.travel("2026-04-14T10:00:00+00:00"):
        early = certify(sign_in(cast.coordinator), room)
    uncounted = certify(sign_in(cast.coordinator), room)

    assert early.status_code == uncounted.status_code == 422
    assert "not over yet" in words_of(early) and "Nobody marked" in words_of(uncounted)
    assert not ParticipationCertificate.objects.exists()


def test_names_of_any_script_stand_on_paper(cast: Cast, room: Classroom, sign_in: Any) -> None:
    for name in ("မောင်", "عبد الرحمن بن محمد بن علي", "Sukarno"):
        cast.rosa.name = name
        cast.rosa.save()
        sheet = sign_in(cast.omar).get(f"/desk/workshops/{room.workshop.code}/sheet-to-sign.pdf")
        assert sheet.content.startswith(b"%PDF-")


def test_a_stranger_makes_none(cast: Cast, room: Classroom, sign_in: Any) -> None:
    assert certify(sign_in(cast.owner), room).status_code == 403
    assert certify(sign_in(cast.worker), room).status_code == 404
