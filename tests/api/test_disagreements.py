"""Disagreements by program: both versions in words ready to show, and a decision by whoever may change the thing itself."""

from datetime import date
from typing import Any

import pytest

from genba.delivery.models import Attendance
from genba.programmes.actions import locks
from genba.sync.models import Disagreement
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.sync.devices import Phone


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.fixture
def kept(cast: Cast, room: Classroom) -> Disagreement:
    phone = Phone(cast.omar)
    record = phone.record("attendance", {"workshop": room.workshop.code, "session": room.sessions[0].key,
                                         "marks": {cast.rosa.code: 180}})  # fmt: skip
    keep(cast, room, room.sessions[0], rosa=0)
    phone.send(record)
    return Disagreement.objects.get()


def test_a_trainer_reads_both_versions_in_words_and_decides(
    cast: Cast, page: Any, room: Classroom, kept: Disagreement
) -> None:
    omar = page(cast.omar)
    (told,) = ok(omar.get("/disagreements"), 200)["items"]

    assert told == ok(omar.get(f"/disagreements/{kept.code}"), 200)
    assert (told["title"], told["about"]) == ("Hall of the chamber, Nairobi", "Rosa Vidu, 14 April 2026, morning")
    assert (told["before"], told["theirs"], told["mine"], told["now"]) == (
        "not marked",
        "not here",
        "here, 180 minutes",
        "not here",
    )
    assert (told["theirs_by"], told["mine_by"], told["may_decide"], told["is_changed"]) == (
        "Omar Muster",
        "Omar Muster",
        True,
        False,
    )

    done = ok(
        omar.post(f"/disagreements/{kept.code}/decision", {"is_mine": True, "reason": "She was", "stands": told["stands"]})
    )

    assert (done["is_mine"], done["decided_by"], done["reason"]) == (True, "Omar Muster", "She was")
    assert Attendance.objects.get().minutes == 180
    assert ok(omar.get("/disagreements"), 200)["items"] == []
    assert len(ok(omar.get("/disagreements", {"state": "decided"}), 200)["items"]) == 1
    problem_of(omar.post(f"/disagreements/{kept.code}/decision", {"is_mine": False}), 422)


def test_what_changed_once_more_is_read_again_before_it_is_overwritten(
    cast: Cast, page: Any, room: Classroom, kept: Disagreement
) -> None:
    omar = page(cast.omar)
    stands = ok(omar.get(f"/disagreements/{kept.code}"), 200)["stands"]
    room.workshop.refresh_from_db()
    keep(cast, room, room.sessions[0], rosa=90)

    refused = omar.post(f"/disagreements/{kept.code}/decision", {"is_mine": True, "stands": stands})

    assert "once more" in problem_of(refused, 422)["detail"] and Attendance.objects.get().minutes == 90
    assert ok(omar.get(f"/disagreements/{kept.code}"), 200)["is_changed"]
    ok(omar.post(f"/disagreements/{kept.code}/decision", {"is_mine": False}))
    assert Attendance.objects.get().minutes == 90


def test_a_locked_month_and_a_body_that_is_no_decision_are_met_with_a_sentence(
    cast: Cast, page: Any, kept: Disagreement
) -> None:
    locks.lock(by=cast.director, month=date(2026, 4, 1), provider=cast.provider)
    omar, address = page(cast.omar), f"/disagreements/{kept.code}/decision"

    assert "locked" in problem_of(omar.post(address, {"is_mine": True}), 422)["detail"]
    for wrong in ({}, {"is_mine": "perhaps"}, {"is_mine": True, "reason": "x" * 301}, {"is_mine": True, "reason": "a\0b"},
                  {"is_mine": True, "stands": "no"}, {"is_mine": True, "colour": "red"}):  # fmt: skip
        assert about(omar.post(address, wrong))


def test_only_whoever_may_change_the_thing_decides(cast: Cast, page: Any, program: Any, kept: Disagreement) -> None:
    address = f"/disagreements/{kept.code}"
    kip, ada = program(cast.officer), page(cast.auditor)

    assert not ok(kip.get(address), 200)["may_decide"] and not ok(ada.get(address), 200)["may_decide"]
    for reader in (kip, ada):
        assert reader.post(f"{address}/decision", {"is_mine": False}).status_code == 403
    assert page(cast.owner).get("/disagreements").status_code == 403
    cast.coordinator.grants.update(scope_id=str(cast.rival.pk))
    assert page(cast.coordinator).get(address).status_code == 404
