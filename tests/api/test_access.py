"""The one policy stands before every operation, as it does before every page."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from genba.access.permissions import Permission
from genba.access.roles import ROLES
from genba.api.urls import front
from tests.api.answers import problem_of
from tests.api.conftest import Program
from tests.cast import Cast
from tests.scenes_sheet import play

LISTS = (
    "/enterprises",
    "/people",
    "/engagements",
    "/observations",
    "/workshops",
    "/actions",
    "/visits",
)


CODES = {"code": "ZZZZZZZZ", "person": "ZZZZZZZZ", "key": "2026-04-14-morning", "line": "ZZZZZZZZ", "country": "KE",
         "period": "2026", "slug": "nothing", "indicator": "enterprises", "engagement": "ZZZZZZZZ",
         "absence": "ZZZZZZZZ", "noun": "visit", "kind": "report", "other": "ZZZZZZZZ", "guest": "ZZZZZZZZ", "merge": "ZZZZZZZZ"}  # fmt: skip

# The least that each operation takes: what is no such thing is refused before the door is reached.
DAY, CODE = "2026-04-14", "ZZZZZZZZ"
PLACE = {"enterprise": CODE, "module": "nothing", "provider": CODE, "agreed_on": DAY}
BODIES: dict[str, dict[str, Any]] = {
    "POST /pulses": {"reason": "Flood", "closes_on": DAY},
    "PUT /pulse-asks/{code}/answers": {"answers": {"open": True}},
    "POST /enterprises": {"name": "Firm", "country": "KE"},
    "PUT /enterprises/{code}/workforce": {"counted_on": DAY, "people": [{"role": "worker", "sex": "other", "people": 1}]},
    "POST /people": {"enterprise": CODE, "name": "Ana", "role": "worker"},
    "POST /enterprises/{code}/payrolls": {"paid_on": DAY, "amount": "9", "currency": "USD", "people": 3, "source": "Book"},
    "POST /eligibility-rules": {"country": "KE", "since_on": DAY},
    "POST /enterprises/{code}/estimate": {"source": "Pay book", "currency": "USD", "energy_bill": "1"},
    "POST /saving-assumptions": {"loss": "energy", "low": "1", "middle": "2", "high": "3", "since_on": DAY},
    "POST /offers": {
        "enterprise": CODE,
        "provider": CODE,
        "lines": [{"module": "x", "price": "1"}],
        "currency": "USD",
        "participants": 4,
        "team": 2,
        "visits": 3,
        "offered_on": DAY,
        "valid_until": DAY,
    },
    "POST /offers/{code}/acceptance": {"name": "Ana", "role": "Owner", "may_report": True, "may_study": False},
    "POST /offers/{code}/signing": {"provider": {"name": "Ana", "role": "Owner", "signed_on": DAY}},
    "POST /offers/{code}/cancellation": {"reason": "None"},
    "POST /offers/{code}/papers": {"data": "AAAA"},
    "POST /applications": {
        "name": "Kijani Bags",
        "country": "KE",
        "contact": "Ana",
        "source": "brand",
        "phone": "+254700123456",
    },
    "POST /applications/{code}/declining": {"reason": "None"},
    "POST /applications/{code}/notes": {"kind": "seen"},
    "POST /applications/{code}/giving": {"provider": CODE},
    "POST /photos": {"device": CODE, "content": "0" * 64, "size": 1},
    "POST /records": {"device": CODE, "sent_at": "2026-04-14T10:00:00Z", "records": []},
    "POST /disagreements/{code}/decision": {"is_mine": False},
    "POST /records/results": {"device": CODE, "ids": []},
    "POST /engagements": PLACE,
    "POST /engagements/{code}/withdrawal": {"withdrawn_on": DAY, "reason": "None"},
    "POST /engagements/{code}/baseline": {"taken_on": DAY, "starts_on": DAY, "ends_on": DAY, "values": [{"indicator": "x"}]},
    "POST /observations": {"enterprise": CODE, "indicator": "x", "starts_on": DAY, "ends_on": DAY},
    "PUT /workshops/{code}/satisfaction/tally": {"counts": []},
    "POST /enterprises/match": {"rows": [{"name": "Firm", "country": "KE"}]},
    "POST /enterprises/{code}/events": {"kind": "moved", "happened_on": DAY},
    "POST /actions/{code}/comments": {"text": "Well done"},
    "POST /actions/{code}/photos": {"kind": "before", "shows": "The line", "data": "AAAA"},
    "POST /actions/{code}/saving-checks": {"visit": CODE},
    "PUT /actions/{code}/counted-in": {"action": None},
    "POST /engagements/{code}/team": {"name": "Circle"},
    "PUT /teams/{code}": {"version": 1, "name": "Circle"},
    "POST /teams/{code}/members": {"person": CODE, "chosen": "elected"},
    "POST /teams/{code}/meetings": {"held_on": DAY, "minutes": 30, "said": "The seam", "present": [CODE]},
    "PUT /meetings/{code}": {"held_on": DAY, "minutes": 30, "said": "The seam", "present": [CODE], "version": 1},
    "POST /meetings/{code}/actions": {"problem": "P", "action": "A", "owner": "Ana", "due_on": DAY},
    "POST /workshops": {
        "module": "x",
        "place": "Hall",
        "days": [DAY],
        "engagements": [CODE],
        "provider": CODE,
        "trainer": CODE,
    },
    "POST /workshops/{code}/guests": {"there_on": DAY, "kind": "observer", "name": "Bo"},
    "POST /workshops/{code}/calling-off": {"version": 1, "reason": "None"},
    "POST /workshops/{code}/new-days": {"version": 1, "days": [DAY]},
    "POST /holidays": {"country": "KE", "days": [{"held_on": DAY, "name": "Free"}]},
    "POST /workshops/{code}/participants": {"people": [CODE]},
    "POST /workshops/{code}/participants/{person}/withdrawal": {"reason": "None"},
    "PUT /workshops/{code}/sessions/{key}/attendance": {"version": 1, "marks": []},
    "POST /engagements/{code}/actions": {"problem": "P", "action": "A", "owner": "O", "due_on": DAY},
    "POST /actions/{code}/decisions": {"kind": "started"},
    "PUT /actions/{code}/saving": {"version": 1, "actual": "1", "method": "M"},
    "POST /engagements/{code}/visits": {"visited_on": DAY, "advice": "A"},
    "POST /cohorts": {"name": "C", "module": "x", "provider": CODE},
    "POST /cohorts/{code}/members": {"engagements": [CODE]},
    "POST /cohorts/{code}/members/{engagement}/departure": {"reason": "None"},
    "PUT /cohorts/{code}/trainers": {"version": 1, "trainer": CODE},
    "POST /cohorts/{code}/workshops": {"place": "Hall", "days": [DAY]},
    "POST /cohorts/{code}/planned-visits": {"visits": [{"engagement": CODE, "planned_on": DAY}]},
    "POST /planned-visits": {"engagement": CODE, "planned_on": DAY},
    "POST /planned-visits/{code}/moves": {"version": 1, "planned_on": DAY, "starts_at": "09:00", "reason": "None"},
    "POST /planned-visits/{code}/missed": {"version": 1, "reason": "None"},
    "POST /workshops/{code}/moves": {"version": 1, "days": [DAY], "reason": "None"},
    "PUT /trainers/{code}/profile": {"version": 0, "languages": ["sw"]},
    "POST /trainers/{code}/certificates": {"module": "x", "valid_from": DAY, "valid_until": DAY},
    "POST /trainers/{code}/absences": {"starts_on": DAY, "ends_on": DAY},
    "POST /reviews/{noun}/{key}": {"kind": "approved", "version": 1},
    "POST /reviews/{noun}/{key}/answer": {"words": "Done"},
    "POST /approvals": {"reports": [{"visit": CODE, "version": 1}]},
    "POST /visits/{code}/signatures": {"role": "worker", "version": 1, "signed_on": DAY, "name": "Ana"},
    "POST /locks": {"month": DAY, "country": "KE"},
    "POST /openings/{noun}/{code}": {"reason": "None"},
    "POST /engagements/{code}/completion": {"completed_on": DAY},
    "POST /completions/{code}/taking-back": {"reason": "None"},
    "POST /engagements/{code}/talks": {"talked_on": DAY, "present": "P", "agreed": "A"},
    "POST /follow-ups/{code}/report": {"done_on": DAY, "how": "phone"},
    "POST /framework/lines": {"no": "1", "wording": "W", "kind": "count"},
    "POST /payers": {"country": "KE", "payer": "donor", "name": "Fund", "body": None},
    "POST /findings/{code}/confirmation": {"reason": "So"},
    "POST /findings/{code}/correction": {"starts_on": DAY, "ends_on": DAY},
    "POST /rates": {"source": "Bank", "rates": [{"currency": "KES", "dated_on": DAY, "units": "129"}]},
    "PUT /framework/{line}/{country}/baseline": {"value": 1, "told_of": "2024", "source": "Survey"},
}


def operations() -> Iterator[tuple[str, str, Any]]:
    """Method, path and what the operation declares."""
    for prefix, router in front._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                # an address may say what a place takes, as {path:period}
                yield (
                    operation.methods[0],
                    prefix + path.replace("{path:", "{"),
                    getattr(operation.view_func, "access", None),
                )


ALL = list(operations())


@pytest.mark.parametrize(("method", "path", "declared"), ALL, ids=[f"{m} {p}" for m, p, _d in ALL])
def test_every_operation_declares_who_may(method: str, path: str, declared: Any) -> None:
    if declared == "public":
        assert path.startswith("/tools") or (method == "GET" and path.startswith("/modules"))
    else:
        assert isinstance(declared, Permission)


@pytest.mark.django_db
def test_nobody_comes_in_without_a_key() -> None:
    stranger = Program(Client())

    for method, path, declared in ALL:
        if declared != "public":
            problem_of(stranger.send(method, path.format(**CODES), "{}"), 401)


def test_nothing_is_written_with_a_permission_to_read() -> None:
    # A list to match is too long for an address: it is sent, but nothing is written.
    asks = {"/enterprises/match"}
    writing = {declared for method, path, declared in ALL if method != "GET" and path not in asks}
    reading = {declared for method, _path, declared in ALL if method == "GET"}

    assert not [p for p in writing if str(p).endswith(":read")]
    assert len(writing) >= 10 and len(reading) >= 8


def test_every_operation_turns_away_whoever_lacks_its_permission(cast: Cast, page: Any) -> None:
    bo, held = page(cast.brand_officer), ROLES["brand-officer"].permissions

    let_in = {}
    for method, path, declared in ALL:
        if declared == "public" or declared in held:
            continue
        answer = bo.send(method, path.format(**CODES), BODIES.get(f"{method} {path}", {}))
        if answer.status_code != 403:
            let_in[method, path] = answer.content

    assert let_in == {}


@pytest.mark.parametrize("path", LISTS)
def test_a_list_holds_only_what_is_within_reach(cast: Cast, program: Any, page: Any, path: str) -> None:
    play(cast)

    def codes(who: Any) -> set[str]:
        return {str(row) for row in who.get(path, {"size": 200}).json()["items"]}

    everything = codes(program(cast.director))
    assert codes(program(cast.coordinator)) <= everything
    assert codes(program(cast.officer)) <= everything
    assert codes(page(cast.owner)) <= everything
    assert codes(page(cast.auditor)) == everything
    assert len(codes(page(cast.owner))) > 0


def test_what_is_beyond_reach_is_not_found_and_what_is_only_seen_is_forbidden(cast: Cast, program: Any, page: Any) -> None:
    maya, lina, ada = program(cast.coordinator), page(cast.owner), page(cast.auditor)
    theirs, ours = f"/enterprises/{cast.metals.code}", f"/enterprises/{cast.garments.code}"
    edit = {"version": 1, "city": "Elsewhere"}

    problem_of(maya.get(theirs), 404)
    problem_of(maya.patch(theirs, edit), 404)
    problem_of(lina.patch(theirs, edit), 403)  # who may edit none is told so before anything is looked for
    problem_of(lina.patch(ours, edit), 403)
    problem_of(ada.patch(ours, edit), 403)
    assert (lina.get(ours).status_code, ada.get(theirs).status_code) == (200, 200)
    assert maya.get(ours).json()["version"] == 1


def test_a_trainer_writes_for_the_own_enterprises_only(cast: Cast, page: Any) -> None:
    omar, eva = page(cast.omar), page(cast.expert)
    value = {"indicator": "absenteeism", "starts_on": "2026-03-01", "ends_on": "2026-03-31", "note": "Not tracked"}

    told = [omar.post("/observations", {"enterprise": e.code, **value}) for e in (cast.garments, cast.metals)]

    assert [answer.status_code for answer in told] == [201, 422]
    assert "within your reach" in problem_of(told[1], 422)["detail"]
    assert [e["code"] for e in eva.get("/enterprises").json()["items"]] == [cast.garments.code]


def test_who_sees_an_engagement_and_may_not_open_one_cannot_end_it(cast: Cast, page: Any) -> None:
    omar = page(cast.omar)

    answer = omar.post(f"/engagements/{cast.engagement.code}/withdrawal", {"withdrawn_on": "2026-05-01", "reason": "None"})

    problem_of(answer, 403)
    assert omar.get(f"/engagements/{cast.engagement.code}").json()["withdrawn_on"] is None
