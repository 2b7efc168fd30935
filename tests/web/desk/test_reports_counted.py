"""Reports on time, reports returned and checked savings on the page of the programme and of a provider."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from genba.delivery.actions import visits
from genba.delivery.models import Visit
from genba.facts import follow
from genba.impact import changes, standings
from genba.plans import actions as plans
from genba.review import actions as reviews
from tests.cast import Cast
from tests.plans.test_savings import done
from tests.plans.test_the_improvement_plan import seen
from tests.scenes_impact import firm, train
from tests.words import words_of

PAGE = "/desk/programme/"


@pytest.fixture(autouse=True)
def at_today() -> Iterator[None]:
    with time_machine.travel("2026-07-15T10:00:00Z", tick=True):
        yield


@pytest.fixture
def reported(cast: Cast) -> Cast:
    """Six reports of two enterprises, five of them on time, and one from before that was kept; two were returned, three approved."""
    train(cast, cast.engagement)
    other = firm(cast, "Model Works")
    made: list[Visit] = []
    for at, after in enumerate((0, 1, 7, 7, 3, 8, 0)):
        day = date(2026, 4, 1) + timedelta(days=10 * at)
        with time_machine.travel(datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=after)):
            made.append(
                visits.report(
                    by=cast.omar, engagement=other if at == 5 else cast.engagement, visited_on=day, advice=f"Count {at}"
                )
            )
    Visit.objects.filter(pk=made[6].pk).update(reported_at=None)
    reviews.approve_many(by=cast.coordinator, reports=[(v.code, 1) for v in made[:3]])
    for visit in made[3:5]:
        reviews.return_for_more(by=cast.coordinator, subject=reviews.Subject("visit", visit), version=1, reason="Too short")
    changes.refresh()
    standings.refresh()
    follow.rebuild()
    return cast


def test_the_programme_reads_both_shares_with_interval_and_what_is_left_out(reported: Cast, sign_in: Any) -> None:
    page = words_of(sign_in(reported.director).get(PAGE)).replace("\u00a0", " ")

    assert "Reports on time 83 % (44 % – 97 %) 5 of 6 reports" in page
    assert "Left out One report: when it came was not kept yet" in page
    assert "Reports returned at least once 40 % (12 % – 77 %) 2 of 5 reports" in page
    assert "Left out 2 reports: nobody has decided on them yet" in page


def test_a_provider_reads_its_own_beside_its_quality(reported: Cast, sign_in: Any) -> None:
    page = words_of(sign_in(reported.coordinator).get(f"/desk/providers/{reported.provider.code}/")).replace("\u00a0", " ")

    quality = page[page.index("Quality") : page.index("On time, returned, missing")]
    assert "Reports on time 83 % (44 % – 97 %) 5 of 6 reports" in quality
    assert "Reports returned at least once 40 % (12 % – 77 %) 2 of 5 reports" in quality
    assert "Left out One report: when it came was not kept yet" in quality


def test_a_share_is_told_as_a_share_also_where_practices_lasted_or_modules_were_completed(
    reported: Cast, sign_in: Any
) -> None:
    page = words_of(sign_in(reported.director).get(PAGE)).replace("\u00a0", " ")

    assert "Completed a module 0 % 0 of 1 enterprises in training" in page


def test_each_opens_to_the_enterprises_behind_it(reported: Cast, sign_in: Any) -> None:
    client = sign_in(reported.director)

    on_time = words_of(client.get(f"{PAGE}records/?figure=reports-on-time"))
    part = words_of(client.get(f"{PAGE}parts/records/?indicator=reports-returned&country=KE"))

    assert "Model Works" in on_time and "Sample Street Garments" in on_time
    assert "Sample Street Garments" in part and "Model Works" not in part


def test_savings_that_a_trainer_checked_stand_beside_those_that_owners_state_and_apart(cast: Cast, sign_in: Any) -> None:
    stated, checked = (done(cast, action=name) for name in ("Mark the aisles", "Check at the seam"))
    for action, amount in ((stated, 100), (checked, 50)):
        plans.record_saving(action=action, by=cast.owner, actual=Decimal(amount), method="fewer steps")
    plans.verify_saving(action=checked, by=cast.omar, visit=seen(cast))
    standings.refresh()

    page = words_of(sign_in(cast.director).get(PAGE)).replace("\u00a0", " ")

    of_owners = page.index("Savings a year 1,800 KES One enterprise As owners state it")
    of_trainers = page.index(
        "Savings a year that a trainer checked 600 KES One enterprise The part of it that a trainer checked"
    )
    assert of_owners < of_trainers < page.index("Savings a year, in one currency")


def test_programs_read_when_a_report_came(reported: Cast, sign_in: Any) -> None:
    visit = Visit.objects.order_by("visited_on").first()
    assert visit is not None

    body = sign_in(reported.omar).get(f"/api/v1/visits/{visit.code}").json()

    assert body["reported_at"] == "2026-04-01T09:00:00Z"
