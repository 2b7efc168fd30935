"""A file that is carried to the desk by hand: looked at, taken in once, each record as its author's, and who brought it is kept."""

import json
from base64 import b64encode
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest

from genba.access.models import User
from genba.audit.models import Event
from genba.delivery.models import Attendance
from genba.directory.models import Serving
from genba.kit.outbox import drain
from genba.kit.refused import Refused
from genba.plans import actions as plans
from genba.plans.models import ActionPhoto
from genba.sync.actions import bringing, devices
from genba.sync.models import BroughtFile, BroughtRecord, Receipt
from genba.sync.tasks import always_waiting
from tests.cast import Cast
from tests.kit.test_photos import photo
from tests.scenes_classes import Classroom, a_class
from tests.sync.devices import Phone
from tests.sync.files import entry, exported

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.omar)


def a_list(room: Classroom, number: int = 0, **marks: int) -> dict[str, Any]:
    return {"workshop": room.workshop.code, "session": room.sessions[number].key, "marks": marks}


def taken(by: User, content: bytes) -> BroughtFile:
    brought = bringing.bring(by=by, name="genba-unsent.json", content=content)
    bringing.take_in(by=by, brought=brought)
    bringing.receive_all(brought)
    return brought


def test_looking_keeps_nothing_and_says_what_is_new_known_and_wrong(cast: Cast, room: Classroom, phone: Phone) -> None:
    sent, new = (phone.record("attendance", a_list(room, n, **{cast.rosa.code: 180})) for n in range(2))
    phone.send(sent)

    brought = bringing.bring(
        by=cast.coordinator, name="unsent.json", content=exported(phone.device, sent, new, {"id": 7}, photos=[{}])
    )
    found = bringing.look(brought)

    assert [one.id for one in found.new] == [new.id] and [one.id for one in found.known] == [sent.id]
    assert [one.place for one in found.bad] == [3] and (found.photos, found.broken_photos) == (0, 1)
    assert Receipt.objects.count() == 1 and brought.device == phone.device


def test_a_photo_comes_in_the_file_too_also_of_a_device_that_was_withdrawn(cast: Cast, phone: Phone) -> None:
    line = plans.propose(by=cast.omar, engagement=cast.engagement, problem="Threads", action="Sweep", owner="Rosa",
                         due_on=date(2026, 3, 30), proposed_on=date(2026, 3, 2))  # fmt: skip
    data = photo()
    content = sha256(data).hexdigest()
    told = phone.record("photo", {"action": line.code, "kind": "after", "shows": "Swept", "taken_on": "2026-04-14",
                                  "content": content, "size": len(data)})  # fmt: skip
    devices.withdraw(by=cast.coordinator, device=phone.device)

    both = [{"content": content, "data": b64encode(data).decode()}, {"content": "0" * 64, "data": "AAAA"}]
    for _again in range(2):
        brought = taken(cast.coordinator, exported(phone.device, told, photos=both))

    assert (bringing.look(brought).photos, bringing.look(brought).broken_photos) == (1, 1)
    assert ActionPhoto.objects.get().shows == "Swept" and Receipt.objects.get().fact()


def test_records_are_their_authors_and_whoever_brought_them_stands_beside(cast: Cast, room: Classroom, phone: Phone) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))

    brought = taken(cast.coordinator, exported(phone.device, record))

    receipt = Receipt.objects.get()
    assert receipt.author == cast.omar and receipt.device == phone.device and receipt.outcomes.get().state == "accepted"
    assert Attendance.objects.get().marked_by == cast.omar
    assert BroughtRecord.objects.get().record == receipt.pk and brought.brought_by == cast.coordinator
    assert list(Event.objects.filter(noun="broughtfile").values_list("verb", "by")) == [
        ("bring", cast.coordinator.code), ("take_in", cast.coordinator.code)]  # fmt: skip


