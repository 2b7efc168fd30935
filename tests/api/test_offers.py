"""The intake by program: whom the programme takes, what could be saved, an offer, its agreement, the paper, who pays."""

import base64
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from genba.programmes.models import Agreement, EligibilityRule, Engagement, Offer, SignedPaper
from tests.api.answers import ok, problem_of
from tests.cast import Cast
from tests.scenes_sheet import TODAY
from tests.web.desk.test_signed_paper import WHOLE, scan

MODULE = "workplace-cooperation"
MAYA = {"name": "Maya Muster", "role": "Coordinator", "signed_on": TODAY.isoformat()}
LINA = {"name": "Lina Sample", "role": "Owner", "signed_on": TODAY.isoformat()}


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def said(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {"enterprise": cast.garments.code, "provider": cast.provider.code, "lines": [{"module": MODULE, "price": "3000"}],
            "currency": "USD", "participants": 6, "team": 4, "visits": 3, "offered_on": TODAY, "trainer": cast.omar.code,
            "valid_until": TODAY + timedelta(days=30), "shares": [
                {"payer": "enterprise", "amount": "1000"}, {"payer": "donor", "amount": "2000", "name": "Harbour Fund"}],
            **changes}  # fmt: skip


def test_from_the_rule_to_the_signed_agreement_without_a_page(cast: Cast, program: Any, page: Any) -> None:
    dana, maya, lina = program(cast.director), program(cast.coordinator), page(cast.owner)
    ok(dana.post("/eligibility-rules", {"country": "KE", "since_on": TODAY, "least": 10, "most": 300, "sections": ["C"]}))
    ok(dana.post("/saving-assumptions", {"loss": "absence", "low": 5, "middle": 10, "high": 20, "since_on": TODAY}))

    fit = ok(maya.get(f"/enterprises/{cast.garments.code}/eligibility"), 200)
    told = ok(maya.post(f"/enterprises/{cast.garments.code}/estimate",
                        {"source": "Pay book", "currency": "USD", "absent_days": 400, "daily_wage": 10}))  # fmt: skip
    made = ok(maya.post("/offers", said(cast)))
    read = ok(lina.get(f"/offers/{made['code']}"), 200)
    accepted = ok(lina.post(f"/offers/{made['code']}/acceptance",
                            {"name": "Lina Sample", "role": "Owner", "may_report": True, "may_study": False}))  # fmt: skip
    waiting = maya.get("/offers", {"state": "accepted"}).json()["items"]
    signed = ok(maya.post(f"/offers/{made['code']}/signing", {"provider": MAYA}))
    paper = ok(maya.post(f"/offers/{made['code']}/papers", {"data": base64.b64encode(WHOLE).decode()}))

    assert fit["fits"] is True and len(fit["criteria"]) == 2
    absence = told["lines"][0]
    assert (absence["loss"], absence["low"], absence["middle"], absence["high"]) == (4000, 200, 400, 800)
    assert read["shares"][1] == {"payer": "donor", "name": "Harbour Fund", "amount": "2000.00", "in_kind": False}
    assert accepted["accepted_on"] == TODAY.isoformat() and [o["code"] for o in waiting] == [made["code"]]
    assert signed["way"] == "screen" and signed["may_report"] is True and signed["may_study"] is False
    assert Engagement.objects.get(offer_line__offer__code=made["code"]).code == signed["lines"][0]["engagement"]
    assert base64.b64decode(ok(lina.get(f"/papers/{paper['code']}"), 200)["data"]) == WHOLE
    assert ok(maya.get(f"/offers/{made['code']}"), 200)["papers"][0]["holds"] is True


def test_both_signatures_of_a_paper_are_taken_at_once_with_the_consent(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    code = ok(maya.post("/offers", said(cast)))["code"]

    silent = problem_of(maya.post(f"/offers/{code}/signing", {"provider": MAYA, "enterprise": LINA}), 422)
    missing = problem_of(maya.post(f"/offers/{code}/signing", {"provider": MAYA}), 422)
    late = {**LINA, "signed_on": (TODAY + timedelta(days=1)).isoformat()}
    future = problem_of(maya.post(f"/offers/{code}/signing", {"provider": MAYA, "enterprise": late, "may_report": True,
                                                              "may_study": True}), 422)  # fmt: skip
    done = ok(maya.post(f"/offers/{code}/signing", {"provider": MAYA, "enterprise": LINA, "may_report": False,
                                                    "may_study": True}))  # fmt: skip

    assert silent["errors"][0]["field"] == "may_report" and "not accepted this offer" in missing["detail"]
    assert future["errors"][0]["field"] == "enterprise.signed_on"
    assert done["way"] == "paper" and Agreement.objects.get().may_study


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"shares": [{"payer": "donor", "amount": "10"}]}, "shares"),
        ({"currency": "XQQ"}, "currency"),
        ({"team": 9}, "team"),
        ({"valid_until": TODAY - timedelta(days=1)}, "valid_until"),
        ({"lines": [{"module": MODULE, "price": 1}, {"module": MODULE, "price": 1}], "shares": []}, "lines"),
        ({"lines": [{"module": MODULE, "price": 3_000_000}], "shares": []}, "insist"),
        ({"enterprise": "ZZZZZZZZ"}, "enterprise"),
    ],
)
def test_an_offer_that_cannot_be_names_its_field(cast: Cast, program: Any, changes: Any, field: str) -> None:
    told = problem_of(program(cast.coordinator).post("/offers", said(cast, **changes)), 422)

    assert told["errors"][0]["field"] == field and not Offer.objects.exists()


