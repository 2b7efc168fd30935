"""Enterprises: registered by the rules of the pages, and put right."""

from typing import Any

import pytest

from genba.audit.models import Event
from genba.directory.models import Enterprise
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast


def test_an_enterprise_is_registered_with_the_people_it_has(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    made = ok(maya.post("/enterprises", {
        "name": "  Thika   Bakers ", "country": "KE", "region": "Kiambu", "city": "Thika", "isic": "1071",
        "address": "Road 4", "phone": "+254 700 000 001", "output_unit": "loaves", "latitude": -1.03, "longitude": 37.07,
        "provider": cast.provider.code, "counted_on": "2026-03-01", "workforce": [
            {"role": "worker", "sex": "female", "people": 20}, {"role": "manager", "sex": "not-stated", "people": 3}]}))  # fmt: skip

    assert (made["name"], made["region"], made["currency"], made["headcount"]) == ("Thika Bakers", "Kiambu", "KES", 23)
    assert maya.get(f"/enterprises/{made['code']}").json() == made
    assert maya.get(f"/enterprises/{made['code']}/workforce").json() == [{"counted_on": "2026-03-01", "people": [
        {"role": "manager", "sex": "not-stated", "people": 3}, {"role": "worker", "sex": "female", "people": 20}]}]  # fmt: skip
    assert Event.objects.filter(verb="register", code=made["code"], by=cast.coordinator.code).exists()


def test_nobody_registers_beyond_the_own_reach(cast: Cast, program: Any) -> None:
    maya, kip = program(cast.coordinator), program(cast.officer)

    theirs = maya.post("/enterprises", {"name": "Far Works", "country": "VN", "provider": cast.rival.code})
    nobodys = maya.post("/enterprises", {"name": "Far Works", "country": "VN"})
    abroad = kip.post("/enterprises", {"name": "Far Works", "country": "VN"})

    assert about(theirs) == about(nobodys) == ["provider"]
    problem_of(abroad, 403)
    assert not Enterprise.objects.filter(name="Far Works").exists()


def test_a_near_duplicate_is_named_and_made_only_on_request(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    body = {"name": "SAMPLE STREET GARMENTS Ltd", "country": "KE", "provider": cast.provider.code}

    warned = maya.post("/enterprises", body)

    assert about(warned) == ["another"]
    assert cast.garments.code in problem_of(warned, 422)["detail"]
    assert ok(maya.post("/enterprises", {**body, "another": True}))["code"] != cast.garments.code


def test_a_near_duplicate_of_somebody_else_is_named_without_its_code(cast: Cast, program: Any) -> None:
    body = {"name": "Other Side Metals Co", "country": "VN", "provider": cast.provider.code}

    warned = problem_of(program(cast.coordinator).post("/enterprises", body), 422)

    assert "Other Side Metals" in warned["detail"] and cast.metals.code not in warned["detail"]


@pytest.mark.parametrize(("field", "value"), [("isic", "9999"), ("country", "ZZ"), ("name", "  ")])
def test_what_the_domain_refuses_is_said_beside_its_field(cast: Cast, program: Any, field: str, value: str) -> None:
    body = {"name": "Thika Bakers", "country": "KE", "provider": cast.provider.code, field: value}

    assert about(program(cast.coordinator).post("/enterprises", body)) == [field]


def test_an_enterprise_is_put_right_and_found_by_its_new_name(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    edited = ok(maya.patch(f"/enterprises/{cast.garments.code}", {"version": 1, "name": "Harbour Garments", "region": "",
                                                                  "isic": "1420"}), 200)  # fmt: skip

    assert (edited["name"], edited["region"], edited["isic"]) == ("Harbour Garments", "", "1420")
    assert [e["code"] for e in maya.get("/enterprises", {"q": "harb"}).json()["items"]] == [cast.garments.code]


def test_a_workforce_is_counted_again_and_the_old_count_stays(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/enterprises/{cast.garments.code}"

    counts = ok(maya.put(f"{path}/workforce", {"counted_on": "2026-06-30", "people": [
        {"role": "worker", "sex": "female", "people": 60}, {"role": "worker", "sex": "male", "people": 30}]}), 200)  # fmt: skip

    assert [c["counted_on"] for c in counts] == ["2026-06-30", "2026-01-15"]
    assert maya.get(path).json()["headcount"] == 90


def test_a_group_that_is_counted_twice_is_refused(cast: Cast, program: Any) -> None:
    twice = [{"role": "worker", "sex": "female", "people": 60}, {"role": "worker", "sex": "female", "people": 30}]

    answer = program(cast.coordinator).put(f"/enterprises/{cast.garments.code}/workforce",
                                           {"counted_on": "2026-06-30", "people": twice})  # fmt: skip

    assert about(answer) == ["people"]
    assert Enterprise.objects.get(pk=cast.garments.pk).headcount == 86


def test_who_may_be_named_is_listed(cast: Cast, program: Any) -> None:
    maya, dana = program(cast.coordinator), program(cast.director)

    def names(who: Any, path: str) -> list[str]:
        return [row["name"] for row in who.get(path).json()]

    assert names(maya, "/providers") == ["Rift Training House"]
    assert names(dana, "/providers") == ["Delta Advisers", "Rift Training House"]
    assert names(maya, "/programmes") == ["Harbour Programme"]
    assert names(maya, "/trainers") == ["Eva Beispiel", "Omar Muster"]


def test_a_program_says_it_finds_by_it_and_hears_of_a_wrong_word(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    made = ok(
        maya.post(
            "/enterprises", {"name": "Thika Bakers", "country": "KE", "owned": "women", "provider": cast.provider.code}
        )
    )
    found = ok(maya.get("/enterprises?owned=women"), 200)["items"]
    wrong = maya.post("/enterprises", {"name": "Wrong", "country": "KE", "owned": "men", "provider": cast.provider.code})

    assert made["owned"] == "women"
    assert [row["code"] for row in found] == [made["code"]]
    problem_of(wrong, 422)
    assert (
        ok(maya.patch(f"/enterprises/{made['code']}", {"version": 1, "owned": "not-stated"}), 200)["owned"] == "not-stated"
    )
