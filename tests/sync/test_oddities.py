"""What is odd about how a record was made is told to its author and its reviewer, and never refuses. Bounds, then the way in."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from genba.delivery.models import Visit
from genba.directory.models import Enterprise
from genba.sync.oddities import Where, all_alike, at_night, days_off, far_away, kilometres, too_short
from tests.cast import Cast
from tests.scenes_classes import Classroom, a_class
from tests.scenes_field import has_baseline
from tests.sync.devices import Phone

NAIROBI = "Africa/Nairobi"  # three hours ahead of UTC
TOWN = (-1.2864, 36.8172)


@pytest.mark.parametrize(("one", "other", "km"), [((0, 0), (0, 0), 0), ((0, 0), (0, 1), 111.195), ((90, 0), (-90, 0), 20015.1),
                                                  ((0, 179.5), (0, -179.5), 111.195), ((0, 0), (0, 180), 20015.1)])  # fmt: skip
def test_the_way_between_two_places(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    """A degree of a great circle is 111.195 km, half of it 20,015.1 km (mean radius 6,371.0088 km)."""
    assert kilometres(*one, *other) == pytest.approx(km, rel=1e-5)


def test_far_is_beyond_three_kilometres_even_if_the_position_is_as_wrong_as_it_may_be() -> None:
    def north(km: float, accuracy: float = 0) -> int | None:
        return far_away(Where(lat=TOWN[0] + km / 111.195, lon=TOWN[1], accuracy=accuracy), *TOWN)

    assert north(2.99) is None and north(3.02) == 3 and north(40.2) == 40
    assert north(4, accuracy=900) == 4 and north(4, accuracy=1100) is None
    assert north(400, accuracy=5000) == 400 and north(400, accuracy=5001) is None
    assert far_away(None, *TOWN) is None and far_away(Where(lat=0, lon=0), None, 3) is None


@pytest.mark.parametrize(("clock", "is_night"), [("18:59", False), ("19:00", True), ("01:59", True), ("02:00", False)])
def test_night_is_from_ten_to_five_by_the_clock_of_the_country(clock: str, is_night: bool) -> None:
    assert at_night(datetime.fromisoformat(f"2026-03-12T{clock}+00:00"), NAIROBI) is is_night


def test_more_than_two_days_apart_by_the_calendar_of_the_country() -> None:
    late = datetime(2026, 3, 14, 20, 59, tzinfo=UTC)  # 23:59 of the 14th in Nairobi

    assert days_off(late, NAIROBI, date(2026, 3, 12)) is None
    assert days_off(late + timedelta(minutes=1), NAIROBI, date(2026, 3, 12)) == 3
    assert days_off(late, NAIROBI, date(2026, 3, 16)) is None and days_off(late, NAIROBI, date(2026, 3, 17)) == 3


def test_too_short_is_under_three_minutes_for_more_than_five_answers() -> None:
    began = datetime(2026, 3, 12, 9, tzinfo=UTC)
    three = began + timedelta(minutes=3)
    shorter = three - timedelta(seconds=1)

    assert too_short(began, shorter, 6) and not too_short(began, shorter, 5) and not too_short(began, three, 6)
    assert not too_short(began, None, 9) and not too_short(None, three, 9) and not too_short(three, began, 9)


def test_alike_is_three_amounts_or_more_and_all_of_them() -> None:
    before: Any = {"a": (1, 10), "b": (2, 10), "c": (3, 10)}

    assert all_alike(before, before) and all_alike({**before, "new": (9, 9)}, before)
    assert not all_alike({**before, "c": (4, 10)}, before)
    assert not all_alike({"a": (1, 10), "b": (2, 10)}, before) and not all_alike({}, {})


@pytest.fixture
def phone(cast: Cast) -> Phone:
    has_baseline(cast)
    Enterprise.objects.filter(pk=cast.garments.pk).update(latitude=TOWN[0], longitude=TOWN[1])
    return Phone(cast.omar)


def a_visit(cast: Cast, **more: Any) -> dict[str, Any]:
    period = {"starts_on": "2026-02-01", "ends_on": "2026-02-28"}
    return {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice": "Mark the aisle.", **period, **more}


@pytest.mark.django_db
def test_a_visit_that_is_odd_in_every_way_is_kept_and_each_is_said_without_the_position(cast: Cast, phone: Phone) -> None:
    practices = [{"practice": code, "state": "absent"} for code in ("charter", "feedback-loop")]
    values = [{"indicator": "defect-rate", "numerator": 71, "denominator": 1180}]
    odd = {"where": {"lat": -1.2864, "lon": 37.5, "accuracy": 30}, "began_at": "2026-03-16T20:00:00Z",
           "ended_at": "2026-03-16T20:01:00Z"}  # fmt: skip

    (told,) = phone.send(phone.record("visit", a_visit(cast, values=values, practices=practices[:1], **odd)))

    said = " ".join(told.said)
    assert told.state == "flagged" and Visit.objects.count() == 1
    assert "76 km away" in said and "at night" in said and "4 days apart" in said and "three minutes" not in said
    assert "37.5" not in said and "1.28" not in said


@pytest.mark.django_db
def test_a_visit_on_its_day_near_the_enterprise_is_not_flagged(cast: Cast, phone: Phone) -> None:
    usual = {"where": {"lat": -1.29, "lon": 36.82, "accuracy": 30}, "began_at": "2026-03-12T08:00:00Z",
             "ended_at": "2026-03-12T08:20:00Z"}  # fmt: skip

    (told,) = phone.send(phone.record("visit", a_visit(cast, **usual)))

    assert (told.state, list(told.said)) == ("accepted", [])


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", [{"where": {"lat": 999, "lon": 0}}, {"where": "here"}, {"where": {"lat": float(10**9)}},
                                      {"began_at": "yesterday"}, {"began_at": {"x": 7}, "ended_at": []}, {"where": None}])  # fmt: skip
def test_a_device_that_says_nonsense_about_itself_is_as_good_as_silent(
    cast: Cast, phone: Phone, nonsense: dict[str, Any]
) -> None:
    (told,) = phone.send(phone.record("visit", a_visit(cast, **nonsense)))

    assert (told.state, list(told.said)) == ("accepted", [])


@pytest.mark.django_db
def test_the_clock_of_the_device_is_put_right_before_it_is_called_night(cast: Cast) -> None:
    has_baseline(cast)
    ahead = Phone(cast.omar, off=timedelta(hours=10))
    began = {"began_at": "2026-03-12T18:30:00Z"}  # 21:30 + ... by its clock, 11:30 in Nairobi by ours

    (told,) = ahead.send(ahead.record("visit", a_visit(cast, **began)))

    assert told.state == "flagged" and len(told.said) == 1 and "clock" in told.said[0]


@pytest.mark.django_db
def test_many_answers_in_no_time_and_the_values_of_last_time_are_told(cast: Cast, phone: Phone) -> None:
    same = {"defect-rate": (70, 1180), "on-time-delivery": (22, 31), "absenteeism": (80, 2000)}
    values = [{"indicator": code, "numerator": n, "denominator": of} for code, (n, of) in same.items()]
    phone.send(phone.record("visit", a_visit(cast, values=values)))
    decided = [{"practice": code, "state": "absent"} for code in ("charter",)]
    quick = {"began_at": "2026-04-02T08:00:00Z", "ended_at": "2026-04-02T08:02:00Z", "practices": decided}
    month = {"visited_on": "2026-04-02", "starts_on": "2026-03-01", "ends_on": "2026-03-31"}
    more = [
        {"indicator": "labour-turnover", "note": "not counted"},
        {"indicator": "suggestions-per-worker", "note": "not counted"},
    ]

    (told,) = phone.send(phone.record("visit", a_visit(cast, values=[*values, *more], **quick, **month)))

    assert told.state == "flagged", told
    assert "same as last time" in " ".join(told.said) and "less than three minutes" in " ".join(told.said)


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


@pytest.mark.django_db
def test_a_list_taken_at_night_or_days_later_or_sent_twice_under_two_numbers_is_told(cast: Cast, room: Classroom) -> None:
    phone = Phone(cast.omar)
    body = {"workshop": room.workshop.code, "session": room.sessions[0].key, "marks": {cast.rosa.code: 180}}
    late = datetime(2026, 4, 18, 20, 0, tzinfo=UTC)

    told = phone.send(phone.record("attendance", body), phone.record("attendance", body),
                      phone.record("attendance", {**body, "marks": {cast.lina.code: 180}}, made_at=late))  # fmt: skip

    assert [one.state for one in told] == ["accepted", "flagged", "flagged"], told
    assert "has come before" in told[1].said[0] and "at night" in told[2].said[0] and "4 days apart" in told[2].said[1]
