"""A follow-up stands on the day of the trainer when it is due, and is noted by phone."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from genba.closeout.models import FollowUp
from genba.observations.models import Observation
from tests.cast import Cast
from tests.scenes_closeout import complete, finish
from tests.scenes_sheet import at_today
from tests.words import words_of

__all__ = ["at_today"]


@pytest.fixture
def due(cast: Cast, at_today: Any) -> Any:
    """The follow-up after six months on the day after it is due; the accident book was practised at the end."""
    finish(cast)
    planned = complete(cast).follow_ups.get(months=6)
    with time_machine.travel(datetime(2027, 3, 2, 9, 0), tick=True):
        yield planned


def typed(**more: str) -> dict[str, str]:
    return {"done_on": "2027-03-02", "how": "phone", "spoke_with": "Lina Sample", "note": "All is well", "period": "2027-02",
            "practice-accident-book": "yes", **more}  # fmt: skip


def test_it_stands_on_the_day_when_it_is_due_and_not_before(cast: Cast, at_today: Any, sign_in: Any) -> None:
    finish(cast)
    planned = complete(cast).follow_ups.get(months=6)
    client = sign_in(cast.omar)

    before = client.get("/field/").content.decode()
    with time_machine.travel(datetime(2027, 3, 1, 9, 0), tick=True):
        client = sign_in(cast.omar)
        then = client.get("/field/").content.decode()
        at_the_office = sign_in(cast.coordinator).get("/field/").content.decode()

    assert f"/field/follow-ups/{planned.code}/" not in before
    assert f"/field/follow-ups/{planned.code}/" in then and "6 months after completion" in then
    assert f"/field/follow-ups/{planned.code}/" in at_the_office


def test_a_follow_up_by_phone_is_noted_with_a_number(
    cast: Cast, due: FollowUp, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.omar)
    with django_assert_max_num_queries(10):
        form = client.get(f"/field/follow-ups/{due.code}/")

    values = {"defect-rate-answer": "counted", "defect-rate-numerator": "180", "defect-rate-denominator": "4200"}
    words = words_of(client.post(f"/field/follow-ups/{due.code}/", typed(**values), follow=True))

    assert "Every accident and near miss" in words_of(form)
    assert "Done on 2 March 2027: By phone" in words and "1 of 1 practices are still practised." in words
    assert Observation.objects.filter(source="follow-up").count() == 1
    assert client.get(f"/field/follow-ups/{due.code}/").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"done_on": "2027-02-01"}, "It is due on 1 March 2027"), ({"done_on": "2027-03-20"}, "has not come yet"),
     ({"practice-accident-book": ""}, "Say whether it is still practised"), ({"how": "pigeon"}, "pigeon")],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    cast: Cast, due: FollowUp, sign_in: Any, wrong: dict[str, str], sentence: str
) -> None:
    answer = sign_in(cast.omar).post(f"/field/follow-ups/{due.code}/", typed(**wrong))

    assert answer.status_code == 422
    assert sentence in words_of(answer) and "All is well" in answer.content.decode()
    assert FollowUp.objects.filter(done_on=date(2027, 3, 2)).count() == 0


def test_the_owner_reads_but_does_not_note_it(cast: Cast, due: FollowUp, sign_in: Any) -> None:
    assert sign_in(cast.owner).get(f"/field/follow-ups/{due.code}/").status_code == 403
