"""What an improvement plan accepts, and what it answers when it does not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from genba.audit.models import Event
from genba.delivery.models import Visit
from genba.kit.refused import Refused, Stale
from genba.plans import actions
from genba.plans.models import Action, State
from tests.cast import Cast

LATER = date(2026, 6, 30)


def proposed(cast: Cast, **facts: Any) -> Action:
    given: dict[str, Any] = {"problem": "Aisle blocked", "action": "Mark the aisle", "owner": "Rosa Vidu", "due_on": LATER,
                             "proposed_on": date(2026, 3, 2), "expected_saving": Decimal(100)}  # fmt: skip
    return actions.propose(by=cast.omar, engagement=cast.engagement, **(given | facts))


def seen(cast: Cast, on: date = date(2026, 4, 10)) -> Visit:
    return Visit.objects.create(
        engagement=cast.engagement, number=1, visited_on=on, trainer=cast.omar, advice="Keep it clear."
    )


def test_an_action_moves_on_by_dated_decisions(cast: Cast) -> None:
    action = proposed(cast)

    actions.decide(action=action, by=cast.owner, kind="started", on=date(2026, 3, 10))
    actions.decide(action=action, by=cast.owner, kind="done", on=date(2026, 3, 20))
    actions.decide(action=action, by=cast.omar, kind="verified", visit=seen(cast))

    assert Action.objects.get().state is State.VERIFIED
    assert [str(d.decided_on) for d in action.decisions.all()] == ["2026-03-10", "2026-03-20", "2026-04-10"]
    assert Event.objects.filter(noun="action", code=action.code).count() == 4


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        ({"kind": "dropped"}, "Say why"),
        ({"kind": "verified"}, "at a visit"),
        ({"kind": "done", "on": date(2026, 3, 1)}, "older than the last one, of 2 March 2026"),
        ({"kind": "done", "on": date(2126, 3, 1)}, "not come yet"),
        ({"kind": "proposed"}, "does not follow"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_the_reason(cast: Cast, decision: dict[str, Any], sentence: str) -> None:
    action = proposed(cast)

    with pytest.raises(Refused, match=sentence):
        actions.decide(action=action, by=cast.owner, **decision)

    assert not action.decisions.exists()


def test_what_was_dropped_can_be_taken_up_again_but_not_be_done_at_once(cast: Cast) -> None:
    action = proposed(cast)
    actions.decide(action=action, by=cast.owner, kind="dropped", on=date(2026, 3, 3), reason="No money this year")

    with pytest.raises(Refused, match="does not follow"):
        actions.decide(action=action, by=cast.owner, kind="done", on=date(2026, 3, 4))
    actions.decide(action=action, by=cast.owner, kind="started", on=date(2026, 3, 4))

    assert Action.objects.get().state is State.STARTED


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"problem": " "}, "problem"),
        ({"owner": ""}, "owner"),
        ({"due_on": date(2026, 3, 1)}, "due_on"),
        ({"cost": Decimal(-1)}, "cost"),
        ({"practice": "no-such"}, "practice"),
    ],
)
def test_an_action_without_the_needful_is_refused(cast: Cast, facts: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        proposed(cast, **facts)

    assert refusal.value.field == field
    assert not Action.objects.exists()


def test_two_people_who_edit_one_action_are_both_heard(cast: Cast) -> None:
    action = proposed(cast)
    actions.edit(action=action, by=cast.owner, version=1, changes={"owner": "Lina Sample"})

    with pytest.raises(Stale) as late:
        actions.edit(action=action, by=cast.omar, version=1, changes={"owner": "Tadi Contoh"})

    assert (late.value.version, late.value.now) == (2, {"owner": "Lina Sample"})
    assert Event.objects.get(verb="edit").changes == {"owner": "•"}


def test_savings_count_a_year_once_and_leave_out_what_was_dropped(cast: Cast) -> None:
    monthly = proposed(cast, cost=Decimal("12.50"))
    once = proposed(cast, saving_kind="once", expected_saving=Decimal("0.30"), cost=Decimal(1))
    dropped = proposed(cast, expected_saving=Decimal(9999))
    proposed(cast, expected_saving=None)
    proposed(cast, expected_saving=Decimal(7), currency="USD")
    actions.decide(action=dropped, by=cast.owner, kind="dropped", on=date(2026, 3, 3), reason="Too dear")
    for action in (monthly, once):
        actions.decide(action=action, by=cast.owner, kind="started", on=date(2026, 3, 3))
        actions.decide(action=action, by=cast.owner, kind="done", on=date(2026, 3, 4))
    actions.record_saving(action=monthly, by=cast.owner, actual=Decimal("80.10"), method="Two hours less each day")

    kenya, dollars = Action.objects.filter(engagement=cast.engagement).savings()

    assert (kenya.currency, kenya.expected, kenya.n_expected) == ("KES", Decimal("1200.30"), 2)
    assert (kenya.actual, kenya.n_actual, kenya.cost, kenya.n) == (Decimal("961.20"), 1, Decimal("13.50"), 3)
    assert (dollars.currency, dollars.expected, dollars.actual) == ("USD", Decimal(84), Decimal(0))


def test_a_saving_needs_a_deed_and_a_way_it_was_worked_out(cast: Cast) -> None:
    action = proposed(cast)

    with pytest.raises(Refused, match="Nothing was done yet"):
        actions.record_saving(action=action, by=cast.owner, actual=Decimal(5), method="Guess")
    actions.decide(action=action, by=cast.owner, kind="done", on=date(2026, 3, 4))
    with pytest.raises(Refused, match="how the saving"):
        actions.record_saving(action=action, by=cast.owner, actual=Decimal(5), method=" ")
    actions.record_saving(action=action, by=cast.owner, actual=Decimal(5), method="Bills of March and April")

    assert Action.objects.get().actual_saving == 5


def test_overdue_are_the_unfinished_ones_whose_day_has_passed(cast: Cast) -> None:
    late = proposed(cast, due_on=date(2026, 4, 1))
    done = proposed(cast, due_on=date(2026, 4, 1))
    proposed(cast, due_on=date(2026, 5, 1))
    actions.decide(action=done, by=cast.owner, kind="done", on=date(2026, 4, 20))

    found = list(Action.objects.overdue_on(date(2026, 4, 2)))

    assert found == [late]
    assert late.is_overdue(date(2026, 4, 2)) and not late.is_overdue(date(2026, 4, 1))
