"""A token lets a program act with one grant of a user, until a day."""

from datetime import date
from typing import Any

import pytest
import time_machine

from genba.access.actions import tokens, users
from genba.access.models import Token
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from tests.cast import Cast


def grant_of(user: Any) -> Any:
    return user.grants.get()


def test_a_token_speaks_for_its_user_and_only_a_hash_of_it_is_kept(cast: Cast) -> None:
    token, secret = tokens.make(by=cast.coordinator, grant=grant_of(cast.coordinator), name="Monthly report", days=30)

    assert tokens.check(secret) == cast.coordinator
    assert secret.startswith("gnb_") and len(secret) > 40
    assert secret not in str(Token.objects.values())
    assert Event.objects.filter(verb="make", noun="token", code=token.code).count() == 1


def test_a_token_reaches_no_further_than_its_one_grant(cast: Cast) -> None:
    users.give(by=SYSTEM, user=cast.coordinator, role="programme-director", scope_kind="everywhere")
    narrow = cast.coordinator.grants.get(role="provider-coordinator")
    _, secret = tokens.make(by=cast.coordinator, grant=narrow, name="Report", days=30)

    seen = visible(tokens.check(secret), Permission.ENTERPRISE_READ, Enterprise)  # type: ignore[arg-type]

    assert list(seen) == [cast.garments]


def test_a_token_ends_with_its_day(cast: Cast) -> None:
    with time_machine.travel(date(2026, 3, 1), tick=False):
        _, secret = tokens.make(by=cast.coordinator, grant=grant_of(cast.coordinator), name="Report", days=30)

    with time_machine.travel(date(2026, 3, 30), tick=False):
        assert tokens.check(secret)
    with time_machine.travel(date(2026, 3, 31), tick=False):
        assert tokens.check(secret) is None


def test_a_token_ends_with_its_grant_with_its_user_and_when_revoked(cast: Cast) -> None:
    grant = grant_of(cast.coordinator)
    first, by_hand = tokens.make(by=cast.coordinator, grant=grant, name="One", days=30)
    _, by_grant = tokens.make(by=cast.coordinator, grant=grant, name="Two", days=30)
    _, by_user = tokens.make(by=cast.director, grant=grant_of(cast.director), name="Three", days=30)

    tokens.revoke(by=cast.coordinator, token=first)
    assert tokens.check(by_hand) is None
    assert tokens.check(by_grant)
    users.take(by=SYSTEM, grant=grant)
    assert tokens.check(by_grant) is None
    cast.director.is_active = False
    cast.director.save()
    assert tokens.check(by_user) is None


@pytest.mark.parametrize("wrong", ["", "gnb_", "gnb_guess", "something else"])
def test_a_wrong_secret_opens_nothing(db: None, wrong: str) -> None:
    assert tokens.check(wrong) is None


def test_nobody_makes_a_token_with_a_role_of_others_or_one_that_allows_none(cast: Cast) -> None:
    with pytest.raises(Refused):
        tokens.make(by=cast.coordinator, grant=grant_of(cast.director), name="Theirs", days=30)
    with pytest.raises(Refused):
        tokens.make(by=cast.omar, grant=grant_of(cast.omar), name="A trainer's", days=30)
    with pytest.raises(Refused):
        tokens.make(by=cast.coordinator, grant=grant_of(cast.coordinator), name="For ever", days=3650)
