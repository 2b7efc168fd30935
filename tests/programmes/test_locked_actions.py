"""Every action that puts a day on something asks whether the month of that day is locked. None may forget to."""

import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from PIL import Image

from genba.closeout.actions import completions, follow_ups, talks
from genba.closeout.models import FollowUp
from genba.delivery.actions import attendance, calling_off, guests, signatures, timetable, visits, workshops
from genba.impact.actions import visits as whole_visits
from genba.impact.actions.visits import Found
from genba.kit.refused import Refused
from genba.observations.actions import baselines, months, observations
from genba.observations.actions.baselines import Answer, Seen
from genba.observations.actions.checks import indicator_called, judged
from genba.observations.ledger import Ledger, Value
from genba.plans import actions as plans
from genba.plans.actions import photos, teams
from genba.programmes.actions import engagements, locks, offers
from genba.quality.actions import findings
from genba.quality.models import Finding
from genba.review.openable import openable
from tests.cast import Cast
from tests.scenes_field import has_class
from tests.scenes_review import measured

NOW = datetime(2026, 10, 5, 8, 0, tzinfo=ZoneInfo("UTC"))
IN_MARCH = datetime(2026, 3, 24, 8, 0, tzinfo=ZoneInfo("UTC"))
MARCH = date(2026, 3, 12)  # a day of a locked month; April to September are locked too, February is not
SEPTEMBER = date(2026, 9, 28)
OCTOBER = date(2026, 10, 2)  # and October is open
ROOMS = ("programmes", "delivery", "plans", "observations", "closeout", "impact", "quality")


def a_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(out, "PNG")
    return out.getvalue()


