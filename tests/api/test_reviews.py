"""Programs find what waits, review it, sign it, lock months and open one thing, as people do at the desk."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from genba.delivery.actions import planned_visits
from genba.directory.models import EnterpriseDouble
from genba.programmes.actions import offers
from genba.programmes.actions.offers import Promises
from genba.review.morning import KINDS
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_field import MODULE, has_class
from tests.scenes_review import measured


def test_what_waits_is_listed_reviewed_answered_and_approved(cast: Cast, program: Any, page: Any) -> None:
    visit = measured(cast)
    maya, omar = program(cast.coordinator), page(cast.omar)
    (item,) = ok(maya.get("/morning/report"), 200)["items"]
    path = f"/reviews/{item['noun']}/{item['key']}"

    back = ok(maya.post(path, {"kind": "returned", "version": item["version"], "reason": "More",
                               "remarks": [{"item": "advice", "text": "Who meets?"}]}))  # fmt: skip
    ok(omar.post(f"{path}/answer", {"words": "All of line 2"}))
    done = ok(maya.post(path, {"kind": "approved", "version": 1}))

    assert (item["key"], item["who"]) == (visit.code, cast.omar.code)
    assert back["remarks"] == [{"item": "advice", "text": "Who meets?"}]
    assert [r["kind"] for r in ok(maya.get(path), 200)] == ["approved", "answered", "returned"]
    assert done["reviewed_by"] == cast.coordinator.code and ok(maya.get("/morning/report"), 200)["items"] == []


def test_many_are_approved_and_what_stays_says_why(cast: Cast, program: Any, page: Any) -> None:
    visit = measured(cast)

    told = ok(program(cast.coordinator).post("/approvals", {"reports": [{"visit": visit.code, "version": 9}]}), 200)

    assert told == {"approved": 0, "stay": [{"visit": visit.code, "why": "It was changed after you opened it."}]}


def test_a_return_without_a_reason_and_a_trainer_who_decides_are_turned_away(cast: Cast, program: Any, page: Any) -> None:
    visit = measured(cast)
    path = f"/reviews/visit/{visit.code}"

    assert about(program(cast.coordinator).post(path, {"kind": "returned", "version": 1})) == ["reason"]
    problem_of(page(cast.owner).post(path, {"kind": "approved", "version": 1}), 403)
    problem_of(page(cast.omar).post(path, {"kind": "approved", "version": 1}), 403)


def test_a_report_is_signed_and_noted_as_read(cast: Cast, program: Any, page: Any) -> None:
    visit = measured(cast)

    made = ok(page(cast.omar).post(f"/visits/{visit.code}/signatures", {
        "role": "worker", "version": 1, "signed_on": "2026-03-20", "person": cast.rosa.code}))  # fmt: skip
    read = ok(page(cast.expert).post(f"/visits/{visit.code}/sample", {"note": "Clear"}))

    assert (made["name"], made["visit_version"]) == ("Rosa Vidu", 1) and read["kind"] == "read"


def test_a_month_is_locked_a_change_refused_and_let_through_with_a_reason(cast: Cast, program: Any, page: Any) -> None:
    visit = measured(cast)
    maya, omar = program(cast.coordinator), page(cast.omar)

    lock = ok(maya.post("/locks", {"month": "2026-03-20", "provider": cast.provider.code}))
    refused = about(omar.patch(f"/visits/{visit.code}", {"version": 1, "advice": "Other"}))
    (opened,) = ok(maya.post(f"/openings/visit/{visit.code}", {"reason": "A name was wrong"}))
    changed = ok(omar.patch(f"/visits/{visit.code}", {"version": 1, "advice": "Other"}), 200)

    assert lock["month"] == "2026-03-01" and refused == ["visited_on"]
    assert opened["lock"] == lock["code"] and changed["advice"] == "Other"
    assert [row["code"] for row in ok(maya.get("/locks"), 200)["items"]] == [lock["code"]]
    assert about(maya.post("/locks", {"month": "2026-03-20", "country": "VN"})) == ["country"]


def test_the_shares_come_with_their_n(cast: Cast, program: Any, page: Any) -> None:
    visit = measured(cast)
    maya = program(cast.coordinator)
    ok(maya.post(f"/reviews/visit/{visit.code}", {"kind": "approved", "version": 1}))

    whole, omar = ok(maya.get("/shares"), 200)

    assert (whole["trainer"], omar["trainer"], omar["returned"], omar["read"]) == ("", "Omar Muster", 0, 1)
    assert about(maya.get("/shares", {"since": "2026-05-01", "until": "2026-04-01"})) == ["until"]


def test_every_kind_of_the_morning_is_listed(cast: Cast, program: Any) -> None:
    today = timezone.localdate()
    maya = program(cast.coordinator)
    facts: dict[str, Any] = {"by": cast.coordinator, "programme": cast.programme, "enterprise": cast.garments,
                             "provider": cast.provider, "trainer": cast.omar}  # fmt: skip
    offers.make(format="shared", prices={MODULE: Decimal(3000)}, currency="USD", promises=Promises(6, 4, 3), offered_on=today,
                valid_until=today + timedelta(days=3), shares=[], **facts)  # fmt: skip
    one, other = sorted((cast.garments, cast.metals), key=lambda e: e.pk)
    EnterpriseDouble.objects.create(one=one, other=other, score=0.95)
    for number, hour in ((1, 8), (2, 15)):
        planned_visits.plan(by=cast.coordinator, because="Two on one day",
                            wish=planned_visits.Wish(cast.engagement, today, number, time(hour)))  # fmt: skip
    has_class(cast, today)

    told = {kind: ok(maya.get(f"/morning/{kind}?size=1"), 200) for kind in KINDS}

    assert {kind for kind, page in told.items() if page["items"]} >= {"class-today", "visit-today", "offer-open", "double"}
    assert [item["name"] for item in told["offer-open"]["items"]] == ["Sample Street Garments"]
    further = ok(maya.get(f"/morning/visit-today?size=1&after={told['visit-today']['next']}"), 200)
    assert len(further["items"]) == 1 and further["next"] in (None, "")
