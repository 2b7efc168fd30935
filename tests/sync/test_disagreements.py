"""Two people changed the same thing: nothing is overwritten, both versions are kept, and a person decides for one, once."""

from datetime import date
from typing import Any

import pytest

from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.delivery.models import Attendance, Visit
from genba.kit.refused import Refused, Stale
from genba.observations.actions import observations
from genba.observations.models import Observation
from genba.plans import actions as plans
from genba.plans.models import Action, Decision
from genba.programmes.actions import locks
from genba.sync.actions.disagreements import decide
from genba.sync.models import Disagreement
from genba.sync.side_by_side import may_decide, side_by_side
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class, keep
from tests.scenes_field import has_baseline
from tests.sync.devices import Phone

pytestmark = pytest.mark.django_db
VISITED = date(2026, 3, 12)


@pytest.fixture
def phone(cast: Cast) -> Phone:
    has_baseline(cast)
    return Phone(cast.omar)


def an_action(cast: Cast) -> Action:
    return plans.propose(by=cast.omar, engagement=cast.engagement, problem="Threads", action="Sweep the aisle", owner="Rosa",
                         due_on=date(2026, 3, 30), proposed_on=date(2026, 3, 2))  # fmt: skip


def a_visit(cast: Cast, **more: Any) -> dict[str, Any]:
    period = {"starts_on": "2026-02-01", "ends_on": "2026-02-28"}
    return {"engagement": cast.engagement.code, "visited_on": str(VISITED), "advice": "Mark the aisle.", **period, **more}


def told_about(cast: Cast, phone: Phone, action: Action, kind: str, **more: Any) -> Any:
    said = {"action": action.code, "kind": kind, **more}
    (told,) = phone.send(phone.record("visit", a_visit(cast, decisions=[said])))
    return told


def state_of(action: Action) -> str:
    return str(Action.objects.get(pk=action.pk).state)


def a_mark(cast: Cast, phone: Phone, room: Classroom) -> Disagreement:
    """Omar's phone says that Rosa was there; somebody had marked that she was not."""
    body = {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {cast.rosa.code: 180}}
    record = phone.record("attendance", body)
    keep(cast, room, room.sessions[0], rosa=0)
    phone.send(record)
    return Disagreement.objects.get()


def test_a_decision_about_what_somebody_changed_meanwhile_is_kept_beside_it(cast: Cast, phone: Phone) -> None:
    action = an_action(cast)
    plans.decide(by=cast.owner, action=action, kind="dropped", on=date(2026, 3, 11), reason="No money")

    told = told_about(cast, phone, action, "done", seen="started")

    kept = Disagreement.objects.get()
    assert (told.state, told.noun) == ("flagged", "visit") and "Sweep the aisle" in told.said[0]
    assert state_of(action) == "dropped" and Visit.objects.get().advice == "Mark the aisle."
    assert (kept.noun, kept.of, kept.about) == ("action", action.code, "done")
    assert (kept.before, kept.mine) == ({"state": "started"}, {"state": "done", "reason": ""})
    assert kept.theirs == {"state": "dropped", "reason": "No money"} and kept.theirs_by == cast.owner


@pytest.mark.parametrize(("meanwhile", "kind", "seen", "is_kept"), [
    (None, "started", "proposed", True), (None, "started", None, True), ("started", "done", "started", True),
    ("started", "done", None, True),  # the device does not say what it saw, and it follows
    ("started", "started", "proposed", None),  # both say the same
    ("done", "done", None, None), ("started", "done", "proposed", False), ("done", "dropped", "started", False),
    ("dropped", "done", None, False), ("dropped", "done", "started", False), ("verified", "done", "started", False),
])  # fmt: skip
def test_what_was_seen_and_what_stands_say_whether_two_people_disagree(
    cast: Cast, phone: Phone, meanwhile: str | None, kind: str, seen: str | None, is_kept: bool | None
) -> None:
    action = an_action(cast)
    if meanwhile == "verified":
        phone.send(phone.record("visit", a_visit(cast, visited_on="2026-03-11", decisions=[{"action": action.code,
                                                                                           "kind": "verified"}])))  # fmt: skip
    elif meanwhile:
        plans.decide(by=cast.owner, action=action, kind=meanwhile, on=date(2026, 3, 11), reason="Because")

    told = told_about(cast, phone, action, kind, seen=seen, reason="Because")

    assert told.noun == "visit" and state_of(action) == (kind if is_kept or is_kept is None else meanwhile)
    assert Disagreement.objects.exists() == (is_kept is False)
    assert Decision.objects.filter(visit__code=told.code).exists() == (is_kept is True)


def test_a_decision_that_is_older_than_what_stands_is_a_disagreement_too(cast: Cast, phone: Phone) -> None:
    action = an_action(cast)
    plans.decide(by=cast.owner, action=action, kind="started", on=date(2026, 3, 20))

    assert told_about(cast, phone, action, "done").state == "flagged"
    decide(by=cast.coordinator, disagreement=Disagreement.objects.get(), is_mine=True)

    made = Decision.objects.get(kind="done")
    assert (made.decided_on, made.decided_by, made.visit) == (date(2026, 3, 20), cast.coordinator, Visit.objects.get())


