"""Records by program: a device of one's own, results of their own, and a device that was lost."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from genba.audit.models import Event
from genba.delivery.models import Attendance
from genba.kit.outbox import drain
from genba.sync import tasks
from genba.sync.models import Device, Receipt
from tests.api.answers import ok
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class

KEY = f"{'A' * 43}="


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def sent(device: str, *records: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"device": device, "sent_at": timezone.now().isoformat(), "records": list(records), **more}


def a_list(cast: Cast, room: Classroom, **body: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": "attendance", "version": 1, "author": cast.omar.code, "made_at": "2026-04-14T09:00:00Z",
            "body": {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {cast.rosa.code: 180}, **body}}  # fmt: skip


def test_records_are_sent_from_a_device_and_each_has_its_result(
    cast: Cast, program: Any, page: Any, room: Classroom
) -> None:
    omar = page(cast.omar)
    device = ok(omar.post("/devices", {"name": "Android,  Chrome"}))
    good, bad = a_list(cast, room), a_list(cast, room, marks={cast.rosa.code: -5})

    told = ok(omar.post("/records", sent(device["code"], good, bad, unsent=7, unsent_photos=2)), 200)

    assert not told["withdrawn"] and [one["state"] for one in told["results"]] == ["accepted", "to-fix"]
    assert told["results"][0]["id"] == good["id"] and told["results"][0]["code"] == room.workshop.code
    now = ok(omar.get(f"/devices/{device['code']}"), 200)
    assert (now["name"], now["unsent"], now["unsent_photos"]) == ("Android, Chrome", 6, 2)
    assert Attendance.objects.count() == 1


def test_a_whole_batch_that_is_not_as_described_is_refused_and_nothing_is_kept(
    cast: Cast, program: Any, page: Any, room: Classroom
) -> None:
    omar = page(cast.omar)
    device = ok(omar.post("/devices", {}))["code"]
    good = a_list(cast, room)

    for wrong in ({**good, "id": "7"}, {**good, "made_at": "yesterday"}, {**good, "version": 0}, {**good, "colour": "red"}):
        assert omar.post("/records", sent(device, good, wrong)).status_code == 422
    assert omar.post("/records", sent(device, *[a_list(cast, room)] * 501)).status_code == 422
    assert not Receipt.objects.exists()


def test_a_coordinator_withdraws_a_lost_device_and_it_is_told_to_wipe_itself(
    cast: Cast, program: Any, page: Any, room: Classroom
) -> None:
    omar, maya, eva = page(cast.omar), program(cast.coordinator), page(cast.auditor)
    device = ok(omar.post("/devices", {"name": "Phone"}))["code"]

    assert eva.post(f"/devices/{device}/withdrawal", {}).status_code == 403
    assert ok(maya.post(f"/devices/{device}/withdrawal", {}))["withdrawn_at"]

    told = ok(omar.post("/records", sent(device, a_list(cast, room))), 200)
    assert told == {"withdrawn": True, "results": []} and not Receipt.objects.exists()


def test_nobody_sends_from_the_device_of_somebody_else(cast: Cast, program: Any, page: Any, room: Classroom) -> None:
    omar, maya = page(cast.omar), program(cast.coordinator)
    device = ok(omar.post("/devices", {}))["code"]

    refused = maya.post("/records", sent(device, {**a_list(cast, room), "author": cast.coordinator.code}))

    assert refused.status_code == 422 and "somebody else" in refused.json()["detail"]
    assert page(cast.owner).post("/devices", {}).status_code == 403
    assert Device.objects.count() == 1 and not Receipt.objects.exists()


def test_whoever_forgot_the_pin_gets_the_key_of_their_device_back_until_it_is_withdrawn(
    cast: Cast, program: Any, page: Any
) -> None:
    omar, maya = page(cast.omar), program(cast.coordinator)
    device = ok(omar.post("/devices", {"name": "Phone", "key": KEY}))["code"]

    assert ok(omar.get(f"/devices/{device}/key"), 200) == {"key": KEY}
    assert maya.get(f"/devices/{device}/key").status_code == 422
    assert Event.objects.filter(verb="read_key", noun="device", code=device).count() == 1

    ok(maya.post(f"/devices/{device}/withdrawal", {}))
    assert omar.get(f"/devices/{device}/key").status_code == 422 and not Device.objects.exclude(key="").exists()


@pytest.mark.parametrize("wrong", ["short", "A" * 44, f"{'A' * 43}=\n", 7])
def test_a_key_that_is_none_is_refused(cast: Cast, page: Any, wrong: Any) -> None:
    assert page(cast.omar).post("/devices", {"key": wrong}).status_code == 422 and not Device.objects.exists()


def test_somebody_whose_role_reaches_no_trainer_sends_from_their_own_device(cast: Cast, page: Any, room: Classroom) -> None:
    eva = page(cast.expert)
    device = ok(eva.post("/devices", {}))["code"]

    told = ok(eva.post("/records", sent(device, {**a_list(cast, room), "author": cast.expert.code})), 200)

    assert [one["state"] for one in told["results"]] == ["accepted"]
    assert ok(eva.get(f"/devices/{device}"), 200)["code"] == device


def test_a_program_asks_what_became_of_many_that_it_sent(cast: Cast, program: Any, page: Any, room: Classroom) -> None:
    omar = page(cast.omar)
    device = ok(omar.post("/devices", {}))["code"]
    records = [a_list(cast, room, marks={cast.rosa.code: 180}, nonce=n) for n in range(30)]
    asked = {"device": device, "ids": [one["id"] for one in records]}

    assert {one["state"] for one in ok(omar.post("/records", sent(device, *records)), 200)["results"]} == {"waiting"}
    assert tasks.WORK_THROUGH and drain() == 1

    told = ok(omar.post("/records/results", asked), 200)["results"]
    assert [one["id"] for one in told] == asked["ids"] and {one["state"] for one in told} == {"flagged"}
    assert ok(omar.post("/records/results", {**asked, "ids": [str(uuid4())]}), 200)["results"] == []
    assert omar.post("/records/results", {**asked, "device": "ZZZZZZZZ"}).status_code == 404
    assert omar.post("/records/results", {**asked, "ids": [str(uuid4())] * 501}).status_code == 422
    ok(program(cast.coordinator).post(f"/devices/{device}/withdrawal", {}))
    assert ok(omar.post("/records/results", asked), 200) == {"withdrawn": True, "results": []}


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_moment_that_no_database_keeps_holds_up_nothing(
    cast: Cast, program: Any, page: Any, room: Classroom, when: str
) -> None:
    omar = page(cast.omar)
    device = ok(omar.post("/devices", {}))["code"]
    good, odd = a_list(cast, room), {**a_list(cast, room), "made_at": when}

    told = ok(omar.post("/records", {**sent(device, odd, good), "sent_at": when}), 200)

    assert [one["state"] for one in told["results"]] == ["refused", "flagged"] and told["results"][0]["field"] == "made_at"


@pytest.mark.parametrize("depth", [50, 400, 900, 3_000, 100_000])
def test_a_body_without_end_holds_up_nothing(cast: Cast, program: Any, page: Any, room: Classroom, depth: int) -> None:
    omar = page(cast.omar)
    device = ok(omar.post("/devices", {}))["code"]
    text = json.dumps(sent(device, a_list(cast, room, deep="HERE"), a_list(cast, room)))

    answer = omar.client.post(
        "/api/v1/records", text.replace('"HERE"', "[" * depth + "]" * depth), content_type="application/json"
    )

    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert [one["state"] for one in answer.json()["results"]][1] == "accepted"
