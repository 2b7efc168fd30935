"""The calendar: everybody sees their own, visits move with a reason, and a feed tells other calendars."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar

from genba.access.models import User
from genba.delivery.actions import feeds, planned_visits, timetable
from genba.delivery.models import CalendarFeed, PlannedVisit
from genba.programmes.actions import engagements, trainers
from tests.cast import Cast
from tests.scenes_calendar import VISIT, a_cohort, a_visit, at_today, with_class
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")
DECEMBER = "/calendar/?month=2026-12"


def test_a_month_shows_classes_and_visits_with_their_hours(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    with_class(cast, a_cohort(cast))
    a_visit(cast)
    client = sign_in(cast.omar)

    with django_assert_max_num_queries(12):
        answer = client.get(DECEMBER)

    said = words_of(answer)
    assert said.count("Class: Workplace cooperation") == 4
    assert "09:00 –12:00 Visit 1: Sample Street Garments" in said
    assert 'class="month starts-2"' in answer.content.decode()  # the first of December 2026 is a Tuesday


@pytest.mark.parametrize("asked", ["2026-13", "nonsense", "0001-01", "9999-12", "2026-12-01"])
def test_a_month_that_cannot_be_is_this_month(cast: Cast, sign_in: Any, asked: str) -> None:
    assert "November 2026" in words_of(sign_in(cast.omar).get(f"/calendar/?month={asked}"))


def test_everybody_sees_what_the_policy_gives_and_no_more(cast: Cast, sign_in: Any) -> None:
    with_class(cast, a_cohort(cast))
    a_visit(cast)

    def sees(user: User) -> list[bool]:
        said = words_of(sign_in(user).get(DECEMBER))
        return ["Class: Workplace cooperation" in said, "Visit 1: Sample Street Garments" in said]

    assert sees(cast.coordinator) == sees(cast.omar) == sees(cast.owner) == sees(cast.team_member) == [True, True]
    assert sign_in(cast.worker).get(DECEMBER).status_code == sign_in(cast.brand_officer).get(DECEMBER).status_code == 403


def test_a_coordinator_looks_at_one_trainer(cast: Cast, sign_in: Any) -> None:
    a_visit(cast)
    trainers.be_away(by=cast.expert, trainer=cast.expert, starts_on=date(2026, 12, 29), ends_on=date(2027, 1, 2))
    client = sign_in(cast.coordinator)

    omar, eva = (words_of(client.get(f"{DECEMBER}&trainer={t.code}")) for t in (cast.omar, cast.expert))

    assert "Visit 1" in omar and "Away" not in omar
    assert "Visit 1" not in eva and eva.count("Away") == 3


def test_the_second_trainer_sees_the_class_and_its_register(cast: Cast, sign_in: Any) -> None:
    scene = a_cohort(cast)
    workshop = with_class(cast, scene, cast.expert)
    timetable.assign(by=cast.coordinator, cohort=scene.cohort, version=scene.cohort.version, trainer=cast.expert,
                     co_trainer=cast.omar, because="Renewal is on its way")  # fmt: skip

    assert sign_in(cast.omar).get(f"/field/workshops/{workshop.code}/").status_code == 200


def test_one_more_visit_is_planned_from_the_agreement(cast: Cast, sign_in: Any) -> None:
    client, address = sign_in(cast.omar), f"/desk/engagements/{cast.engagement.code}/visits/plan/"
    wanted = {"planned_on": VISIT.isoformat(), "starts_at": "10:15", "trainer": cast.omar.pk}

    early = client.post(address, {**wanted, "planned_on": "2026-01-05"})
    made = client.post(address, wanted, follow=True)
    agreement = words_of(client.get(f"/desk/engagements/{cast.engagement.code}/"))

    assert early.status_code == 422 and "a visit cannot be before that" in words_of(early)
    assert "10:15 Africa/Nairobi" in words_of(made)
    assert "Visit 1 on 22 December 2026 planned" in agreement


def test_a_visit_is_moved_with_a_reason_and_shows_how(cast: Cast, sign_in: Any) -> None:
    planned, client = a_visit(cast), sign_in(cast.omar)
    address = f"/calendar/visits/{planned.code}/"
    to = {"planned_on": "2027-01-04", "starts_at": "09:00", "trainer": cast.omar.pk, "version": 1}

    silent = client.post(f"{address}move/", to)
    said = words_of(client.post(f"{address}move/", {**to, "reason": "Stock-taking"}, follow=True))

    assert silent.status_code == 422
    assert "from 22 December 2026, 09:00 to 4 January 2027, 09:00 : Stock-taking" in said.replace("09:00:", "09:00 :")
    assert "moved" in words_of(client.get("/calendar/?month=2027-01"))


def test_two_who_move_one_visit_are_both_heard_and_nothing_typed_is_lost(cast: Cast, sign_in: Any) -> None:
    planned, client = a_visit(cast), sign_in(cast.coordinator)
    planned_visits.move(
        by=cast.omar, planned=planned, version=1, planned_on=date(2027, 1, 4), starts_at=time(9), reason="Ill"
    )

    answer = client.post(f"/calendar/visits/{planned.code}/move/", {
        "planned_on": "2027-01-05", "starts_at": "09:00", "trainer": cast.omar.pk, "version": 1, "reason": "Holiday"})  # fmt: skip

    assert answer.status_code == 422 and "Somebody else changed this visit while you were typing." in words_of(answer)
    assert "2027-01-04" in words_of(answer) and 'value="2027-01-05"' in answer.content.decode()
    assert PlannedVisit.objects.get().planned_on == date(2027, 1, 4)


def test_a_visit_that_did_not_happen_says_why(cast: Cast, sign_in: Any) -> None:
    planned, client = a_visit(cast), sign_in(cast.omar)

    said = words_of(
        client.post(f"/calendar/visits/{planned.code}/missed/", {"reason": "Road is gone", "version": 1}, follow=True)
    )

    assert "did not happen because: Road is gone" in said and "Move it" not in said


def test_an_owner_sees_a_planned_visit_but_does_not_move_it(cast: Cast, sign_in: Any) -> None:
    planned, client = a_visit(cast), sign_in(cast.owner)

    assert client.get(f"/calendar/visits/{planned.code}/").status_code == 200
    assert client.get(f"/calendar/visits/{planned.code}/move/").status_code == 403


def feed(client: Any, secret: str) -> dict[str, Any]:
    """The events of a feed by their uid, as another library reads them."""
    answer = client.get(f"/calendar/feed/{secret}.ics")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return {str(e["UID"]): e for e in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_the_feed_has_each_event_with_a_lasting_name_in_utc(cast: Cast, client: Any) -> None:
    with_class(cast, a_cohort(cast))
    planned = a_visit(cast)
    secret = feeds.make(by=cast.omar)

    before = feed(client, secret)
    moved = planned_visits.move(by=cast.omar, planned=planned, version=1, planned_on=date(2027, 1, 4), starts_at=time(9),
                                reason="Ill")  # fmt: skip
    after = feed(client, secret)
    planned_visits.miss(by=cast.omar, planned=moved, version=2, reason="Road is gone")
    last = feed(client, secret)[f"visit-{planned.code}@genba"]

    assert set(before) == set(after) and len(before) == 5
    visit, then = before[f"visit-{planned.code}@genba"], after[f"visit-{planned.code}@genba"]
    assert visit["DTSTART"].dt == datetime(2026, 12, 22, 6, 0, tzinfo=UTC)  # nine in Nairobi
    assert then["DTSTART"].dt == datetime(2027, 1, 4, 6, 0, tzinfo=UTC)
    assert (visit["SEQUENCE"], then["SEQUENCE"], last["SEQUENCE"]) == (1, 2, 3)
    assert (then["STATUS"], last["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_the_feed_follows_the_clock_of_the_place_across_its_change(cast: Cast, client: Any) -> None:
    for day in (date(2027, 3, 12), date(2027, 3, 15)):  # the clocks of New York go forward on the 14th
        planned_visits.plan(by=cast.coordinator, time_zone="America/New_York",
                            wish=planned_visits.Wish(cast.engagement, day, starts_at=time(9)))  # fmt: skip
    secret = feeds.make(by=cast.omar)

    hours = sorted(event["DTSTART"].dt for event in feed(client, secret).values())

    assert hours == [datetime(2027, 3, 12, 14, tzinfo=UTC), datetime(2027, 3, 15, 13, tzinfo=UTC)]


def test_the_feed_names_no_person(cast: Cast, client: Any) -> None:
    with_class(cast, a_cohort(cast))
    planned = a_visit(cast)
    planned_visits.miss(by=cast.omar, planned=planned, version=1, reason="Rosa Vidu is ill")
    secret = feeds.make(by=cast.coordinator)

    text = client.get(f"/calendar/feed/{secret}.ics").content.decode()

    assert "Sample Street Garments" in text
    assert not any(name in text for name in ("Omar", "Maya", "Lina", "Rosa", "example.org"))


def test_a_feed_ends_when_it_is_renewed_stopped_or_guessed(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    first = feeds.make(by=cast.omar)
    page = client.post("/calendar/feed/").content.decode()
    second = page[page.index("http://testserver/calendar/feed/") :].split("/feed/")[1].split(".ics")[0]

    assert client.get(f"/calendar/feed/{first}.ics").status_code == 404
    assert client.get(f"/calendar/feed/{second}.ics").status_code == 200
    assert second not in client.get("/calendar/feed/").content.decode()
    client.post("/calendar/feed/stop/")
    assert client.get(f"/calendar/feed/{second}.ics").status_code == 404
    assert client.get("/calendar/feed/guess.ics").status_code == 404
    assert CalendarFeed.objects.filter(revoked_at=None).count() == 0


def test_the_feed_of_somebody_who_left_is_gone(cast: Cast, client: Any) -> None:
    secret = feeds.make(by=cast.omar)

    User.objects.filter(pk=cast.omar.pk).update(is_active=False)

    assert client.get(f"/calendar/feed/{secret}.ics").status_code == 404


def test_a_class_is_moved_with_a_reason_and_its_events_keep_their_names(cast: Cast, sign_in: Any) -> None:
    workshop = with_class(cast, a_cohort(cast))
    client, secret = sign_in(cast.coordinator), feeds.make(by=cast.coordinator)
    before, to = feed(client, secret), {"starts_on": "2026-12-15", "version": 1}

    silent = client.post(f"/desk/workshops/{workshop.code}/move/", to)
    said = words_of(client.post(f"/desk/workshops/{workshop.code}/move/", {**to, "reason": "Hall is taken"}, follow=True))
    after = feed(client, secret)

    assert silent.status_code == 422
    assert "15 December 2026" in said and "moved the class : Hall is taken" in said.replace("class:", "class :")
    assert set(before) == set(after)
    first = f"class-{workshop.code}-1@genba"
    assert (before[first]["DTSTART"].dt.day, after[first]["DTSTART"].dt.day) == (8, 15)
    assert after[first]["SEQUENCE"] > before[first]["SEQUENCE"]
    assert words_of(client.get(DECEMBER)).count("moved") == 4


def test_the_visits_of_an_enterprise_that_left_are_called_off_and_leave_the_trainer_free(cast: Cast, sign_in: Any) -> None:
    scene = a_cohort(cast)
    planned, secret = a_visit(cast, engagement=scene.joinery), feeds.make(by=cast.omar)
    client = sign_in(cast.omar)
    before = feed(client, secret)[f"visit-{planned.code}@genba"]

    engagements.withdraw(by=cast.coordinator, engagement=scene.joinery, withdrawn_on=date(2026, 11, 20), reason="Closed")
    said, after = words_of(client.get(f"/calendar/visits/{planned.code}/")), feed(client, secret)[str(before["UID"])]

    assert "Model Joinery has left the module." in said and "Move it" not in said
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED") and after["SEQUENCE"] > before["SEQUENCE"]
    assert a_visit(cast).because == ""  # the same hour of the same trainer
