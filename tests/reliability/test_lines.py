"""Lines that break in the middle of what is sent, and before the answer is heard."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.reliability.phones import Phone
from tests.reliability.place import Place, typed

pytestmark = pytest.mark.xdist_group("reliability")


def test_a_line_that_breaks_in_the_middle_of_a_request_keeps_nothing_of_it(
    place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any]
) -> None:
    mine = phones(8)
    for phone in mine:
        for share in (0, 0.01, 0.5, 0.999):
            phone.breaks_off(phone.typed, share)
    assert not only_mine(mine)

    for phone in mine:
        phone.sends_all()

    assert only_mine(mine) == typed(*mine)


def test_a_line_that_breaks_before_the_answer_is_heard_keeps_everything_once(
    place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any]
) -> None:
    few, many, again = mine = phones(40)
    for phone, at_once in ((few, 10), (many, 40), (again, 40)):
        for at in range(0, 40, at_once):
            phone.breaks_off(phone.typed[at : at + at_once], 1)
    again.breaks_off(again.typed, 1)
    assert all(len(phone.outbox) == 40 for phone in mine)  # as far as they know, nothing arrived

    for phone in mine:
        phone.sends_all()

    assert not any(phone.outbox for phone in mine) and only_mine(mine) == typed(*mine)


def test_lines_that_break_by_the_hundred_do_not_keep_others_from_being_heard(
    place: Place, phones: Callable[..., list[Phone]], only_mine: Callable[..., Any]
) -> None:
    mine = phones(4)
    for n in range(120):
        mine[n % 3].breaks_off(mine[n % 3].typed, 0.3 + (n % 7) / 10)

    for phone in mine:
        phone.sends_all()

    assert only_mine(mine) == typed(*mine)
