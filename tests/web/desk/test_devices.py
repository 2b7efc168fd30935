"""Devices at the desk: whose they are, what is stuck and why, two versions side by side, a file by hand; nobody sees too much."""

import csv
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from genba.delivery.models import Attendance
from genba.kit.outbox import drain
from genba.programmes.actions import locks
from genba.sync import tasks
from genba.sync.actions import devices
from genba.sync.models import BroughtFile, Device, Disagreement, Receipt
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.sync.devices import Phone
from tests.sync.files import exported
from tests.words import words_of

LIST, STUCK, TWO, BRING = "/desk/devices/", "/desk/devices/records/", "/desk/devices/disagreements/", "/desk/devices/import/"
QUERIES = 14  # of any of these pages, whatever there is


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.omar)


def a_list(room: Classroom, **marks: int) -> dict[str, Any]:
    return {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": marks}


def lines_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))


def a_dispute(cast: Cast, room: Classroom, phone: Phone) -> Disagreement:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    keep(cast, room, room.sessions[0], rosa=0)
    phone.send(record)
    return Disagreement.objects.get()


def locked_out(cast: Cast, room: Classroom, phone: Phone) -> tuple[Any, Receipt]:
    """A list of a month that is locked, and the lock."""
    lock = locks.lock(by=cast.director, month=date(2026, 4, 1), provider=cast.provider)
    phone.send(phone.record("attendance", a_list(room, **{cast.rosa.code: 180})))
    return lock, Receipt.objects.get()


