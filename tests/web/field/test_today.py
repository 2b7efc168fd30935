"""The trainer's day says what to do next, in the order of the work."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from genba.delivery.actions import planned_visits, visits
from genba.kit.days import in_words
from genba.plans import actions
from tests.cast import Cast
from tests.scenes_field import has_baseline, has_class


def test_a_new_enterprise_waits_for_its_baseline(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    page = client.get("/field/").content.decode()

    assert 'class="next"' in page and "Take the baseline" in page
    assert f"/field/engagements/{cast.engagement.code}/baseline/" in page


def test_the_day_lists_class_visit_and_overdue_action_with_one_tap_each(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    today = timezone.localdate()
    has_baseline(cast)
    has_class(cast, date(2026, 3, 2))
    workshop = has_class(cast, today - timedelta(days=15), today)
    actions.propose(by=cast.owner, engagement=cast.engagement, problem="Aisle blocked", action="Mark the aisle",
                    owner="Rosa Vidu", due_on=date(2026, 4, 1), proposed_on=date(2026, 3, 2))  # fmt: skip
    client = sign_in(cast.omar)

    with django_assert_max_num_queries(14):
        page = client.get("/field/").content.decode()

    assert page.count('class="next"') == 1
    assert page.index("Mark who is here") < page.index("Visit and follow up")
    assert f"/field/workshops/{workshop.code}/" in page and "Rosa Vidu, due on 1 April 2026" in page


def test_a_visit_is_due_by_the_rhythm_and_then_no_more(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    has_class(cast, date(2026, 3, 2))
    client = sign_in(cast.omar)

    before = client.get("/field/").content.decode()
    for day in (date(2026, 3, 16), date(2026, 4, 16), date(2026, 5, 21)):
        visits.report(by=cast.omar, engagement=cast.engagement, visited_on=day, advice="Go on.")
    after = client.get("/field/").content.decode()

    assert "visit 1, due on 16 March 2026" in before
    assert "Nothing waits for you" in after


def test_a_trainer_without_enterprises_is_told_who_gives_them(cast: Cast, sign_in: Any) -> None:
    page = sign_in(cast.expert).get("/field/").content.decode()

    assert "Nothing waits for you" in page and "No enterprise was given to you yet" in page


def test_a_planned_visit_stands_on_its_own_day_and_not_on_that_of_the_rhythm(cast: Cast, sign_in: Any) -> None:
    today = timezone.localdate()
    has_baseline(cast)
    has_class(cast, date(2026, 3, 2))
    planned_visits.plan(by=cast.coordinator, wish=planned_visits.Wish(cast.engagement, today + timedelta(days=3)))

    page = sign_in(cast.omar).get("/field/").content.decode()

    assert f"visit 1, planned on {in_words(today + timedelta(days=3))}" in page
