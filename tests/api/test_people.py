"""People of enterprises, who need no e-mail address."""

from typing import Any

from genba.directory.models import Person
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast


def test_a_person_is_registered_and_put_right(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    made = ok(maya.post("/people", {"enterprise": cast.garments.code, "name": "Ana Beispiel", "role": "worker",
                                    "sex": "female", "job": "Sewing"}))  # fmt: skip
    edited = ok(maya.patch(f"/people/{made['code']}", {"version": 1, "role": "manager", "phone": "+254 700"}), 200)

    assert (made["enterprise"], made["sex"], made["version"]) == (cast.garments.code, "female", 1)
    assert edited == {**made, "role": "manager", "phone": "+254 700", "version": 2}
    assert maya.get(f"/people/{made['code']}").json() == edited


def test_a_person_of_the_same_name_is_named_and_made_only_on_request(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    body = {"enterprise": cast.garments.code, "name": "rosa VIDU", "role": "worker"}

    warned = maya.post("/people", body)

    assert about(warned) == ["another"] and cast.rosa.code in problem_of(warned, 422)["detail"]
    assert ok(maya.post("/people", {**body, "another": True}))["code"] != cast.rosa.code


def test_nobody_registers_people_of_an_enterprise_beyond_reach(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).post("/people", {"enterprise": cast.metals.code, "name": "Lan", "role": "worker"})

    assert about(answer) == ["enterprise"]
    assert not Person.objects.filter(enterprise=cast.metals).exists()


def test_an_owner_registers_people_of_the_own_enterprise(cast: Cast, page: Any) -> None:
    lina = page(cast.owner)

    ok(lina.post("/people", {"enterprise": cast.garments.code, "name": "Ana Beispiel", "role": "worker"}))

    assert [p["name"] for p in lina.get("/people").json()["items"]] == ["Ana Beispiel", "Lina Sample", "Rosa Vidu"]
