"""The trainer's day, in order: today's class or visit, what was returned, what is late, the plan, signatures; what is done leaves."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from genba.delivery.actions import planned_visits, signatures
from genba.plans import actions as plans
from genba.plans.actions.savings import verify_saving
from genba.plans.models import Action
from genba.review import actions as reviews
from genba.review.subjects import subject_of
from tests.cast import Cast
from tests.scenes_field import has_baseline, has_class
from tests.scenes_review import a_report, measured
from tests.words import words_of


def done_action(cast: Cast) -> Action:
    """The owner did something by last month and says what it saves."""
    today = timezone.localdate()
    made = plans.propose(by=cast.owner, engagement=cast.engagement, problem="Aisle blocked", action="Mark the aisle", owner="Rosa",
                         due_on=today + timedelta(days=5), proposed_on=date(2026, 2, 3), currency="USD",
                         expected_saving=Decimal(90))  # fmt: skip
    plans.decide(action=made, by=cast.owner, kind="done", on=today)
    return plans.record_saving(action=made, by=cast.owner, actual=Decimal(80), method="Counted", version=made.version)


def test_todays_class_comes_before_what_was_returned_and_that_before_the_plan(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    reviews.return_for_more(by=cast.coordinator, subject=subject_of(visit), version=visit.version, reason="Nearly there.")
    done_action(cast)
    has_class(cast, timezone.localdate())

    page = words_of(sign_in(cast.omar).get("/field/"))

    assert page.index("Mark who is here") < page.index("Returned to you") < page.index("To be seen")
    assert page.index("To be seen") < page.index("Saving to check")
    assert "1 action is done: go and see it" in page and "Sample Street Garments says what it saves" in page


def test_a_visit_planned_for_today_is_the_first_thing(cast: Cast, sign_in: Any) -> None:
    today = timezone.localdate()
    has_baseline(cast)
    has_class(cast, today - timedelta(days=20))
    done_action(cast)
    planned_visits.plan(by=cast.coordinator, wish=planned_visits.Wish(cast.engagement, today))

    page = words_of(sign_in(cast.omar).get("/field/"))

    assert "visit 1, planned on today" not in page and "visit 1, planned for today" in page
    assert page.index("planned for today") < page.index("To be seen")


def test_what_was_seen_and_checked_leaves_the_list(cast: Cast, sign_in: Any) -> None:
    today = timezone.localdate()
    has_baseline(cast)
    action = done_action(cast)
    client = sign_in(cast.omar)

    visit = a_report(cast, visited_on=today)
    plans.decide(action=action, by=cast.omar, kind="verified", visit=visit)
    seen = words_of(client.get("/field/"))
    verify_saving(action=action, by=cast.omar, visit=visit)
    checked = words_of(client.get("/field/"))

    assert "To be seen" not in seen and "Saving to check" in seen
    assert "Saving to check" not in checked


def test_a_report_waits_for_a_manager_and_a_worker_to_sign_it(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    visit = a_report(cast, visited_on=timezone.localdate())
    client = sign_in(cast.omar)

    before = client.get("/field/").content.decode()
    signatures.sign(by=cast.omar, visit=visit, role="manager", version=visit.version, person=cast.lina)
    half = words_of(client.get("/field/"))
    signatures.sign(by=cast.omar, visit=visit, role="worker", version=visit.version, person=cast.rosa)
    after = words_of(client.get("/field/"))

    assert f"/field/visits/{visit.code}/sign/" in before
    assert "Let them sign" in half and "Let them sign" not in after


def test_an_expert_trainer_is_told_of_the_sample_until_it_is_read(cast: Cast, sign_in: Any) -> None:
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    has_baseline(cast)
    visit = a_report(cast, visited_on=last)
    client = sign_in(cast.expert)

    before = words_of(client.get("/field/"))
    reviews.read_sample(by=cast.expert, visit=visit)
    after = words_of(client.get("/field/"))

    assert "1 report of the sample is not read" in before
    assert "of the sample" not in after
    assert "of the sample" not in words_of(sign_in(cast.omar).get("/field/"))
