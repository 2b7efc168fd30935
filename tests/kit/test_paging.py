"""A list is walked to its end, each row once, whatever is added meanwhile; a cursor that is not ours begins anew."""

from datetime import date

import pytest

from genba.directory.actions import enterprises
from genba.directory.models import Enterprise
from genba.kit.paging import place_of, slice_of
from genba.programmes.actions import engagements
from genba.programmes.models import Engagement
from tests.cast import Cast

KEYS = ("name_key", "id")


def walk(keys: tuple[str, ...], size: int) -> list[str]:
    names, cursor = [], ""
    while True:
        part = slice_of(Enterprise.objects.all(), keys, cursor, size)
        names += [e.name for e in part.rows]
        cursor = part.next
        if not cursor:
            return names


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("keys", [KEYS, ("-name_key", "-id")])
def test_every_row_comes_once_and_in_order(cast: Cast, size: int, keys: tuple[str, ...]) -> None:
    for name in ("Twin Works", "Twin Works", "Äpfel", "Zulu Mill", "القاهرة"):
        enterprises.register(by=cast.director, name=name, country="KE")

    found = walk(keys, size)

    assert found == [e.name for e in Enterprise.objects.order_by(*keys)]
    assert len(found) == 7


def test_what_is_added_before_the_cursor_shifts_nothing(cast: Cast) -> None:
    first = slice_of(Enterprise.objects.all(), KEYS, "", 1)

    enterprises.register(by=cast.director, name="Aardvark Bags", country="KE")
    second = slice_of(Enterprise.objects.all(), KEYS, first.next, 1)

    assert [e.name for e in first.rows + second.rows] == ["Other Side Metals", "Sample Street Garments"]
    assert second.next == ""


def test_days_page_too(cast: Cast) -> None:
    for day in (3, 4, 4):
        firm = enterprises.register(by=cast.coordinator, name=f"Firm {day}", country="KE", provider=cast.provider)
        engagements.open_engagement(by=cast.coordinator, programme=cast.programme, enterprise=firm, provider=cast.provider,
                                    module="workplace-cooperation", trainer=None, agreed_on=date(2026, 2, day))  # fmt: skip

    days, cursor = [], ""
    for _ in range(4):
        part = slice_of(Engagement.objects.all(), ("-agreed_on", "-id"), cursor, 1)
        days.append(part.rows[0].agreed_on.day)
        cursor = part.next

    assert (days, cursor) == ([4, 4, 3, 2], "")


@pytest.mark.parametrize("cursor", ["nonsense", "WyJhIiwxXQ:1abc:xyz", "a" * 5000])
def test_a_cursor_that_was_made_up_is_none(cast: Cast, cursor: str) -> None:
    assert place_of(KEYS, cursor) is None
    assert len(slice_of(Enterprise.objects.all(), KEYS, cursor).rows) == 2


def test_a_cursor_of_another_list_is_none(cast: Cast) -> None:
    other = slice_of(Enterprise.objects.all(), ("id",), "", 1).next

    assert other and place_of(KEYS, other) is None
