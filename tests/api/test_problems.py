"""How the API says no: a status, a title, a sentence, and which field it is about."""

from typing import Any

import pytest
from django.utils import translation

from genba.directory.models import Enterprise
from tests.api.answers import about, problem_of
from tests.cast import Cast


def test_a_field_that_does_not_exist_is_named(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).post("/enterprises", {"name": "Thika Bakers", "country": "KE", "colour": "red"})

    assert problem_of(answer, 422)["errors"] == [{"field": "colour", "detail": "There is no field of this name."}]
    assert not Enterprise.objects.filter(name="Thika Bakers").exists()


def test_a_misspelt_filter_is_named_and_does_not_give_everything(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    assert about(maya.get("/enterprises", {"contry": "VN", "size": 2})) == ["contry"]
    assert about(maya.get(f"/enterprises/{cast.garments.code}", {"fields": "name"})) == ["fields"]


def test_every_fault_is_told_at_once_with_its_place(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).post("/enterprises", {
        "country": "Kenya", "workforce": [{"role": "worker", "sex": "female", "people": -1}], "isic": 14,
        "counted_on": "yesterday", "latitude": 91, "another": "perhaps"})  # fmt: skip

    told = {fault["field"]: fault["detail"] for fault in problem_of(answer, 422)["errors"]}
    assert told == {
        "name": "This is needed.",
        "country": "This has another form than ^[A-Z]{2}$.",
        "workforce.0.people": "0 or more, please.",
        "isic": "A text, please.",
        "counted_on": "A day as 2026-03-31, please.",
        "latitude": "90.0 or less, please.",
        "another": "True or false, please.",
    }


@pytest.mark.parametrize("body", ["{", "[]", '"text"', "", "null", '{"name": "\\u0000", "country": "KE"}', "\udcff"])
def test_what_is_no_such_thing_is_a_clear_no(cast: Cast, program: Any, body: str) -> None:
    answer = program(cast.coordinator).post("/enterprises", body.encode("utf-8", "surrogateescape").decode("latin-1"))

    assert answer.status_code in (400, 422)
    assert problem_of(answer, answer.status_code)["detail"]


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_what_is_wrong_with_a_field_is_said_in_every_language_with_its_bounds(
    cast: Cast, program: Any, language: str
) -> None:
    wrong = {
        "name": "x" * 151,
        "country": "KE",
        "latitude": 91,
        "workforce": [{"role": "boss", "sex": "female", "people": -1}],
    }
    maya = program(cast.coordinator)

    def told(**headers: str) -> dict[str, str]:
        return {e["field"]: e["detail"] for e in problem_of(maya.post("/enterprises", wrong, **headers), 422)["errors"]}

    theirs = told(**{"Accept-Language": language})
    assert theirs.keys() == told().keys() == {"name", "latitude", "workforce.0.role", "workforce.0.people"}
    assert "150" in theirs["name"] and "90" in theirs["latitude"] and "'manager'" in theirs["workforce.0.role"]


@pytest.mark.parametrize(
    "day", [0, 1_770_000_000, "1770000000", "31/03/2026", "2026-02-30", "2026-03-31T10:00:00", "", None]
)
def test_only_a_day_as_people_write_it_in_files_is_a_day(cast: Cast, program: Any, day: Any) -> None:
    body = {"withdrawn_on": day, "reason": "The plant closed"}

    answer = program(cast.coordinator).post(f"/engagements/{cast.engagement.code}/withdrawal", body)

    assert problem_of(answer, 422)["errors"] == [{"field": "withdrawn_on", "detail": "A day as 2026-03-31, please."}]


def test_what_is_no_json_is_called_so(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    form = maya.client.post("/api/v1/enterprises", {"name": "Thika Bakers", "country": "KE"})

    assert problem_of(maya.post("/enterprises", "{name: 1}"), 400)["detail"] == "The body is no JSON."
    assert problem_of(form, 400)["detail"] == "The body is no JSON."


def test_what_is_too_large_is_not_read(cast: Cast, program: Any, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = program(cast.coordinator).post("/enterprises", {"name": "x" * 200, "country": "KE"})

    assert problem_of(answer, 413)["detail"]


@pytest.mark.parametrize(
    "path", ["/enterprises/ZZZZZZZZ", "/enterprises/ZZZZZZZZ/sheet", "/modules/nothing", "/visits/ZZZZZZZZ", "/nothing", "/"]
)
def test_what_does_not_exist_is_not_found(cast: Cast, program: Any, path: str) -> None:
    problem_of(program(cast.coordinator).get(path), 404)


def test_what_cannot_be_done_at_an_address_says_what_can(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).send("DELETE", f"/enterprises/{cast.garments.code}", "")

    assert set(answer["Allow"].split(", ")) == {"GET", "PATCH"}
    assert "PATCH" in problem_of(answer, 405)["detail"]
    assert Enterprise.objects.filter(pk=cast.garments.pk).exists()


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_a_no_is_said_in_the_language_of_who_asks(cast: Cast, program: Any, language: str) -> None:
    maya = program(cast.coordinator)

    answer = maya.get("/enterprises/ZZZZZZZZ", **{"Accept-Language": f"{language}, en;q=0.5"})

    with translation.override(language):
        assert problem_of(answer, 404)["title"] == translation.gettext("We cannot find this") != "We cannot find this"
    assert answer["Content-Language"] == language
    assert problem_of(maya.get("/enterprises/ZZZZZZZZ"), 404)["title"] == "We cannot find this"


def test_the_head_of_an_answer_can_be_asked_for_alone(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    whole = maya.get("/enterprises")
    head = maya.send("HEAD", "/enterprises", "")

    assert head.status_code == 200
    assert head["ETag"] == whole["ETag"]
    assert head.content == b""
