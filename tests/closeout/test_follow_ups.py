"""After six and twelve months somebody asks what lasted; before its day and twice it is refused."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from genba.closeout.actions import completions, follow_ups
from genba.closeout.actions.follow_ups import Values, practised_at_the_end
from genba.closeout.lasting import alumni, still_practised
from genba.closeout.models import Completion, FollowUp
from genba.kit.refused import Refused
from genba.observations.actions import baselines
from genba.observations.models import Observation
from tests.cast import Cast
from tests.scenes_closeout import answers, complete, finish, practised
from tests.scenes_sheet import at_today

__all__ = ["at_today"]
DUE = date(2027, 3, 1)


@pytest.fixture
def six(cast: Cast, at_today: Any) -> Any:
    """The follow-up after six months, with three practices practised at the end; the clock stands on its day."""
    finish(cast)
    practised(cast)
    planned = complete(cast).follow_ups.get(months=6)
    with time_machine.travel(datetime(2027, 3, 2, 9, 0), tick=True):
        yield planned


def report(cast: Cast, planned: FollowUp, **more: Any) -> FollowUp:
    said = {"by": cast.omar, "follow_up": planned, "done_on": DUE, "how": "phone", "answers": answers(planned), **more}
    return follow_ups.report(**said)


def test_a_follow_up_asks_about_what_was_practised_at_the_end(cast: Cast, six: FollowUp) -> None:
    assert practised_at_the_end(six.completion) == ["accident-book", "charter", "daily-meeting", "suggestion-scheme"]


def test_by_phone_is_enough_and_the_share_still_practised_has_its_n(cast: Cast, six: FollowUp) -> None:
    report(cast, six, answers=answers(six, charter="no", daily_meeting="unknown"), spoke_with="Lina Sample")

    figure, firms = still_practised(Completion.objects.all(), 6)
    row: Any = alumni(Completion.objects.all()).get()
    assert (round(getattr(figure, "value", 0), 3), figure.n, firms) == (0.667, 3, 1)
    assert (row.n_still, row.n_asked, row.last_months, row.next_due_on) == (2, 3, 6, date(2027, 9, 1))


def test_values_of_kpis_go_with_it(cast: Cast, six: FollowUp) -> None:
    kept = Values(date(2027, 2, 1), date(2027, 2, 28), [baselines.Answer("defect-rate", 180, 4200)])

    report(cast, six, values=kept)

    found = Observation.objects.get(indicator="defect-rate", starts_on=date(2027, 2, 1))
    assert (found.numerator, found.source) == (180, "follow-up")


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [({"done_on": date(2027, 2, 28)}, "done_on", "It is due on 1 March 2027"),
     ({"done_on": date(2027, 3, 3)}, "done_on", "has not come yet"), ({"how": "pigeon"}, "how", "by phone"),
     ({"answers": {"charter": "yes"}}, "practice-accident-book", "still practised"),
     ({"values": Values(date(2027, 3, 1), date(2027, 3, 31), [baselines.Answer("defect-rate", 1, 2)])}, "period", "not over")],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    cast: Cast, six: FollowUp, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as no:
        report(cast, six, **wrong)

    assert no.value.field == field
    assert FollowUp.objects.filter(done_on__isnull=False).count() == 0


def test_a_practice_that_was_not_practised_is_not_asked_about(cast: Cast, six: FollowUp) -> None:
    with pytest.raises(Refused, match="was not practised") as no:
        report(cast, six, answers=answers(six, no_harassment="yes"))

    assert no.value.field == "practice-no-harassment"


def test_twice_and_after_the_completion_was_taken_back_are_refused(cast: Cast, six: FollowUp) -> None:
    report(cast, six)
    with pytest.raises(Refused, match="already done, on 1 March 2027"):
        report(cast, six)

    completions.take_back(by=cast.coordinator, completion=six.completion, reason="It was another enterprise")

    with pytest.raises(Refused, match="taken back"):
        report(cast, FollowUp.objects.get(months=12))
    assert FollowUp.objects.due_on(date(2028, 1, 1)).count() == 0
