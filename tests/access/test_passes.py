"""A card and a PIN let somebody in who has no e-mail address."""

import pytest
import time_machine

from genba.access.actions import passes, users
from genba.access.models import Pass
from genba.audit.actions import SYSTEM
from genba.kit.refused import Refused
from tests.cast import Cast


def test_the_code_is_read_however_it_is_typed(cast: Cast) -> None:
    made = passes.issue(by=cast.omar, user=cast.team_member, pin="2749")

    found = passes.check(f" {made.code[:4].lower()}-{made.code[4:]} ", "2749")

    assert found == cast.team_member
    assert Pass.objects.get().pin.startswith("md5$")  # kept as a hash, which may by chance hold any four digits


@pytest.mark.parametrize("pin", ["1234", "7777", "123", "123456789", "12a4", "٢٧٤٩"])
def test_a_pin_that_is_easy_or_no_pin_is_refused(cast: Cast, pin: str) -> None:
    with pytest.raises(Refused):
        passes.issue(by=cast.omar, user=cast.team_member, pin=pin)


def test_a_new_card_ends_the_old_one(cast: Cast) -> None:
    old = passes.issue(by=cast.omar, user=cast.team_member, pin="2749")
    passes.issue(by=cast.omar, user=cast.team_member, pin="8361")

    with pytest.raises(Refused):
        passes.check(old.code, "2749")


def test_after_five_tries_a_code_rests_even_for_the_right_pin(cast: Cast) -> None:
    made = passes.issue(by=cast.omar, user=cast.team_member, pin="2749")

    with time_machine.travel("2026-03-01 10:00Z", tick=False):
        for _ in range(5):
            with pytest.raises(Refused, match="not right"):
                passes.check(made.code, "0000")
        with pytest.raises(Refused, match="Too many"):
            passes.check(made.code, "2749")
    with time_machine.travel("2026-03-01 10:16Z", tick=False):
        assert passes.check(made.code, "2749") == cast.team_member


def test_a_wrong_code_and_a_wrong_pin_are_refused_in_the_same_words(cast: Cast) -> None:
    made = passes.issue(by=cast.omar, user=cast.team_member, pin="2749")

    with pytest.raises(Refused) as no_code:
        passes.check("ZZZZZZZZ", "2749")
    with pytest.raises(Refused) as no_pin:
        passes.check(made.code, "8361")

    assert no_code.value.reason == no_pin.value.reason


def test_staff_have_no_way_around_the_second_factor_by_a_card(cast: Cast) -> None:
    with pytest.raises(Refused, match="second factor"):
        passes.issue(by=SYSTEM, user=cast.omar, pin="2749")

    made = passes.issue(by=SYSTEM, user=cast.worker, pin="2749")
    users.give(by=SYSTEM, user=cast.worker, role="trainer", scope_kind="self")
    with pytest.raises(Refused):
        passes.check(made.code, "2749")
