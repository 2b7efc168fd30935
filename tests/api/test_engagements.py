"""Engagements: an enterprise takes a module, and may leave it."""

from typing import Any

import pytest

from genba.programmes.models import Engagement
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast


def agreement(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"enterprise": cast.garments.code, "module": "workplace-cooperation", "provider": cast.provider.code,
            "trainer": cast.omar.code, "agreed_on": "2026-05-04", **more}  # fmt: skip


def test_an_engagement_is_opened_with_what_each_payer_gives(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    made = ok(maya.post("/engagements", agreement(cast, price="900.50", currency="USD", shares=[
        {"payer": "enterprise", "amount": "400.50"},
        {"payer": "donor", "name": "Fund", "amount": "500", "in_kind": True}])))  # fmt: skip

    assert (made["price"], made["currency"], made["trainer_name"]) == ("900.50", "USD", "Omar Muster")
    assert made["shares"] == [{"payer": "enterprise", "name": "", "amount": "400.50", "in_kind": False},
                              {"payer": "donor", "name": "Fund", "amount": "500.00", "in_kind": True}]  # fmt: skip
    assert maya.get(f"/engagements/{made['code']}").json() == made


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"agreed_on": "2099-01-01"}, "agreed_on"), ({"currency": "ABC"}, "currency"), ({"module": "nothing"}, "module"),
     ({"price": "10", "shares": [{"payer": "donor", "amount": "9"}]}, "price"), ({"trainer": "ZZZZZZZZ"}, "trainer"),
     ({"programme": "ZZZZZZZZ"}, "programme"), ({"provider": "ZZZZZZZZ"}, "provider"),
     ({"agreed_on": "2026-02-02"}, "module")],
)  # fmt: skip
def test_what_cannot_be_agreed_is_said_beside_its_field(cast: Cast, program: Any, wrong: Any, field: str) -> None:
    assert about(program(cast.coordinator).post("/engagements", agreement(cast, **wrong))) == [field]
    assert Engagement.objects.count() == 1


def test_nobody_agrees_for_an_enterprise_beyond_reach(cast: Cast, program: Any) -> None:
    answer = program(cast.coordinator).post("/engagements", agreement(cast, enterprise=cast.metals.code))

    assert about(answer) == ["enterprise"]


def test_an_enterprise_leaves_once_and_says_why(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    path = f"/engagements/{cast.engagement.code}"

    silent = maya.post(f"{path}/withdrawal", {"withdrawn_on": "2026-05-01", "reason": " "})
    early = maya.post(f"{path}/withdrawal", {"withdrawn_on": "2026-01-01", "reason": "The plant closed"})
    left = ok(maya.post(f"{path}/withdrawal", {"withdrawn_on": "2026-05-01", "reason": "The plant closed"}))
    twice = maya.post(f"{path}/withdrawal", {"withdrawn_on": "2026-05-02", "reason": "Again"})

    assert (about(silent), about(early)) == (["reason"], ["withdrawn_on"])
    assert (left["withdrawn_on"], left["withdrawal_reason"]) == ("2026-05-01", "The plant closed")
    problem_of(twice, 422)
    # Whoever comes back agrees anew, on a day of its own.
    assert about(maya.post("/engagements", agreement(cast, agreed_on="2026-02-02"))) == ["module"]
    assert maya.get(path).json() == left