@pytest.mark.parametrize("wrong", [{"kind": "dropped", "seen": "started"}, {"kind": "done", "seen": "lost"}, {"kind": "gone"},
                                   {"kind": "verified", "seen": "proposed", "reason": "x" * 400}])  # fmt: skip
def test_what_no_page_would_take_needs_fixing_and_is_no_disagreement(
    cast: Cast, phone: Phone, wrong: dict[str, Any]
) -> None:
    action = an_action(cast)

    told = told_about(cast, phone, action, **wrong)

    assert told.state == "to-fix" and not Disagreement.objects.exists() and not Visit.objects.exists()


def test_two_actions_of_one_visit_can_be_disputed_in_the_same_way(cast: Cast, phone: Phone) -> None:
    actions = [an_action(cast), an_action(cast)]
    for action in actions:
        plans.decide(by=cast.owner, action=action, kind="dropped", on=date(2026, 3, 11), reason="No money")
    said = [{"action": action.code, "kind": "done", "seen": "started"} for action in actions]

    (told,) = phone.send(phone.record("visit", a_visit(cast, decisions=said)))

    assert told.state == "flagged" and Disagreement.objects.count() == 2 and len(told.said) == 2


def test_the_side_of_the_device_is_put_in_place_by_the_action_of_the_plan(cast: Cast, phone: Phone) -> None:
    action = an_action(cast)
    plans.decide(by=cast.owner, action=action, kind="dropped", on=date(2026, 3, 11), reason="No money")
    told_about(cast, phone, action, "done", seen="started")

    decide(by=cast.coordinator, disagreement=Disagreement.objects.get(), is_mine=True, reason="It was seen on site")

    assert state_of(action) == "done"
    assert list(action.decisions.values_list("kind", "reason")) == [
        ("dropped", "No money"), ("started", "It was seen on site"), ("done", "It was seen on site")]  # fmt: skip


def test_a_value_that_somebody_else_wrote_down_meanwhile_is_kept_beside_it(cast: Cast, phone: Phone) -> None:
    observations.record(by=cast.owner, enterprise=cast.garments, indicator="defect-rate", starts_on=date(2026, 2, 1),
                        ends_on=date(2026, 2, 28), numerator=70, denominator=1100)  # fmt: skip
    said = [{"indicator": "defect-rate", "numerator": 66, "denominator": 1175}, {"indicator": "on-time-delivery", "numerator": 24, "denominator": 31}]  # fmt: skip

    (told,) = phone.send(phone.record("visit", a_visit(cast, values=said)))

    kept = Disagreement.objects.get()
    assert told.state == "flagged" and "Both are kept" in told.said[0]
    assert Observation.objects.get(indicator="on-time-delivery", visit__code=told.code).numerator == 24
    assert (kept.noun, kept.of, kept.about) == (
        "observation",
        cast.garments.code,
        "defect-rate/2026-02-01/2026-02-28",
    )
    assert kept.theirs_by == cast.owner and kept.theirs["numerator"] == 70 and kept.mine["numerator"] == 66

    (side,) = side_by_side(cast.coordinator, [kept])
    assert side.title == "Sample Street Garments" and side.before == "no value"
    assert (side.theirs, side.mine) == ("70 over 1,100", "66 over 1,175") and not side.is_changed and side.may_decide
    decide(by=cast.coordinator, disagreement=kept, is_mine=True)
    now = Observation.objects.get(indicator="defect-rate", starts_on=date(2026, 2, 1))
    assert (now.numerator, now.denominator, now.recorded_by, now.version) == (66, 1175, cast.coordinator, 2)


def test_the_same_value_from_two_people_is_no_disagreement_and_a_seen_one_is_put_right(cast: Cast, phone: Phone) -> None:
    kept = observations.record(by=cast.owner, enterprise=cast.garments, indicator="defect-rate", starts_on=date(2026, 2, 1),
                               ends_on=date(2026, 2, 28), numerator=70, denominator=1100)  # fmt: skip
    same = {"indicator": "defect-rate", "numerator": 70, "denominator": 1100}

    first, second = phone.send(
        phone.record("visit", a_visit(cast, values=[same])),
        phone.record("visit", a_visit(cast, advice="More", values=[{**same, "numerator": 71, "version": kept.version}])),
    )

    assert (first.state, second.noun) == ("accepted", "visit") and not Disagreement.objects.exists()
    assert Observation.objects.get(pk=kept.pk).numerator == 71


def test_one_value_twice_in_a_record_needs_fixing(cast: Cast, phone: Phone) -> None:
    said = [{"indicator": "defect-rate", "numerator": n, "denominator": 1175} for n in (66, 67)]

    (told,) = phone.send(phone.record("visit", a_visit(cast, values=said)))

    assert (told.state, told.field) == ("to-fix", "values") and not Visit.objects.exists()