def test_the_same_file_twice_by_anybody_and_the_device_afterwards_make_one_fact(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    content = exported(phone.device, record)

    first = taken(cast.coordinator, content)
    assert taken(cast.coordinator, content) == first
    taken(cast.omar, content)
    (told,) = phone.send(record)
    drain()

    assert told.state == "accepted" and Receipt.objects.count() == Attendance.objects.count() == 1
    assert Event.objects.filter(verb="mark").count() == 1 and BroughtRecord.objects.count() == 1


def test_it_is_tried_with_the_leave_of_its_author_and_of_nobody_else(cast: Cast, room: Classroom) -> None:
    eva = Phone(cast.expert)
    Serving.objects.create(enterprise=cast.garments, provider=cast.provider, trainer=cast.expert)
    cast.expert.grants.update(role="auditor", scope_kind="everywhere", scope_id="")  # may mark nobody any more
    record = eva.record("attendance", a_list(room, **{cast.rosa.code: 180}))

    taken(cast.coordinator, exported(eva.device, record))

    assert Receipt.objects.get().outcomes.get().state == "refused" and not Attendance.objects.exists()


def test_a_file_of_somebody_beyond_reach_is_turned_away(cast: Cast, room: Classroom, phone: Phone) -> None:
    dana = Phone(cast.director)
    for by, device in ((cast.omar, dana.device), (cast.officer, dana.device), (cast.coordinator, "ZZZZZZZZ")):
        with pytest.raises(Refused, match="not within your reach"):
            bringing.bring(by=by, name="x.json", content=exported(device))
    assert not BroughtFile.objects.exists()


def test_records_of_another_author_are_told_and_the_others_are_taken_in(cast: Cast, room: Classroom, phone: Phone) -> None:
    good = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    other = phone.record("attendance", a_list(room, 1), author=cast.coordinator.code)

    brought = taken(cast.coordinator, exported(phone.device, other, good))

    (bad,) = bringing.look(brought).bad
    assert bad.place == 1 and "somebody else" in bad.why and Receipt.objects.get().pk == good.id


def test_a_device_that_was_withdrawn_sends_nothing_but_its_file_can_be_brought(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    devices.withdraw(by=cast.coordinator, device=phone.device)

    taken(cast.coordinator, exported(phone.device, record))

    assert Attendance.objects.get().minutes == 180


@pytest.mark.parametrize("content", [
    b"", b"not json", b"\xff\xfe\x00", b"[]", b"7", b"null", b"{}", b'{"records": {}}', b'{"device": null, "records": []}',
    b'{"records": []}', b'{"device": "a\\u0000b", "records": []}', b'{"device": ["x"], "records": []}', b'{"a": "\x00"}',
    b"[" * 100_000, b"9" * 10_000,
])  # fmt: skip
def test_what_is_no_such_file_is_met_with_a_sentence(cast: Cast, content: bytes) -> None:
    with pytest.raises(Refused) as no:
        bringing.bring(by=cast.coordinator, name="x\0.json", content=content)
    assert no.value.field == "file" and no.value.reason.endswith(".")


def test_a_file_that_is_too_large_is_turned_away(cast: Cast) -> None:
    with pytest.raises(Refused, match="20 MB"):
        bringing.bring(by=cast.coordinator, name="x.json", content=b" " * (20 * 1024 * 1024 + 1))


def test_every_record_that_is_wrong_is_named_and_none_holds_up_another(cast: Cast, room: Classroom, phone: Phone) -> None:
    good = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    like = entry(good)
    wrong: list[Any] = [
        7, None, [], "record", {}, {**like, "id": "seven"}, {**like, "id": str(uuid4()), "version": 0},
        {**like, "id": str(uuid4()), "version": "many"}, {**like, "id": str(uuid4()), "body": []},
        {**like, "id": str(uuid4()), "made_at": "yesterday"}, {**like, "id": str(uuid4()), "made_at": "2026-04-14T09:00:00"},
        {**like, "id": str(uuid4()), "author": "a"}, {**like, "id": str(uuid4()), "kind": "a\0b"},
        {**like, "id": str(uuid4()), "body": {"session": "a\0b"}}, {**like, "id": str(uuid4()), "body": {"x": "\ud800"}},
        {**like, "id": str(uuid4()), "body": {"x": float("nan")}}, {**like, "id": str(uuid4()), "body": {"x": "x" * 300_000}},
        {**like, "replaces": "x", "id": str(uuid4())},
    ]  # fmt: skip

    brought = taken(cast.coordinator, exported(phone.device, *wrong, good))

    found = bringing.look(brought)
    assert len(found.bad) == len(wrong) and all(one.why.endswith(".") for one in found.bad)
    assert Receipt.objects.get().pk == good.id and Attendance.objects.exists()


def test_two_records_of_one_number_in_a_file_are_not_mixed_but_the_same_one_twice_is_one(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    one = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    two = phone.record("attendance", a_list(room, 1, **{cast.rosa.code: 180}))
    otherwise = phone.record("attendance", a_list(room, 1, **{cast.rosa.code: 0}), id=two.id)

    brought = taken(cast.coordinator, exported(phone.device, one, one, two, otherwise))

    assert [bad.place for bad in bringing.look(brought).bad] == [3, 4]
    assert Receipt.objects.get().pk == one.id


def test_a_number_that_is_here_with_other_words_is_not_overwritten(cast: Cast, room: Classroom, phone: Phone) -> None:
    one = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    phone.send(one)

    taken(
        cast.coordinator,
        exported(phone.device, phone.record("attendance", a_list(room, **{cast.rosa.code: 0}), id=one.id)),
    )

    assert Receipt.objects.get().digest == one.digest and Attendance.objects.get().minutes == 180


def test_a_server_that_dies_after_a_file_is_taken_in_receives_it_later_by_itself(
    cast: Cast, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    brought = bringing.bring(by=cast.coordinator, name="x.json", content=exported(phone.device, record))
    bringing.take_in(by=cast.coordinator, brought=brought)  # and here it died

    drain()

    assert Attendance.objects.get().minutes == 180


def test_the_file_itself_is_gone_after_a_month_and_its_records_are_not(cast: Cast, room: Classroom, phone: Phone) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    brought = taken(cast.coordinator, exported(phone.device, record))
    BroughtFile.objects.update(brought_at=brought.brought_at - timedelta(days=31))

    always_waiting()
    drain()

    brought.refresh_from_db()
    assert brought.text == "" and Receipt.objects.exists() and brought.records.exists()
    with pytest.raises(Refused, match="no longer here"):
        bringing.take_in(by=cast.coordinator, brought=brought)


def test_a_file_as_long_as_a_season_is_received_in_pieces(cast: Cast, room: Classroom, phone: Phone) -> None:
    unknown = [phone.record("weather", {"n": n}) for n in range(620)]

    taken(cast.coordinator, exported(phone.device, *unknown))

    assert Receipt.objects.count() == 620 == BroughtRecord.objects.count()
    assert json.loads(BroughtFile.objects.get().text)["device"] == phone.device.code
