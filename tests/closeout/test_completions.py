"""A coordinator confirms completion, once, with reason where something is missing; and may take it back."""

from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.closeout.actions import completions
from genba.closeout.models import Completion, FollowUp
from genba.closeout.rule import from_rows
from genba.kit.refused import Refused
from genba.programmes.actions import engagements
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_closeout import COMPLETED, complete, finish
from tests.scenes_sheet import at_today

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def confirm(cast: Cast, **more: Any) -> Completion:
    return completions.confirm(**{"by": cast.coordinator, "engagement": cast.engagement, "completed_on": COMPLETED, **more})


def test_a_completion_keeps_who_when_and_the_rule_as_it_was(cast: Cast) -> None:
    finish(cast)

    made = confirm(cast, reason="not needed")

    assert (made.completed_on, made.confirmed_by, made.is_met, made.reason) == (COMPLETED, cast.coordinator, True, "")
    assert made.module_version == "1.0.0"
    assert {line.key: line.found for line in from_rows(made.lines)}["visits"] == 2
    assert Event.objects.filter(verb="confirm", noun="completion", code=made.code).count() == 1


def test_two_follow_ups_are_planned_six_and_twelve_months_later(cast: Cast) -> None:
    finish(cast)

    made = confirm(cast, completed_on=date(2026, 8, 31))

    planned = FollowUp.objects.filter(completion=made).values_list("months", "due_on")
    assert list(planned) == [(6, date(2027, 2, 28)), (12, date(2027, 8, 31))]


def test_what_is_missing_is_refused_in_words_and_counts_with_a_reason(cast: Cast) -> None:
    with pytest.raises(Refused, match="Visits: 0 of 2 visits") as no:
        confirm(cast)

    made = confirm(cast, reason="The plant burned down after the class")

    assert no.value.field == "reason"
    assert (made.is_met, made.reason) == (False, "The plant burned down after the class")


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 2, 1)])
def test_a_day_to_come_and_one_before_the_agreement_are_refused(cast: Cast, day: date) -> None:
    with pytest.raises(Refused) as no:
        confirm(cast, completed_on=day, reason="because")

    assert no.value.field == "completed_on"


def test_nobody_confirms_twice_and_who_left_completes_nothing(cast: Cast) -> None:
    confirm(cast, reason="because")
    with pytest.raises(Refused, match="Maya Muster already confirmed it: completed on 1 September 2026"):
        confirm(cast, by=cast.director, reason="because")

    completions.take_back(by=cast.coordinator, completion=Completion.objects.get(), reason="Wrong enterprise")
    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 9, 2), reason="Closed")

    with pytest.raises(Refused, match="cannot be completed"):
        confirm(cast, engagement=Engagement.objects.get(pk=cast.engagement.pk), reason="because")


def test_what_is_taken_back_with_a_reason_can_be_confirmed_anew(cast: Cast) -> None:
    finish(cast)
    first = complete(cast)

    with pytest.raises(Refused, match="Say why"):
        completions.take_back(by=cast.coordinator, completion=first, reason=" ")
    completions.take_back(by=cast.coordinator, completion=first, reason="A visit was counted that never was")
    with pytest.raises(Refused, match="already taken back"):
        completions.take_back(by=cast.coordinator, completion=first, reason="again")
    second = complete(cast)

    first.refresh_from_db()
    assert first.taken_back_because == "A visit was counted that never was"
    assert list(Completion.objects.in_force()) == [second] and second.code != first.code
