"""A list is kept from the sheet that people signed."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from genba.delivery.models import Attendance
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.words import words_of

MORNING = "2026-04-14-morning"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def address(room: Classroom) -> str:
    return f"/field/workshops/{room.workshop.code}/signed/?session={MORNING}"


def here() -> set[str]:
    rows = Attendance.objects.filter(session__held_on="2026-04-14", session__part="morning", minutes__gt=0)
    return {name.split()[0] for name in rows.values_list("participant__person__name", flat=True)}


def test_the_numbers_that_did_not_sign_are_shown_by_name_before_anything_is_kept(
    cast: Cast, room: Classroom, sign_in: Any
) -> None:
    client = sign_in(cast.omar)

    looked = client.post(address(room), {"version": 1, "numbers": "2"})
    kept_after_looking = Attendance.objects.count()
    done = client.post(address(room), {"version": 1, "numbers": "2", "keep": "yes"})

    assert looked.status_code == 200 and "2 Rosa Vidu" in words_of(looked)
    assert "2 people were there" in words_of(looked)
    assert kept_after_looking == 0
    assert done.status_code == 302 and here() == {"Lina", "Nuri"}


def test_the_numbers_are_those_of_the_printed_sheet(cast: Cast, room: Classroom, sign_in: Any) -> None:
    pdf = sign_in(cast.omar).get(f"/desk/workshops/{room.workshop.code}/sheet-to-sign.pdf")

    said = " ".join(PdfReader(BytesIO(pdf.content)).pages[0].extract_text().split())
    assert "1 Lina Sample" in said and "2 Rosa Vidu" in said and "3 Nuri Ornek" in said


def test_an_empty_line_means_that_everybody_signed(cast: Cast, room: Classroom, sign_in: Any) -> None:
    sign_in(cast.omar).post(address(room), {"version": 1, "numbers": "", "keep": "yes"})

    assert here() == {"Lina", "Rosa", "Nuri"}


@pytest.mark.parametrize("numbers", ["4", "two", "3-1"])
def test_a_number_that_is_not_on_the_sheet_keeps_what_was_typed(
    cast: Cast, room: Classroom, sign_in: Any, numbers: str
) -> None:
    answer = sign_in(cast.omar).post(address(room), {"version": 1, "numbers": numbers, "keep": "yes"})

    assert answer.status_code == 422
    assert f'value="{numbers}"' in answer.content.decode()
    assert not Attendance.objects.exists()


def test_who_kept_the_list_meanwhile_is_not_overwritten_unseen(cast: Cast, room: Classroom, sign_in: Any) -> None:
    keep(cast, room, room.sessions[0], lina=180, rosa=180, nuri=0)

    answer = sign_in(cast.omar).post(address(room), {"version": 1, "numbers": "1", "keep": "yes"})

    assert answer.status_code == 422 and 'name="version" value="2"' in answer.content.decode()
    assert here() == {"Lina", "Rosa"}


def test_only_who_gives_the_class_may(cast: Cast, room: Classroom, sign_in: Any) -> None:
    assert sign_in(cast.owner).get(address(room)).status_code == 403
    assert sign_in(cast.worker).get(address(room)).status_code == 404