def test_an_unlikely_value_takes_the_place_of_another_only_with_a_reason(cast: Cast, phone: Phone) -> None:
    observations.record(by=cast.owner, enterprise=cast.garments, indicator="defect-rate", starts_on=date(2026, 2, 1),
                        ends_on=date(2026, 2, 28), numerator=70, denominator=1100)  # fmt: skip
    odd = [{"indicator": "defect-rate", "numerator": 900, "denominator": 1000}]

    (told,) = phone.send(phone.record("visit", a_visit(cast, values=odd)))

    assert told.state == "flagged" and len(told.said) == 2
    decide(by=cast.coordinator, disagreement=Disagreement.objects.get(), is_mine=True)
    now = Observation.objects.get(indicator="defect-rate", starts_on=date(2026, 2, 1))
    assert now.unusual and "nobody was asked" in now.note


def test_a_mark_is_decided_for_the_device_or_for_what_stands_and_once_only(cast: Cast, phone: Phone) -> None:
    room = a_class(cast)
    kept = a_mark(cast, phone, room)

    decide(by=cast.coordinator, disagreement=kept, is_mine=True, reason="Rosa says so too")

    row = Attendance.objects.get(participant__person=cast.rosa)
    assert (row.minutes, row.marked_by) == (180, cast.coordinator)
    kept.refresh_from_db()
    assert (kept.is_mine, kept.decided_by, kept.reason) == (True, cast.coordinator, "Rosa says so too")
    with pytest.raises(Refused, match="already"):
        decide(by=cast.omar, disagreement=kept, is_mine=False)


def test_what_stands_stays_when_it_is_decided_for(cast: Cast, phone: Phone) -> None:
    room = a_class(cast)

    decide(by=cast.omar, disagreement=a_mark(cast, phone, room), is_mine=False)

    assert Attendance.objects.get(participant__person=cast.rosa).minutes == 0


def test_what_changed_once_more_is_shown_and_never_overwritten_unseen(cast: Cast, phone: Phone) -> None:
    room = a_class(cast)
    kept = a_mark(cast, phone, room)
    (before,) = side_by_side(cast.omar, [kept])
    room.workshop.refresh_from_db()
    keep(cast, room, room.sessions[0], rosa=90)

    with pytest.raises(Refused, match="once more"):
        decide(by=cast.omar, disagreement=kept, is_mine=True, stands=before.stands)
    (after,) = side_by_side(cast.omar, [kept])
    assert after.is_changed and (after.theirs, after.now, after.mine) == (
        "not here",
        "here, 90 minutes",
        "here, 180 minutes",
    )

    decide(by=cast.omar, disagreement=kept, is_mine=True, stands=after.stands)
    assert Attendance.objects.get(participant__person=cast.rosa).minutes == 180


def test_in_a_locked_month_what_stands_can_be_kept_and_nothing_else(cast: Cast, phone: Phone) -> None:
    room = a_class(cast)
    kept = a_mark(cast, phone, room)
    locks.lock(by=cast.director, month=date(2026, 4, 1), provider=cast.provider)

    with pytest.raises(Refused, match="locked"):
        decide(by=cast.coordinator, disagreement=kept, is_mine=True)
    kept.refresh_from_db()
    assert kept.decided_at is None
    decide(by=cast.coordinator, disagreement=kept, is_mine=False)


def test_whoever_sees_the_thing_sees_both_versions_and_whoever_may_change_it_decides(cast: Cast, phone: Phone) -> None:
    kept = a_mark(cast, phone, a_class(cast))

    def sees(user: Any) -> bool:
        return visible(user, Permission.DEVICE_READ, Disagreement).filter(pk=kept.pk).exists()

    assert [sees(u) for u in (cast.omar, cast.coordinator, cast.officer, cast.director, cast.auditor)] == [True] * 5
    assert [may_decide(u, kept) for u in (cast.omar, cast.coordinator, cast.director)] == [True] * 3
    assert [may_decide(u, kept) for u in (cast.officer, cast.auditor)] == [False] * 2
    assert not sees(cast.owner) and not sees(cast.brand_officer) and not can(cast.worker, Permission.DEVICE_READ, kept)


def test_many_disagreements_side_by_side_cost_as_many_queries_as_one(
    cast: Cast, phone: Phone, django_assert_max_num_queries: Any
) -> None:
    room = a_class(cast)
    people = {cast.rosa.code: 180, cast.lina.code: 180, room.nuri.code: 180}
    record = phone.record("attendance", {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": people})
    keep(cast, room, room.sessions[0], rosa=0, lina=0, nuri=90)
    phone.send(record)
    rows = list(Disagreement.objects.select_related("receipt"))

    with django_assert_max_num_queries(5):
        sides = side_by_side(cast.coordinator, rows)

    assert len(sides) == 3 and {s.about for s in sides} >= {"Rosa Vidu, 14 April 2026, morning"}


def test_somebody_who_is_marking_at_that_moment_is_not_overwritten(cast: Cast, phone: Phone) -> None:
    room = a_class(cast)
    kept = a_mark(cast, phone, room)

    decide(by=cast.omar, disagreement=kept, is_mine=True)

    with pytest.raises(Stale):
        keep(cast, room, room.sessions[0], rosa=90)