def test_an_offer_is_called_off_for_a_reason(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    code = ok(maya.post("/offers", said(cast)))["code"]

    silent = problem_of(maya.post(f"/offers/{code}/cancellation", {"reason": " "}), 422)
    done = ok(maya.post(f"/offers/{code}/cancellation", {"reason": "The owner is ill"}))

    assert silent["errors"][0]["field"] == "reason" and done["reason"] == "The owner is ill"
    assert [o["code"] for o in maya.get("/offers", {"state": "called-off"}).json()["items"]] == [code]
    assert maya.get("/offers", {"state": "open"}).json()["items"] == []


def test_a_paper_that_is_none_is_refused_and_another_one_needs_a_reason(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)
    code = ok(maya.post("/offers", said(cast)))["code"]
    early = problem_of(maya.post(f"/offers/{code}/papers", {"data": "AAAA"}), 422)
    ok(maya.post(f"/offers/{code}/signing", {"provider": MAYA, "enterprise": LINA, "may_report": False, "may_study": False}))

    def sent(data: bytes, reason: str = "") -> Any:
        return maya.post(f"/offers/{code}/papers", {"data": base64.b64encode(data).decode(), "reason": reason})

    no_base64 = problem_of(maya.post(f"/offers/{code}/papers", {"data": "not base64!"}), 422)
    no_paper, first = problem_of(sent(b"hello"), 422), ok(sent(WHOLE))
    no_reason, second = problem_of(sent(scan()), 422), ok(sent(scan(), "Page two was missing"))

    assert "not signed yet" in early["detail"] and no_base64["errors"][0]["field"] == "data"
    assert no_paper["errors"][0]["field"] == "data" and no_reason["errors"][0]["field"] == "reason"
    assert SignedPaper.objects.get(code=second["code"]).replaces.code == first["code"]  # type: ignore[union-attr]


def test_rules_are_read_by_whoever_runs_the_work_and_set_by_the_office(cast: Cast, program: Any) -> None:
    rule = {"country": "KE", "since_on": date(2026, 1, 1), "least": 20, "regions": ["Nairobi"]}
    ok(program(cast.officer).post("/eligibility-rules", rule))
    maya = program(cast.coordinator)

    (seen,) = maya.get("/eligibility-rules", {"country": "KE"}).json()["items"]
    problem_of(maya.post("/eligibility-rules", rule), 403)
    again = problem_of(program(cast.officer).post("/eligibility-rules", rule), 422)

    assert (seen["least"], seen["most"], seen["regions"], seen["until_on"]) == (20, None, ["Nairobi"], None)
    assert again["errors"][0]["field"] == "since_on" and EligibilityRule.objects.count() == 1


def test_who_pays_is_told_by_module_provider_and_period(cast: Cast, program: Any) -> None:
    maya = program(cast.coordinator)

    whole = ok(maya.get("/cost-recovery"), 200)
    none = ok(maya.get("/cost-recovery", {"since": TODAY.isoformat()}), 200)

    (line,) = whole["lines"]
    assert line["paid"] == [{"payer": "brand", "amount": "2000.00"}, {"payer": "enterprise", "amount": "1000.00"}]
    assert (line["module"], line["provider"], line["currency"], line["covered"]) == (MODULE, "Rift Training House", "USD", 1)
    assert none["lines"] == [] and whole["definition"]


def test_offers_of_others_are_beyond_reach(cast: Cast, program: Any, page: Any) -> None:
    far = ok(
        program(cast.director).post(
            "/offers", said(cast, enterprise=cast.metals.code, provider=cast.rival.code, trainer=None)
        )
    )

    for who in (program(cast.coordinator), page(cast.owner)):
        problem_of(who.get(f"/offers/{far['code']}"), 404)
        assert who.get("/offers").json()["items"] == []
