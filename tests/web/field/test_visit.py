"""A trainer reports a visit: plan, numbers, practices and advice in one form."""

from datetime import date
from decimal import Decimal
from typing import Any

from genba.delivery.models import Visit
from genba.observations.models import Observation, PracticeCheck
from genba.plans import actions
from genba.plans.models import Action, State
from tests.cast import Cast
from tests.scenes_field import has_baseline, has_class
from tests.words import words_of

VISIT = {"visited_on": "2026-05-04", "period": "2026-04", "met": "Lina Sample", "advice": "Meet every morning.",
         "next_steps": "Count rework each day."}  # fmt: skip
REWORK = {"defect-rate-answer": "counted", "defect-rate-numerator": "46", "defect-rate-denominator": "1212"}


def new(cast: Cast) -> str:
    return f"/field/engagements/{cast.engagement.code}/visits/new/"


def planned(cast: Cast) -> Action:
    return actions.propose(
        by=cast.owner, engagement=cast.engagement, problem="Aisle blocked", action="Mark the aisle", owner="Rosa Vidu",
        due_on=date(2026, 4, 1), proposed_on=date(2026, 3, 2), expected_saving=Decimal(100),
    )  # fmt: skip


def test_the_last_values_and_the_open_actions_stand_in_the_form(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    has_baseline(cast)
    planned(cast)
    client = sign_in(cast.omar)

    with django_assert_max_num_queries(10):
        page = client.get(new(cast)).content.decode()

    assert "January 2026" in page and '<span class="last">1,180</span>' in page and "6.0\N{NO-BREAK SPACE}%" in page
    assert "Mark the aisle" in page and "overdue" in page
    assert "On paper only, on 10 February 2026" in page


def test_a_visit_keeps_values_practices_and_decisions_together(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    has_baseline(cast)
    action = planned(cast)
    client = sign_in(cast.omar)
    seen = {f"action-{action.code}-kind": "verified", f"action-{action.code}-reason": "Lines are painted",
            "practice-charter": "practised", "practice-charter-evidence": "On the wall"}  # fmt: skip

    answer = client.post(new(cast), {**VISIT, **REWORK, **seen})
    with django_assert_max_num_queries(15):  # three more: who signed, what was said about it, is its month locked
        page = client.get(answer["Location"]).content.decode()

    visit = Visit.objects.get()
    assert (visit.number, visit.observations.get().numerator) == (1, 46)
    assert Action.objects.get().state is State.VERIFIED
    assert PracticeCheck.objects.get(visit=visit).evidence == "On the wall"
    for words in (
        "3.8\N{NO-BREAK SPACE}%",
        "46 over 1,212",
        "Better than last time",
        "Lines are painted",
        "Meet every morning.",
    ):
        assert words in page


def test_half_a_visit_is_never_kept(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    action = planned(cast)
    client = sign_in(cast.omar)
    wrong = {f"action-{action.code}-kind": "dropped", "on-time-delivery-answer": "counted",
             "on-time-delivery-numerator": "34", "on-time-delivery-denominator": "31"}  # fmt: skip

    answer = client.post(new(cast), {**VISIT, **REWORK, **wrong})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why the action is dropped" in page and "(34) cannot be more than" in page
    assert 'value="46"' in page and "Meet every morning." in page
    assert not Visit.objects.exists() and Observation.objects.filter(source="visit").count() == 0


def test_a_visit_before_its_baseline_is_refused(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    without = client.get(new(cast))
    has_baseline(cast)
    before = client.post(new(cast), {**VISIT, "visited_on": "2026-02-09", "period": "2026-01"})

    assert without.status_code == 422 and "Take the baseline first" in without.content.decode()
    assert before.status_code == 422 and "before the baseline of 10 February 2026" in before.content.decode()


def test_where_the_class_began_without_a_baseline_visits_go_on(cast: Cast, sign_in: Any) -> None:
    has_class(cast, date(2026, 3, 2))
    client = sign_in(cast.omar)

    answer = client.post(new(cast), {**VISIT, **REWORK})

    assert answer.status_code == 302
    assert Visit.objects.get().observations.get().numerator == 46


def test_a_share_above_the_whole_is_shown_as_counted_and_without_a_verdict(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    client = sign_in(cast.omar)
    more = {"on-time-delivery-answer": "counted", "on-time-delivery-numerator": "34", "on-time-delivery-denominator": "31",
            "on-time-delivery-because": "Orders of March came too"}  # fmt: skip

    page = words_of(client.post(new(cast), {**VISIT, **more}, follow=True))

    assert "34 over 31" in page and "Unusual" in page and "Orders of March came too" in page
    assert "110" not in page and "Better than last time" not in page


def test_two_people_who_count_one_month_see_each_others_number(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    client = sign_in(cast.omar)
    client.post(new(cast), {**VISIT, **REWORK})
    mine = {
        **VISIT,
        **REWORK,
        "visited_on": "2026-05-06",
        "defect-rate-numerator": "52",
        "defect-rate-because": "Counted again",
    }

    warned = client.post(new(cast), mine)
    insisted = client.post(new(cast), {**mine, "defect-rate-version": "1"})

    page = warned.content.decode()
    assert warned.status_code == 422
    assert "April 2026 already says: 46 over 1,212" in page
    assert 'value="52"' in page and 'name="defect-rate-version" value="1"' in page
    assert insisted.status_code == 302
    kept = Observation.objects.get(indicator="defect-rate", starts_on=date(2026, 4, 1))
    assert (kept.numerator, kept.version, kept.note) == (52, 2, "Counted again")


def test_a_visit_is_put_right_with_its_numbers(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    client = sign_in(cast.omar)
    client.post(new(cast), {**VISIT, **REWORK, "practice-charter": "practised"})
    visit = Visit.objects.get()
    address = f"/field/visits/{visit.code}/edit/"
    right = {**VISIT, **REWORK, "version": "1", "visited_on": "2026-05-05", "practice-charter": "practised",
             "defect-rate-version": "1", "defect-rate-numerator": "64"}  # fmt: skip

    form = client.get(address).content.decode()
    unexplained = client.post(address, right)
    explained = client.post(address, {**right, "defect-rate-because": "A page of the book was missing"})
    late = client.post(address, {**right, "advice": "Nothing."})

    assert 'name="defect-rate-numerator" value="46"' in form
    assert unexplained.status_code == 422 and "To put yours in its place, say why" in unexplained.content.decode()
    assert explained.status_code == 302
    assert visit.observations.get().numerator == 64
    assert PracticeCheck.objects.get(visit=visit).checked_on == date(2026, 5, 5)
    assert late.status_code == 422 and "Somebody else changed this visit" in late.content.decode()


def test_an_owner_reads_the_visit_and_cannot_change_it(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    sign_in(cast.omar).post(new(cast), {**VISIT, **REWORK})
    client = sign_in(cast.owner)
    code = Visit.objects.get().code

    page = client.get(f"/field/visits/{code}/")
    edit = client.get(f"/field/visits/{code}/edit/")

    assert page.status_code == 200 and "Put right" not in page.content.decode()
    assert edit.status_code == 403