def test_a_coordinator_sees_whose_devices_have_unsent_work_and_what_is_stuck(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    devices.report(device=phone.device, unsent=3, unsent_photos=2)
    locked_out(cast, room, phone)
    lost = devices.register(by=cast.omar, name="iPhone, Safari")
    devices.withdraw(by=cast.coordinator, device=lost)
    client = sign_in(cast.coordinator)

    words = words_of(client.get(LIST))

    assert "2 devices" in words and "3 records, 2 photos" in words and "withdrawn, not wiped yet" in words
    assert "Devices with unsent work 1" in words and "Records that are stuck 1" in words
    for asked, n in (("state=unsent", 1), ("state=stuck", 1), ("state=withdrawn", 1), ("q=omar", 2), (f"q={lost.code}", 1)):
        assert len(lines_of(client.get(f"{LIST}?{asked}&format=csv"))) == n, asked
    assert "Nothing found" in words_of(client.get(f"{LIST}?q=nobody"))
    (row,) = lines_of(client.get(f"{LIST}?state=unsent&format=csv"))
    assert (row["Trainer"], row["Records not sent"], row["Records that are stuck"]) == ("Omar Muster", "3", "1")


def test_a_device_with_unsent_work_that_nobody_saw_for_days_stands_out(cast: Cast, sign_in: Any, phone: Phone) -> None:
    devices.report(device=phone.device, unsent=3, unsent_photos=0)
    Device.objects.update(last_seen_at=timezone.now() - timedelta(days=4))
    client = sign_in(cast.coordinator)

    assert "not seen for days" in words_of(client.get(LIST))
    assert len(lines_of(client.get(f"{LIST}?state=quiet&format=csv"))) == 1


def test_a_stuck_record_says_why_and_is_tried_again_once_the_month_is_open(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    lock, receipt = locked_out(cast, room, phone)
    client = sign_in(cast.coordinator)
    address = f"{STUCK}{receipt.pk}/"

    listed, page = client.get(STUCK), client.get(address)
    assert (
        "April 2026 is locked" in words_of(listed)
        and "Omar Muster" in words_of(listed)
        and address in listed.content.decode()
    )
    assert (
        "Attendance" in words_of(page) and "Hall of the chamber, Nairobi" in words_of(page) and "is locked" in words_of(page)
    )
    assert "it stays as it was" in words_of(client.post(f"{address}again/", follow=True))

    lock.delete()
    now = client.post(f"{address}again/", follow=True)

    assert "It is kept now." in words_of(now) and f"/desk/workshops/{room.workshop.code}/" in now.content.decode()
    assert Attendance.objects.get().marked_by == cast.omar
    assert "Nothing is stuck" in words_of(client.get(STUCK)) and "Try again" not in words_of(client.get(address))


def test_a_stuck_record_is_set_aside_for_a_reason_and_found_again(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    _lock, receipt = locked_out(cast, room, phone)
    client = sign_in(cast.coordinator)
    address = f"{STUCK}{receipt.pk}/"

    bare = client.post(f"{address}aside/", {"reason": ""})
    done = client.post(f"{address}aside/", {"reason": "Typed in by hand"}, follow=True)

    assert bare.status_code == 422 and "One thing to put right" in words_of(bare)
    assert "Maya Muster set it aside: Typed in by hand" in words_of(done) and "Set aside" in words_of(done)
    assert "Nothing is stuck" in words_of(client.get(STUCK))
    (row,) = lines_of(client.get(f"{STUCK}?state=aside&format=csv"))
    assert row["Trainer"] == "Omar Muster" and "Typed in by hand" in row["Why"]


def test_the_list_of_what_is_stuck_is_narrowed_and_written_to_a_file(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    phone.send(phone.record("weather", {}), phone.record("attendance", a_list(room, ZZZZZZZZ=9)), phone.record("visit", {}))
    client = sign_in(cast.coordinator)

    def n(asked: str) -> int:
        return len(lines_of(client.get(f"{STUCK}?format=csv&{asked}")))

    assert [n(""), n("state=to-fix"), n("state=waiting"), n("kind=visit"), n("q=omar"), n("q=eva")] == [3, 2, 1, 1, 3, 0]


def test_both_versions_stand_side_by_side_and_a_person_decides(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    kept = a_dispute(cast, room, phone)
    client = sign_in(cast.coordinator)

    assert "Rosa Vidu, 14 April 2026, morning" in words_of(client.get(TWO))
    page = client.get(f"{TWO}{kept.code}/")
    words = words_of(page)
    assert "Seen on the device before not marked Omar Muster" in words
    assert "What stands not here Omar Muster" in words and "What the device says here, 180 minutes" in words
    stands = page.content.decode().split('name="stands" value="')[1].split('"')[0]
    done = client.post(f"{TWO}{kept.code}/", {"is_mine": "yes", "reason": "She was there", "stands": stands}, follow=True)

    assert "It is decided." in words_of(done) and Attendance.objects.get().minutes == 180
    assert "Maya Muster decided on" in words_of(client.get(f"{TWO}{kept.code}/"))
    twice = client.post(f"{TWO}{kept.code}/", {"is_mine": "no"})
    assert twice.status_code == 422 and "already" in words_of(twice)
    (row,) = lines_of(client.get(f"{TWO}?state=decided&format=csv"))
    assert (row["Decided by"], row["Why"]) == ("Maya Muster", "She was there")


def test_what_changed_once_more_is_shown_before_anything_is_overwritten(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    kept = a_dispute(cast, room, phone)
    client = sign_in(cast.omar)
    page = client.get(f"{TWO}{kept.code}/").content.decode()
    stands = page.split('name="stands" value="')[1].split('"')[0]
    room.workshop.refresh_from_db()
    keep(cast, room, room.sessions[0], rosa=90)

    refused = client.post(f"{TWO}{kept.code}/", {"is_mine": "yes", "reason": "I was there", "stands": stands})

    words = words_of(refused)
    assert refused.status_code == 422 and "once more since you looked" in words and "here, 90 minutes" in words
    assert "I was there" in refused.content.decode() and Attendance.objects.get().minutes == 90
    again = refused.content.decode().split('name="stands" value="')[1].split('"')[0]
    client.post(f"{TWO}{kept.code}/", {"is_mine": "yes", "stands": again})
    assert Attendance.objects.get().minutes == 180


@pytest.mark.parametrize("said", [{}, {"is_mine": "perhaps"}, {"is_mine": "yes", "reason": "x" * 301}, {"is_mine": "no", "reason": "a\0b"},
                                  {"is_mine": "yes", "stands": "x" * 40}])  # fmt: skip
def test_whatever_is_no_decision_decides_nothing(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone, said: dict[str, str]
) -> None:
    kept = a_dispute(cast, room, phone)

    assert sign_in(cast.coordinator).post(f"{TWO}{kept.code}/", said).status_code == 422
    kept.refresh_from_db()
    assert kept.decided_at is None


def test_in_a_locked_month_the_page_says_so_and_nothing_moves(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    kept = a_dispute(cast, room, phone)
    locks.lock(by=cast.director, month=date(2026, 4, 1), provider=cast.provider)

    refused = sign_in(cast.coordinator).post(f"{TWO}{kept.code}/", {"is_mine": "yes"})

    assert refused.status_code == 422 and "April 2026 is locked" in words_of(refused)


def test_a_lost_device_is_withdrawn_on_a_page_that_says_what_will_happen(cast: Cast, sign_in: Any, phone: Phone) -> None:
    devices.report(device=phone.device, unsent=3, unsent_photos=2)
    client = sign_in(cast.coordinator)
    address = f"{LIST}{phone.device.code}/"

    words = words_of(client.get(f"{address}withdraw/"))
    assert "3 records and 2 photos are on it and nowhere else" in words and "cannot be taken back" in words
    assert Device.objects.get().withdrawn_at is None
    done = client.post(f"{address}withdraw/", follow=True)
    assert "Nothing is taken from it any more" in words_of(done) and "by Maya Muster" in words_of(done)
    assert client.post(f"{address}withdraw/").status_code == 422
    devices.wiped(by=phone.device.user, device=phone.device)
    assert "withdrawn and wiped" in words_of(client.get(LIST))


def test_a_device_page_lists_its_records_and_what_they_became(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    phone.send(phone.record("attendance", a_list(room, **{cast.rosa.code: 180})), phone.record("weather", {}))

    words = words_of(sign_in(cast.omar).get(f"{LIST}{phone.device.code}/"))

    assert "Accepted" in words and "Received, waits" in words and "a newer app" in words
    assert "Withdraw" not in words  # a trainer asks the coordinator


def upload(content: bytes, name: str = "genba-unsent.json") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content, "application/json")}


def test_a_file_is_looked_at_first_and_taken_in_by_a_second_word(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    record = phone.record("attendance", a_list(room, **{cast.rosa.code: 180}))
    content = exported(phone.device, record, {"id": 7}, photos=[{"content": "x"}])
    client = sign_in(cast.coordinator)

    looked = client.post(BRING, upload(content), follow=True)
    words = words_of(looked)
    assert (
        "Written by Omar Muster" in words
        and "New 1" in words
        and "Here already 0" in words
        and "Cannot be taken in 1" in words
    )
    assert "One photo in this file is broken" in words and not Receipt.objects.exists()

    done = client.post(looked.redirect_chain[-1][0], follow=True)
    assert "The file is taken in." in words_of(done) and "Accepted" in words_of(done)
    assert "Brought by hand by Maya Muster" in words_of(client.get(f"{STUCK}{record.id}/"))
    again = client.post(BRING, upload(content), follow=True)
    assert "Everything good in this file is here already." in words_of(again)
    assert Receipt.objects.count() == 1 == BroughtFile.objects.count()


def test_the_trainer_brings_it_on_another_machine_and_nobody_else_reads_the_file(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    content = exported(phone.device, phone.record("attendance", a_list(room, **{cast.rosa.code: 180})))
    looked = sign_in(cast.omar).post(BRING, upload(content), follow=True)
    address = looked.redirect_chain[-1][0]
    assert "New 1" in words_of(looked)

    assert sign_in(cast.coordinator).get(address).status_code == 404
    assert sign_in(cast.coordinator).post(address).status_code == 404
    assert sign_in(cast.auditor).get(BRING).status_code == 403


@pytest.mark.parametrize("content", [b"", b"no", b"[]", b'{"records": []}', b"\xff"])
def test_a_bad_file_is_met_beside_the_field(cast: Cast, sign_in: Any, content: bytes) -> None:
    refused = sign_in(cast.coordinator).post(BRING, upload(content, "x\0y.json"))

    assert refused.status_code == 422 and "One thing to put right The file:" in words_of(refused)
    assert sign_in(cast.coordinator).post(BRING, {}).status_code == 422


def test_nobody_sees_devices_records_or_disagreements_beyond_their_reach(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone
) -> None:
    kept = a_dispute(cast, room, phone)
    receipt = Receipt.objects.get()
    pages = [f"{LIST}{phone.device.code}/", f"{STUCK}{receipt.pk}/", f"{TWO}{kept.code}/"]

    def statuses(user: Any) -> list[int]:
        client = sign_in(user)
        return [client.get(page).status_code for page in pages]

    assert statuses(cast.coordinator) == statuses(cast.officer) == statuses(cast.auditor) == [200] * 3
    assert all(status in (403, 404) for user in (cast.owner, cast.brand_officer) for status in statuses(user))
    for user, address in ((cast.auditor, f"{TWO}{kept.code}/"), (cast.officer, f"{TWO}{kept.code}/"),
                          (cast.auditor, f"{STUCK}{receipt.pk}/again/"), (cast.auditor, f"{LIST}{phone.device.code}/withdraw/")):  # fmt: skip
        assert sign_in(user).post(address, {"is_mine": "no"}).status_code == 403
    cast.coordinator.grants.update(scope_id=str(cast.rival.pk))
    assert statuses(cast.coordinator) == [404] * 3
    for wrong in ("7", str(uuid4()), "a\0b"):
        assert sign_in(cast.director).get(f"{STUCK}{wrong}/").status_code == 404


def test_the_morning_and_the_day_lead_there(cast: Cast, sign_in: Any, room: Classroom, phone: Phone) -> None:
    a_dispute(cast, room, phone)
    phone.send(phone.record("weather", {}))
    devices.report(device=phone.device, unsent=3, unsent_photos=0)

    morning, day = sign_in(cast.coordinator).get("/desk/review/"), sign_in(cast.omar).get("/field/")

    words = words_of(morning)
    assert "1 device has unsent work" in words and "1 record from a device is stuck" in words
    assert "1 disagreement is to be decided" in words and f'href="{TWO}"' in morning.content.decode()
    assert "1 disagreement" in words_of(day) and f'href="{TWO}"' in day.content.decode()


def test_sixty_of_each_cost_as_many_queries_as_one(
    cast: Cast, sign_in: Any, room: Classroom, phone: Phone, django_assert_max_num_queries: Any
) -> None:
    kept = a_dispute(cast, room, phone)
    for n in range(60):
        devices.register(by=cast.omar, name=f"Phone {n}")
        row = Disagreement.objects.get(pk=kept.pk)
        row.pk, row.code, row.about = None, f"AAAAAA{n:02}".replace("0", "Z").replace("1", "Y"), f"{kept.about}{n}"
        row.save(force_insert=True)
    phone.send(*[phone.record("attendance", a_list(room, ZZZZZZZZ=n)) for n in range(60)])
    assert tasks.WORK_THROUGH and drain() == 1
    client = sign_in(cast.coordinator)

    for address in (LIST, STUCK, f"{LIST}{phone.device.code}/"):
        with django_assert_max_num_queries(QUERIES):
            page = client.get(address)
        assert "Next 50" in words_of(page), address
