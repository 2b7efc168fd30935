"""A report of a visit: numbered, dated within the engagement, and put right by one person at a time."""

from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.delivery.actions import visits
from genba.delivery.models import Visit
from genba.delivery.rhythm import visit_due_on
from genba.kit.refused import Refused, Stale
from genba.programmes.actions.engagements import withdraw
from genba.programmes.curricula import module_of
from tests.cast import Cast


def report(cast: Cast, **facts: Any) -> Visit:
    given: dict[str, Any] = {"visited_on": date(2026, 3, 20), "advice": "Meet every morning."} | facts
    return visits.report(by=cast.omar, engagement=cast.engagement, **given)


def test_visits_are_numbered_as_they_come(cast: Cast) -> None:
    first, second = report(cast), report(cast, visited_on=date(2026, 4, 20))

    assert (first.number, second.number) == (1, 2)
    assert first.trainer == cast.omar
    assert Event.objects.filter(noun="visit", verb="report").count() == 2


@pytest.mark.parametrize(
    ("facts", "field", "sentence"),
    [
        ({"visited_on": date(2026, 2, 1)}, "visited_on", "agreed to the module on 2 February 2026"),
        ({"visited_on": date(2126, 2, 1)}, "visited_on", "not come yet"),
        ({"advice": "  "}, "advice", "what you advised"),
        ({"number": 100}, "number", "0 to 99"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(cast: Cast, facts: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        report(cast, **facts)

    assert refusal.value.field == field
    assert not Visit.objects.exists()


def test_a_number_is_given_once(cast: Cast) -> None:
    report(cast, number=1)

    with pytest.raises(Refused, match="already a visit 1"):
        report(cast, number=1)


def test_nobody_visits_an_enterprise_that_has_left(cast: Cast) -> None:
    withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=date(2026, 3, 1), reason="Moved away")

    with pytest.raises(Refused, match="left the module on 1 March 2026"):
        report(cast)


def test_two_people_who_put_one_visit_right_are_both_heard(cast: Cast) -> None:
    visit = report(cast)
    visits.edit(visit=visit, by=cast.omar, version=1, changes={"advice": "Meet at seven."})

    with pytest.raises(Stale) as late:
        visits.edit(visit=visit, by=cast.coordinator, version=1, changes={"advice": "Meet at eight."})

    assert late.value.now == {"advice": "Meet at seven."}
    assert Event.objects.get(verb="edit").changes == {"advice": ["Meet every morning.", "Meet at seven."]}


def test_the_next_visit_is_due_by_the_rhythm_of_the_module(cast: Cast) -> None:
    module = module_of("workplace-cooperation")

    due = [visit_due_on(module, date(2026, 3, 3), made) for made in range(4)]

    assert due == [date(2026, 3, 17), date(2026, 4, 17), date(2026, 5, 22), None]
    assert visit_due_on(module, None, 0) is None
