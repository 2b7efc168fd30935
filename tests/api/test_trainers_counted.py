"""Trainers behind a figure, and what a profile says of them, as programs read and write it."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from genba.access.models import User
from genba.programmes.models import TrainerProfile
from tests.cast import Cast
from tests.scenes_impact import MODULE
from tests.scenes_trainers import TODAY, counted_trainers
from tests.words import words_of


@pytest.fixture(autouse=True)
def at_today() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture
def known(cast: Cast) -> dict[str, User]:
    return counted_trainers(cast)


def test_an_officer_reads_of_trainers_of_the_own_country_only(
    cast: Cast, known: dict[str, User], page: Any, sign_in: Any
) -> None:
    kenya = page(cast.officer).get("/figures/trainers-trained/records").json()["items"]
    elsewhere = sign_in(cast.officer).get("/desk/programme/records/?figure=trainers-trained&country=VN")

    assert [row["name"] for row in kenya] == ["Ana Ejemplo", "Eva Beispiel", "Omar Muster"]
    assert elsewhere.status_code == 404


def test_a_module_is_no_answer_to_who_was_trained(cast: Cast, known: dict[str, User], page: Any) -> None:
    answer = page(cast.director).get(f"/figures/trainers-trained/records?module={MODULE}")

    assert answer.status_code == 422
    assert "cannot be cut by" in answer.json()["detail"] and "Country, Sex" in answer.json()["detail"]


def test_sex_is_written_by_who_may_and_read_by_nobody_else(cast: Cast, page: Any, sign_in: Any) -> None:
    mine = f"/trainers/{cast.omar.code}"
    omar = page(cast.omar)

    first = omar.put(f"{mine}/profile", {"version": 0, "languages": ["sw"], "countries": ["KE"], "sex": "male"}).json()
    kept = omar.put(f"{mine}/profile", {"version": 1, "languages": ["sw", "en"], "countries": ["KE"]}).json()
    wrong = omar.put(f"{mine}/profile", {"version": 2, "languages": ["sw"], "sex": "boss"})
    others = page(cast.auditor).get(mine).json()

    assert (first["sex"], kept["sex"], others["sex"]) == ("male", "male", None)
    assert wrong.status_code == 422 and TrainerProfile.objects.get().version == 2
    own_page = words_of(sign_in(cast.omar).get(f"/desk/trainers/{cast.omar.code}/"))
    her_view = words_of(sign_in(cast.auditor).get(f"/desk/trainers/{cast.omar.code}/"))
    assert "Sex Man" in own_page and "Sex" not in her_view
