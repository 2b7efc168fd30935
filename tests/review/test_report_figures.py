"""Reports on time and reports returned are figures of the programme: worked out by hand, cut, followed, opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from genba.delivery.actions import visits
from genba.delivery.models import Visit
from genba.facts import follow
from genba.facts.own import answer
from genba.facts.questions import Asked
from genba.impact import standings
from genba.impact.expressions import Outcome
from genba.impact.models import Standing
from genba.programmes.actions import engagements
from genba.programmes.models import Engagement
from genba.reports.records import records_of
from genba.review import actions
from genba.review.subjects import Subject
from tests.cast import Cast
from tests.scenes_field import has_baseline
from tests.scenes_impact import MODULE, firm
from tests.sync.devices import Phone

ON_TIME, RETURNED = "reports-on-time", "reports-returned"
TODAY = date(2026, 5, 4)


@contextmanager
def on(day: date, hour: int = 9) -> Iterator[None]:
    with time_machine.travel(datetime.combine(day, time(hour), UTC), tick=True):
        yield


def told(cast: Cast, engagement: Engagement, visited_on: date, after: int) -> Visit:
    """A visit, and its report so many days after it."""
    with on(visited_on + timedelta(days=after)):
        return visits.report(by=cast.omar, engagement=engagement, visited_on=visited_on, advice=f"Of {visited_on}")


def now(code: str, *by: str, **only: Any) -> dict[tuple[Any, ...], Outcome]:
    """From the columns after they followed; and they are the same when everything is read anew."""
    with on(TODAY):
        follow.follow()
        followed = _parts(code, by, only)
        follow.rebuild()
        assert _parts(code, by, only) == followed
        return followed


def _parts(code: str, by: tuple[str, ...], only: dict[str, Any]) -> dict[tuple[Any, ...], Outcome]:
    found = answer(Asked((code,), tuple((cut, (value,)) for cut, value in only.items()), by), TODAY)
    return {part.of: part.outcome for part in found.parts} if found else {}


@pytest.fixture
def four_reports(cast: Cast) -> list[Visit]:
    """Garments: one came on the seventh day, one on the eighth, one before anybody kept when. Another: on the same day."""
    other = firm(cast, "Delta Packaging", country="VN", provider=cast.rival)
    made = [told(cast, cast.engagement, date(2026, 3, 2), 7), told(cast, cast.engagement, date(2026, 3, 20), 8),
            told(cast, cast.engagement, date(2026, 3, 30), 0), told(cast, other, date(2026, 3, 10), 0)]  # fmt: skip
    Visit.objects.filter(pk=made[2].pk).update(reported_at=None)
    return made


def test_seven_days_are_on_time_and_eight_are_not_and_who_was_never_timed_is_left_out(
    cast: Cast, four_reports: list[Visit]
) -> None:
    one = now(ON_TIME)[()]

    assert one.value == pytest.approx(2 / 3)
    assert {k: one.detail[k] for k in ("n", "total", "having")} == {"n": 2, "total": 3, "having": 2}
    assert one.detail["left_out"] == {"time-not-kept": 1}
    assert (one.detail["low"], one.detail["high"]) == (pytest.approx(0.2077, abs=5e-4), pytest.approx(0.9385, abs=5e-4))


def test_it_is_cut_as_enterprises_are(cast: Cast, four_reports: list[Visit]) -> None:
    assert {of: o.value for of, o in now(ON_TIME, "country", "module").items()} == {("KE", MODULE): 0.5, ("VN", MODULE): 1}
    assert {of: o.detail["total"] for of, o in now(ON_TIME, "provider").items()} == {
        (cast.provider.pk,): 2,
        (cast.rival.pk,): 1,
    }

    with on(TODAY):
        standings.refresh()
    kenya = Standing.objects.get(indicator=ON_TIME, country="KE", module="", provider_id=0, group="")
    assert (kenya.value, kenya.detail["left_out"]) == (0.5, {"time-not-kept": 1})
    assert Standing.objects.filter(indicator=ON_TIME, country="", module="", group="size:medium").exists()


def test_what_waited_on_a_device_came_when_it_was_sent_whatever_its_clock_says(cast: Cast) -> None:
    has_baseline(cast)
    with on(date(2026, 3, 12)):
        phone = Phone(cast.omar, off=timedelta(days=-30))
    body = {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice": "Mark the aisle."}

    with on(date(2026, 3, 25)):
        (kept,) = phone.send(phone.record("visit", body))

    made = Visit.objects.get(code=kept.code)
    assert made.reported_at is not None and timezone.localdate(made.reported_at) == date(2026, 3, 25)
    assert now(ON_TIME)[()].value == 0


def test_putting_a_report_right_changes_the_day_of_the_visit_and_never_when_it_came(cast: Cast) -> None:
    made = told(cast, cast.engagement, date(2026, 3, 12), 7)
    assert now(ON_TIME)[()].value == 1

    with on(date(2026, 4, 2)):
        visits.edit(by=cast.omar, visit=made, version=1, changes={"visited_on": date(2026, 3, 11)})
    assert now(ON_TIME)[()].value == 0
    with on(date(2026, 4, 3)):
        visits.edit(by=cast.omar, visit=made, version=2, changes={"advice": "More words", "visited_on": date(2026, 3, 13)})

    assert now(ON_TIME)[()].value == 1
    assert Visit.objects.get().reported_at == made.reported_at


def test_the_day_on_which_it_came_is_that_of_the_house(cast: Cast) -> None:
    with on(date(2026, 3, 19), hour=18):  # in Ho Chi Minh City the 20th has begun
        visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 3, 12), advice="Count.")

    assert now(ON_TIME)[()].value == 1
    with timezone.override("Asia/Ho_Chi_Minh"):
        follow.rebuild()
        assert now(ON_TIME)[()].value == 0


def test_reports_of_who_left_early_were_written_all_the_same(cast: Cast, four_reports: list[Visit]) -> None:
    with on(date(2026, 4, 1)):
        engagements.withdraw(
            by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 4, 1), reason="They moved"
        )

    assert now(ON_TIME)[()].detail["total"] == 3


def test_where_no_time_was_kept_there_is_no_share(cast: Cast, client: Any) -> None:
    told(cast, cast.engagement, date(2026, 3, 12), 1)
    Visit.objects.update(reported_at=None)

    one = now(ON_TIME)[()]
    with on(TODAY):
        standings.refresh()

    assert (one.value, one.withheld, one.detail["left_out"]) == (None, "no-data", {"time-not-kept": 1})
    for file in ("figures.csv", "figures-sdmx.csv", "figures.json"):
        assert client.get(f"/open-data/{file}").status_code == 200, file
    assert "Nothing was recorded yet" in client.get("/open-data/dictionary.csv").content.decode()


def give_back(cast: Cast, visit: Visit) -> None:
    visit.refresh_from_db()
    actions.return_for_more(by=cast.coordinator, subject=Subject("visit", visit), version=visit.version, reason="Too short")


def put_right(cast: Cast, visit: Visit, words: str) -> None:
    visit.refresh_from_db()
    visits.edit(by=cast.omar, visit=visit, version=visit.version, changes={"advice": words})


def approve(cast: Cast, *reports: Visit) -> None:
    for visit in reports:
        visit.refresh_from_db()
    actions.approve_many(by=cast.coordinator, reports=[(visit.code, visit.version) for visit in reports])


def test_a_returned_report_counts_once_and_one_that_nobody_decided_on_is_left_out(
    cast: Cast, four_reports: list[Visit]
) -> None:
    first, second, third, elsewhere = four_reports
    assert now(RETURNED)[()].value is None

    with on(date(2026, 4, 10)):
        give_back(cast, first)
    assert (now(RETURNED)[()].value, now(RETURNED)[()].detail["left_out"]) == (1, {"not-decided": 3})
    with on(date(2026, 4, 11)):
        put_right(cast, first, "All of line 2 meet at seven.")
        give_back(cast, first)
        put_right(cast, first, "All of line 2 meet at the board at seven.")
        approve(cast, first, second, third)

    one = now(RETURNED)[()]
    assert (one.value, one.detail["having"], one.detail["total"], one.detail["n"]) == (pytest.approx(1 / 3), 1, 3, 1)
    assert one.detail["left_out"] == {"not-decided": 1}
    assert {of: o.value for of, o in now(RETURNED, "country").items()} == {("KE",): pytest.approx(1 / 3), ("VN",): None}
    assert elsewhere.engagement.enterprise.country_id == "VN"


def test_the_records_say_how_many_reports_of_which_enterprise(cast: Cast, four_reports: list[Visit]) -> None:
    with on(date(2026, 4, 10)):
        give_back(cast, four_reports[0])
        approve(cast, four_reports[1])

    on_time = {row[1]: row[3:] for row in records_of(ON_TIME, user=cast.director).all()}
    returned = {row[1]: row[3:] for row in records_of(RETURNED, user=cast.director, module=MODULE).all()}

    assert on_time == {"Sample Street Garments": (1, 2, 1), "Delta Packaging": (1, 1, 0)}
    assert returned == {"Sample Street Garments": (1, 2)}
    assert list(records_of(RETURNED, user=cast.director, module="hospitality").all()) == []