class Spring:
    """What was done in March, before anybody locked it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.visit = measured(cast)
        self.room = has_class(cast, MARCH)
        self.session = self.room.sessions.get()
        self.guest = guests.note(by=cast.omar, workshop=self.room, there_on=MARCH, kind="observer", name="Ola Observer")
        (self.seat,) = workshops.enrol(by=cast.coordinator, workshop=self.room, people=[cast.rosa])
        self.action = self.propose(MARCH)
        self.other = self.propose(MARCH)
        plans.decide(action=self.action, by=cast.omar, kind="done", on=MARCH)
        plans.record_saving(action=self.action, by=cast.omar, actual=Decimal(200), method="Counted")
        self.photo = photos.add(
            action=self.action, by=cast.omar, kind="before", data=a_picture(), shows="A heap", taken_on=MARCH
        )
        self.team = teams.form(by=cast.owner, engagement=cast.engagement, name="Circle", formed_on=MARCH)
        self.member = teams.join(by=cast.owner, team=self.team, person=cast.lina, chosen="elected", since_on=MARCH)
        self.meeting = teams.hold_meeting(by=cast.owner, team=self.team, held_on=MARCH, minutes=30, said="Heaps",
                                          present=[self.member])  # fmt: skip
        self.completion = completions.confirm(by=cast.coordinator, engagement=cast.engagement, completed_on=date(2026, 3, 24),
                                              reason="All is well")  # fmt: skip
        self.follow_up = FollowUp.objects.get(completion=self.completion, months=6)
        self.second = engagements.open_engagement(
            by=cast.coordinator, programme=cast.programme, enterprise=cast.garments, module="workplace-cooperation",
            provider=cast.provider, trainer=cast.omar, agreed_on=date(2026, 2, 20),
        )  # fmt: skip

    def propose(self, day: date, **facts: Any) -> Any:
        return plans.propose(by=self.cast.omar, engagement=self.cast.engagement, problem="Heaps", action="Shelves", owner="Rosa",
                             due_on=date(2026, 12, 1), proposed_on=day, **facts)  # fmt: skip

    def planned(self, day: date) -> Any:
        c = self.cast
        return workshops.plan(by=c.coordinator, programme=c.programme, provider=c.provider, trainer=c.omar,
                              module="workplace-cooperation", place="Hall", days=[day], engagements=[c.engagement])  # fmt: skip

    def value(self) -> dict[str, Any]:
        return {"enterprise": self.cast.garments, "indicator": "absenteeism", "starts_on": date(2026, 3, 1),
                "ends_on": date(2026, 3, 31), "numerator": 40, "denominator": 1000}  # fmt: skip

    def doubted(self) -> Finding:
        """Somebody doubts what was lost in March."""
        facts = {"indicator": "absenteeism", "kind": "missing", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31)}
        made: Finding = Finding.objects.create(
            enterprise=self.cast.garments, data={"months": ["2026-03"], "said": 5, "of": 6, "also": []}, **facts
        )
        return made

    def kept(self) -> Any:
        facts = self.value() | {"indicator": indicator_called("absenteeism")}
        value = Value(**facts)
        return judged(value, Ledger([value]))

    def signed(self) -> Any:
        c = self.cast
        return offers.make(by=c.coordinator, programme=c.programme, enterprise=c.garments, provider=c.provider, trainer=None,
                           format="standard", prices={"workplace-cooperation": Decimal(10)}, currency="USD", offered_on=MARCH,
                           promises=offers.Promises(4, 2, 3), valid_until=OCTOBER, insist=True)  # fmt: skip


Attempt = Callable[[Spring, Cast], Any]
EMPTY = Found(date(2026, 2, 1), date(2026, 2, 28))
HELD: dict[str, Attempt] = {
    "programmes.engagements.open_engagement": lambda s, c: engagements.open_engagement(
        by=c.coordinator, programme=c.programme, enterprise=c.garments, module="workplace-cooperation", provider=c.provider,
        trainer=c.omar, agreed_on=MARCH),
    "programmes.engagements.withdraw": lambda s, c: engagements.withdraw(
        by=c.coordinator, engagement=s.second, withdrawn_on=MARCH, reason="Closed"),
    "programmes.offers.make": lambda s, c: s.signed(),
    "delivery.attendance.mark": lambda s, c: attendance.mark(
        by=c.omar, workshop=s.room, session=s.session, marks={c.rosa.code: 5}, version=s.room.version),
    "delivery.calling_off.call_off": lambda s, c: calling_off.call_off(
        by=c.coordinator, workshop=s.room, version=s.room.version, reason="Rain"),
    "delivery.guests.note": lambda s, c: guests.note(
        by=c.omar, workshop=s.room, there_on=MARCH, kind="observer", name="Nia Neu", organisation="Ministry"),
    "delivery.guests.remove": lambda s, c: guests.remove(by=c.omar, guest=s.guest),
    "delivery.workshops.seat_walk_in": lambda s, c: workshops.seat_walk_in(by=c.omar, workshop=s.room, person=c.lina),
    "observations.months.write_down": lambda s, c: months.write_down(
        by=c.owner, enterprise=c.garments, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31),
        values=[Answer("absenteeism", 40, 1000)]),
    "delivery.signatures.sign": lambda s, c: signatures.sign(
        by=c.omar, visit=s.visit, role="worker", version=s.visit.version, name="Rosa", signed_on=date(2026, 3, 21)),
    "delivery.signatures.keep_signed": lambda s, c: signatures.keep_signed(
        by=c.omar, visit=s.visit, role="worker", version=s.visit.version, name="Rosa", signed_on=date(2026, 3, 21)),
    "delivery.timetable.move_class": lambda s, c: timetable.move_class(
        by=c.coordinator, workshop=s.room, version=s.room.version, days=[date(2026, 11, 2)], reason="Rain", because="So"),
    "delivery.visits.report": lambda s, c: visits.report(by=c.omar, engagement=s.second, visited_on=MARCH, advice="Shelves"),
    "delivery.visits.edit": lambda s, c: visits.edit(
        visit=s.visit, by=c.omar, version=s.visit.version, changes={"advice": "Other"}),
    "delivery.workshops.plan": lambda s, c: s.planned(MARCH),
    "delivery.workshops.enrol": lambda s, c: workshops.enrol(by=c.coordinator, workshop=s.room, people=[c.lina]),
    "delivery.workshops.add_participant": lambda s, c: workshops.add_participant(
        by=c.omar, workshop=s.room, enterprise=c.garments, name="Nia Neu", sex="female", role="worker"),
    "delivery.workshops.withdraw": lambda s, c: workshops.withdraw(by=c.coordinator, participant=s.seat, reason="Ill"),
    "plans.photos.add": lambda s, c: photos.add(
        action=s.action, by=c.omar, kind="after", data=a_picture(), shows="Shelves", taken_on=MARCH),
    "plans.photos.take_away": lambda s, c: photos.take_away(photo=s.photo, by=c.omar),
    "plans.photos.propose_with_photo": lambda s, c: photos.propose_with_photo(
        by=c.omar, engagement=c.engagement, data=a_picture(), shows="A heap", problem="P", action="A", owner="O",
        due_on=OCTOBER, proposed_on=MARCH),
    "plans.plan.propose": lambda s, c: s.propose(MARCH),
    "plans.plan.edit": lambda s, c: plans.edit(
        action=s.action, by=c.omar, version=s.action.version + 1, changes={"cost": Decimal(900)}),
    "plans.plan.decide": lambda s, c: plans.decide(action=s.other, by=c.omar, kind="done", on=MARCH),
    "plans.savings.record_saving": lambda s, c: plans.record_saving(
        action=s.action, by=c.omar, actual=Decimal(250), method="Again"),
    "plans.savings.verify_saving": lambda s, c: plans.verify_saving(action=s.action, by=c.omar, visit=s.visit),
    "plans.savings.count_in": lambda s, c: plans.count_in(action=s.action, by=c.omar, other=s.other),
    "plans.teams.form": lambda s, c: teams.form(by=c.owner, engagement=s.second, name="Second", formed_on=MARCH),
    "plans.teams.join": lambda s, c: teams.join(
        by=c.owner, team=s.team, person=c.rosa, chosen="elected", since_on=date(2026, 3, 20)),
    "plans.teams.leave": lambda s, c: teams.leave(by=c.owner, member=s.member, until_on=date(2026, 3, 30)),
    "plans.teams.hold_meeting": lambda s, c: teams.hold_meeting(
        by=c.owner, team=s.team, held_on=date(2026, 3, 19), minutes=20, said="More", present=[s.member]),
    "plans.teams.correct_meeting": lambda s, c: teams.correct_meeting(
        by=c.owner, meeting=s.meeting, version=1, changes={"held_on": OCTOBER}, present=[s.member]),
    "plans.teams.decide_at": lambda s, c: teams.decide_at(
        by=c.owner, meeting=s.meeting, problem="P", action="A", owner="O", due_on=OCTOBER),
    "observations.baselines.take_baseline": lambda s, c: baselines.take_baseline(
        by=c.omar, engagement=s.second, taken_on=date(2026, 3, 2), starts_on=date(2026, 2, 1), ends_on=date(2026, 2, 28),
        values=[Answer("defect-rate", 70, 1180, version=1)], practices={}),
    "observations.baselines.check_practices": lambda s, c: baselines.check_practices(
        by=c.omar, engagement=c.engagement, checked_on=MARCH, practices={"charter": Seen("practised")}),
    "observations.observations.record": lambda s, c: observations.record(by=c.omar, **s.value()),
    "observations.observations.record_many": lambda s, c: observations.record_many(
        by=c.omar, values=[s.kept()], source="import"),
    "closeout.completions.confirm": lambda s, c: completions.confirm(
        by=c.coordinator, engagement=s.second, completed_on=MARCH, reason="So"),
    "closeout.completions.take_back": lambda s, c: completions.take_back(
        by=c.coordinator, completion=s.completion, reason="Wrong"),
    "closeout.follow_ups.report": lambda s, c: follow_ups.report(
        by=c.omar, follow_up=s.follow_up, done_on=SEPTEMBER, how="phone", answers={"charter": "yes"}),
    "closeout.talks.note": lambda s, c: talks.note(
        by=c.coordinator, engagement=c.engagement, talked_on=MARCH, present="Lina", agreed="More"),
    "impact.visits.report": lambda s, c: whole_visits.report(
        by=c.omar, engagement=c.engagement, visited_on=date(2026, 3, 27), advice="Shelves", found=EMPTY),
    "impact.visits.edit": lambda s, c: whole_visits.edit(
        by=c.omar, visit=s.visit, version=s.visit.version, changes={"advice": "Other"}, found=EMPTY),
    "quality.findings.put_right": lambda s, c: findings.put_right(
        by=c.omar, finding=s.doubted(), starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 31), numerator=40, denominator=1000),
}  # fmt: skip
TODAY = "it is dated by the day on which it is said, and today's month is never locked"
AHEAD = "it is about days to come, and refuses those that are over"
APART = "it is about the programme, a trainer or a lock, and not about what was delivered in a month"
SCREEN = "its day is the one of the screen; the people of a class may still answer when its month was locked"
FREE = {
    "programmes.applications.apply": "who asks to join has nothing to do with what was delivered",
    "programmes.applications.take_on": TODAY, "programmes.applications.decline": TODAY,
    "programmes.on_the_way.see": TODAY, "programmes.on_the_way.give_to": TODAY, "programmes.on_the_way.ask": TODAY,
    "programmes.on_the_way.remark": TODAY, "programmes.welcoming.welcome": TODAY,
    "programmes.payers.name_payer": "it says who somebody is whose name stands in agreements, and changes none of them",
    "impact.rates.enter": APART, "impact.meanings.settle": "it says something about a definition and changes no value",
    "impact.renames.follow": "the same rows by the name that their package has now",
    "programmes.applications.set_rule": APART, "programmes.cohorts.form": AHEAD, "programmes.cohorts.add": TODAY,
    "programmes.cohorts.take_out": TODAY, "programmes.cohorts.assign": AHEAD, "programmes.estimates.tell": TODAY,
    "programmes.estimates.assume": APART, "programmes.locks.lock": APART, "programmes.locks.open_for": APART,
    "programmes.offers.accept": TODAY, "programmes.offers.countersign": "it opens engagements, and those ask",
    "programmes.papers.keep": "a paper that was signed is kept whenever it turns up",
    "delivery.checkin.open_door": TODAY, "delivery.checkin.close_door": TODAY, "delivery.checkin.welcome": TODAY,
    "delivery.checkin.turn_away": TODAY, "delivery.checkin.take_back": TODAY, "delivery.calling_off.hold_again": AHEAD,
    "delivery.timetable.plan_alone": AHEAD,
    "programmes.offers.cancel": TODAY, "programmes.offers.sign": "it opens engagements, and those ask",
    "programmes.programmes.begin": APART, "programmes.trainers.describe": APART, "programmes.trainers.certify": APART,
    "programmes.trainers.be_away": APART, "programmes.trainers.be_back": APART, "delivery.certificates.issue": TODAY,
    "delivery.feeds.make": TODAY, "delivery.feeds.stop": TODAY, "delivery.planned_visits.plan": AHEAD,
    "delivery.planned_visits.plan_many": AHEAD, "delivery.planned_visits.move": AHEAD, "delivery.planned_visits.miss": TODAY,
    "delivery.satisfaction.open_survey": SCREEN, "delivery.satisfaction.tally": SCREEN, "delivery.satisfaction.gather": SCREEN, "delivery.satisfaction.close": SCREEN,
    "delivery.timetable.plan_class": AHEAD, "delivery.timetable.assign": AHEAD, "plans.comments.say": TODAY,
    "plans.teams.rename": "a name has no day", "impact.framework.add_indicator": APART,
    "impact.panels.export": "it hands out what is there and changes none of it",
    "impact.evaluations.ask": "it reads what is there and changes none of it",
    "quality.findings.confirm": "it says something about a value and changes none",
    "quality.verifications.draw": "it reads what is there and changes none of it", "quality.verifications.record_result": TODAY,
    "impact.framework.enter": "aims and results that were told to a donor have periods of their own",
    "impact.framework_baseline.set_baseline": "aims and results that were told to a donor have periods of their own",
    "impact.framework_baseline.begin_year_in": APART,
    "impact.framework_evidence.add": "what shows a result is kept whenever it turns up",
    "impact.framework_evidence.take_back": "what shows a result is kept whenever it turns up",
    "impact.framework.import_rows": "aims and results that were told to a donor have periods of their own",
}  # fmt: skip


def actions_of(room: str) -> Iterator[str]:
    """Every action of a room, as room.file.name: what is done by somebody, and where it is defined."""
    package = importlib.import_module(f"genba.{room}.actions")
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"genba.{room}.actions.{info.name}")
        for name, found in inspect.getmembers(module, inspect.isfunction):
            mine = inspect.unwrap(found).__module__ == module.__name__
            if mine and not name.startswith("_") and "by" in inspect.signature(found).parameters:
                yield f"{room}.{info.name}.{name}"


@pytest.fixture
def spring(cast: Cast) -> Iterator[Spring]:
    with time_machine.travel(IN_MARCH, tick=False):
        made = Spring(cast)
    with time_machine.travel(NOW, tick=False):
        for month in range(3, 10):
            locks.lock(by=cast.coordinator, month=date(2026, month, 1), provider=cast.provider)
        yield made


def test_every_action_is_held_by_a_lock_or_says_why_not() -> None:
    known = {name for room in ROOMS for name in actions_of(room)}

    assert known == HELD.keys() | FREE.keys()
    assert not HELD.keys() & FREE.keys()


@pytest.mark.parametrize("name", HELD)
def test_what_is_dated_in_a_locked_month_is_refused_with_the_same_sentence(spring: Spring, name: str) -> None:
    with pytest.raises(Refused, match=r"(March|September) 2026 is locked by Maya Muster. It can be opened for one thing"):
        HELD[name](spring, spring.cast)


@pytest.mark.parametrize("name", HELD)
def test_the_way_out_is_to_open_the_enterprise_or_the_class_with_a_reason(spring: Spring, name: str) -> None:
    cast = spring.cast
    for noun, code in (("enterprise", cast.garments.code), ("workshop", spring.room.code)):
        thing, found = openable(cast.coordinator, noun, code)
        locks.open_for(by=cast.coordinator, locks=found, thing=thing, reason="The ink had run")

    try:
        HELD[name](spring, cast)
    except Refused as no:
        assert "locked" not in no.reason, no.reason


def test_who_sees_to_an_action_of_a_locked_month_and_by_when_may_still_change(spring: Spring) -> None:
    changed = plans.edit(action=spring.other, by=spring.cast.omar, version=1,
                         changes={"owner": "Lina", "due_on": date(2026, 12, 24), "problem": "Heaps"})  # fmt: skip

    assert (changed.owner, changed.due_on) == ("Lina", date(2026, 12, 24))


def test_a_saving_is_stated_for_what_was_done_in_a_locked_month_and_then_stands_in_todays(spring: Spring) -> None:
    plans.decide(action=spring.other, by=spring.cast.omar, kind="done", on=OCTOBER)

    first = plans.record_saving(action=spring.other, by=spring.cast.omar, actual=Decimal(90), method="Counted")
    second = plans.record_saving(action=first, by=spring.cast.omar, actual=Decimal(95), method="Counted again")

    assert (second.actual_saving, second.saving_on) == (Decimal(95), NOW.date())


def test_a_class_of_two_months_is_held_by_either(cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        room = has_class(cast, date(2026, 9, 30), date(2026, 10, 1))
        locks.lock(by=cast.coordinator, month=SEPTEMBER, provider=cast.provider)

        with pytest.raises(Refused, match="September 2026 is locked"):
            workshops.enrol(by=cast.coordinator, workshop=room, people=[cast.rosa])
        attendance.mark(by=cast.omar, workshop=room, session=room.sessions.get(held_on=OCTOBER.replace(day=1)), marks={},
                        version=room.version)  # fmt: skip
