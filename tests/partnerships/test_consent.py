"""Consent is the enterprise's: nothing by default, once per kind, withdrawn at once, each a dated fact."""

from datetime import date, datetime
from typing import Any

import pytest

from genba.audit.models import Event
from genba.kit.refused import Refused
from genba.partnerships import actions
from genba.partnerships.models import Consent
from tests.cast import Cast
from tests.scenes_sheet import at_today

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def give(cast: Cast, covers: str = "change", **days: Any) -> Consent:
    return actions.give(by=cast.owner, enterprise=cast.garments, brand=cast.brand, covers=covers, **days)


def test_nothing_is_shared_by_default(cast: Cast) -> None:
    assert not Consent.objects.in_force().exists()


def test_a_kind_is_given_once(cast: Cast) -> None:
    give(cast)

    with pytest.raises(Refused, match="Beispiel Stores may already see this"):
        give(cast)


def test_a_kind_we_do_not_know_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="Say what the brand may see"):
        give(cast, "payroll")


def test_what_was_taken_back_is_kept_and_can_be_given_anew(cast: Cast) -> None:
    first = give(cast)

    actions.withdraw(by=cast.owner, consent=first)
    second = give(cast)

    assert [c.pk for c in Consent.objects.in_force()] == [second.pk]
    assert Consent.objects.count() == 2
    with pytest.raises(Refused, match="already taken back"):
        actions.withdraw(by=cast.owner, consent=first)


def test_after_its_last_day_it_can_be_given_anew(cast: Cast, at_today: Any) -> None:
    give(cast, until_on=date(2026, 12, 1))
    at_today.move_to(datetime(2026, 12, 1, 12, 0))

    give(cast)

    assert Consent.objects.in_force().count() == 1


def test_days_must_be_in_order_and_not_over(cast: Cast) -> None:
    for days in ({"until_on": date(2026, 11, 22)}, {"since_on": date(2026, 12, 2), "until_on": date(2026, 12, 1)}):
        with pytest.raises(Refused, match="The last day must come after today"):
            give(cast, **days)


def test_each_decision_leaves_one_event(cast: Cast) -> None:
    before = Event.objects.count()

    actions.withdraw(by=cast.owner, consent=give(cast))

    given, withdrawn = Event.objects.order_by("pk")[before:]
    assert (given.verb, withdrawn.verb) == ("give", "withdraw")
    assert given.changes["covers"] == withdrawn.changes["covers"] == "change"
