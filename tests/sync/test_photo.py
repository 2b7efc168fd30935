"""The record of a photo: what it waits for, what is flagged, and what no device could know. On a disk and in a bucket."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genba.kit.models import Task
from genba.kit.outbox import drain
from genba.kit.photos import clean
from genba.kit.refused import Refused
from genba.plans import actions as plans
from genba.plans.actions import photos
from genba.plans.models import Action, ActionPhoto
from genba.programmes.actions import locks
from genba.sync.actions import uploads
from genba.sync.actions.receiving import Result, become_fact
from genba.sync.models import Outcome, Receipt, Upload
from genba.sync.tasks import always_waiting
from tests.cast import Cast
from tests.pictures import hash_of, jpeg
from tests.scenes_sheet import at_today, play
from tests.storages import files
from tests.sync.devices import Phone

__all__ = ["at_today"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_today", "storage")]
DATA = jpeg()


@pytest.fixture
def seam(cast: Cast) -> Action:
    return play(cast)["seam"]


@pytest.fixture
def phone(cast: Cast) -> Phone:
    return Phone(cast.omar)


def said(action: Action, data: bytes = DATA, **more: Any) -> dict[str, Any]:
    return {"action": action.code, "kind": "before", "shows": "The aisle", "taken_on": "2026-10-06",
            "content": hash_of(data), "size": len(data), **more}  # fmt: skip


def bring(phone: Phone, data: bytes = DATA, *, until: int | None = None) -> Upload:
    row = uploads.begin(by=phone.user, device=phone.device, content=hash_of(data), size=len(data))
    return uploads.take(upload=row, offset=row.received, data=data[row.received : until])


def latest(record: Any) -> Outcome:
    found: Outcome = Outcome.objects.filter(receipt=record.id).last()
    return found


def test_two_records_of_one_photo_are_two_photos_of_their_actions(cast: Cast, seam: Action, phone: Phone) -> None:
    other = Action.objects.exclude(pk=seam.pk).first()
    records = [phone.record("photo", said(seam)), phone.record("photo", said(other)),
               phone.record("photo", said(seam, kind="after"))]  # fmt: skip
    phone.send(*records)

    bring(phone)

    assert [latest(one).state for one in records] == ["accepted"] * 3
    assert [seam.photos.count(), other.photos.count()] == [2, 1]
    assert len(files("photos")) == 1  # and one file


def test_the_same_photo_of_the_same_action_again_is_kept_once_and_flagged(cast: Cast, seam: Action, phone: Phone) -> None:
    bring(phone)

    first, second = phone.send(phone.record("photo", said(seam)), phone.record("photo", said(seam)))

    assert (first.state, second.state, first.code) == ("accepted", "flagged", second.code)
    assert seam.photos.count() == 1


def test_where_it_was_taken_is_never_kept(cast: Cast, seam: Action, phone: Phone) -> None:
    bring(phone)
    where = {"lat": -1.29, "lon": 36.82, "accuracy": 12}
    record = phone.record("photo", said(seam, position=where))

    first, again = phone.send(record), phone.send(record)

    assert first == again and first[0].state == "accepted"
    assert "position" not in Receipt.objects.get().body and "36.82" not in str(Receipt.objects.values().get())


def test_an_action_that_is_full_keeps_the_photo_waiting_until_there_is_room(cast: Cast, seam: Action, phone: Phone) -> None:
    for n in range(12):
        photos.add(action=seam, by=cast.owner, kind="after", data=jpeg((32, 24), seed=n + 1), shows=f"Spot {n}")
    bring(phone)
    record = phone.record("photo", said(seam))
    (told,) = phone.send(record)
    assert told.state == "waiting" and "12 photos" in told.said[0]

    photos.take_away(photo=seam.photos.first(), by=cast.owner)

    assert become_fact(Receipt.objects.get(), again=True).state == "accepted"


def test_a_dropped_action_takes_the_photo_and_somebody_is_told(cast: Cast, seam: Action, phone: Phone) -> None:
    plans.decide(action=seam, by=cast.omar, kind="dropped", reason="Line sold")
    bring(phone)

    (told,) = phone.send(phone.record("photo", said(seam)))

    assert told.state == "flagged" and "dropped" in told.said[0] and seam.photos.count() == 1


def test_a_locked_month_keeps_the_photo_until_it_is_open(cast: Cast, seam: Action, phone: Phone) -> None:
    locked = locks.lock(by=cast.director, month=date(2026, 10, 1), provider=cast.provider)
    (told,) = phone.send(phone.record("photo", said(seam)))
    bring(phone)
    assert told.state == "waiting" and "locked" in told.said[0] and not ActionPhoto.objects.exists()

    locked.delete()

    assert become_fact(Receipt.objects.get(), again=True).state == "accepted"


def test_a_day_that_has_not_come_is_of_a_wrong_clock_and_becomes_that_of_the_record(
    cast: Cast, seam: Action, phone: Phone
) -> None:
    bring(phone)

    (told,) = phone.send(phone.record("photo", said(seam, taken_on="2027-10-06")))

    assert told.state == "flagged" and seam.photos.get().taken_on == date(2026, 4, 14)  # when the phone made its record


@pytest.mark.parametrize("wrong", [{"shows": " "}, {"kind": "front"}, {"content": "x"}, {"size": 0}, {"taken_on": "soon"},
                                   {"shows": "x" * 201}])  # fmt: skip
def test_what_its_author_can_put_right_needs_fixing(cast: Cast, seam: Action, phone: Phone, wrong: dict[str, Any]) -> None:
    bring(phone)

    (told,) = phone.send(phone.record("photo", said(seam, **wrong)))

    assert told.state == "to-fix" and told.field == next(iter(wrong)) and told.said[0]


def test_an_action_of_others_is_refused_and_holds_nothing_up(cast: Cast, seam: Action, phone: Phone) -> None:
    bring(phone)
    first = phone.record("photo", {**said(seam), "action": "ZZZZZZZZ"})

    told: list[Result] = phone.send(first, phone.record("photo", said(seam)))

    assert [one.state for one in told] == ["refused", "accepted"]


def test_a_server_that_died_after_the_last_byte_makes_the_photo_later_by_itself(
    cast: Cast, seam: Action, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = phone.record("photo", said(seam))
    phone.send(record)

    def died(_upload: Upload) -> None:
        raise SystemExit

    monkeypatch.setattr(uploads, "_judge", died)
    with pytest.raises(SystemExit):
        bring(phone)
    monkeypatch.undo()
    assert Upload.objects.get().received == len(DATA) and latest(record).state == "waiting"

    always_waiting()
    drain()

    assert latest(record).state == "accepted" and seam.photos.count() == 1
    assert Task.objects.filter(kind="sync.photos", finished_at=None).count() == 1


def test_a_server_that_died_before_the_record_was_tried_makes_it_a_fact_later(
    cast: Cast, seam: Action, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = phone.record("photo", said(seam))
    phone.send(record)

    def died(_upload: Upload) -> int:
        raise SystemExit

    monkeypatch.setattr(uploads, "tell", died)
    with pytest.raises(SystemExit):
        bring(phone)
    monkeypatch.undo()
    assert latest(record).state == "waiting"

    always_waiting()
    drain()

    assert latest(record).state == "accepted" and seam.photos.count() == 1


def test_a_server_that_died_between_a_part_and_its_note_takes_the_part_again(cast: Cast, seam: Action, phone: Phone) -> None:
    row = uploads.begin(by=cast.omar, device=phone.device, content=hash_of(DATA), size=len(DATA))
    uploads.kept.put(row.part(0), DATA[:7000])  # half a part, of which the server knows nothing

    assert bring(phone).state == "whole" and not files("coming")


def test_two_that_send_the_same_part_at_once_are_one_and_the_slower_hears_where_to_go_on(
    cast: Cast, seam: Action, phone: Phone
) -> None:
    begun = uploads.begin(by=cast.omar, device=phone.device, content=hash_of(DATA), size=len(DATA))
    slow = Upload.objects.get(pk=begun.pk)  # both looked before either wrote
    uploads.take(upload=begun, offset=0, data=DATA[:30_000])

    with pytest.raises(uploads.Elsewhere) as told:
        uploads.take(upload=slow, offset=0, data=DATA[:20_000])

    assert told.value.upload.received == 30_000
    assert bring(phone).state == "coming"  # the slower one wrote over the part of the other: the hash finds out
    assert bring(phone).state == "whole"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(script=st.lists(st.tuples(st.integers(-9000, 9000), st.integers(1, 60_000)), max_size=12))
def test_whatever_breaks_on_the_way_the_photo_arrives_as_it_was(
    cast: Cast, seam: Action, phone: Phone, script: list[tuple[int, int]]
) -> None:
    Upload.objects.all().delete()
    for off, length in script:
        row = uploads.begin(by=cast.omar, device=phone.device, content=hash_of(DATA), size=len(DATA))
        begin = row.received + (off if off > 6000 else 0)  # now and then from a wrong place
        with suppress(uploads.Elsewhere, Refused):
            uploads.take(upload=row, offset=begin, data=DATA[begin : begin + length])

    assert bring(phone).state == "whole"
    assert uploads.kept.read(Upload.objects.get().file) == clean(DATA) and not files("coming")


def test_a_fault_of_the_storage_is_told_as_ours_and_tried_again(
    cast: Cast, seam: Action, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwell(_place: str) -> bytes:
        raise ConnectionError("the bucket is unwell")

    monkeypatch.setattr(uploads.kept, "read", unwell)
    told = bring(phone)
    monkeypatch.undo()
    assert (told.state, told.received) == ("coming", len(DATA)) and "need do nothing" in told.said

    assert bring(phone).state == "whole"


def test_a_rest_that_does_not_come_is_cleared_after_thirty_days_and_its_record_says_so(
    cast: Cast, seam: Action, phone: Phone
) -> None:
    record = phone.record("photo", said(seam))
    phone.send(record)
    bring(phone, until=30_000)
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        assert uploads.clear_old() == 0 and files("coming")

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert uploads.clear_old() == 1
        assert files() == [] and Upload.objects.get().cleared_at
        assert latest(record).state == "waiting" and "cleared away" in latest(record).said[0]
        assert phone.send(record)[0].said == tuple(latest(record).said)

        bring(phone)

    assert latest(record).state == "accepted" and seam.photos.count() == 1


def test_what_arrived_goes_when_it_belongs_to_its_action_and_stays_while_somebody_waits(
    cast: Cast, seam: Action, phone: Phone
) -> None:
    lonely = jpeg(seed=60)
    bring(phone), bring(phone, lonely)
    phone.send(phone.record("photo", said(seam)))
    locked = locks.lock(by=cast.director, month=date(2026, 8, 1), provider=cast.provider)
    phone.send(phone.record("photo", said(seam, kind="after", taken_on="2026-08-06")))

    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert uploads.clear_old() == 0  # one waits for its month, of the other no record came yet
        locked.delete()
        for receipt in Receipt.objects.unsettled():
            become_fact(receipt, again=True)
        assert uploads.clear_old() == 1

    assert Upload.objects.get().content == hash_of(lonely)
    assert seam.photos.count() == 2 and len(files("photos")) == len(files("arrived")) == 1
