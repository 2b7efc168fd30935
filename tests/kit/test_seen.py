"""What was written before and becomes visible later is read, once."""

import time
from collections.abc import Iterator

import numpy as np
import pytest
from django.db import connection

from genba.audit.models import Event
from genba.kit.seen import Mark, as_said, before_reading_all, of_said, transactions
from tests.postgres import beside

PATIENCE_SECONDS = 300


def keys_above(mark: Mark) -> np.ndarray:
    return np.array(list(Event.objects.filter(pk__gt=mark.low).order_by("pk").values_list("pk", flat=True)), dtype=np.int64)


def note(code: str) -> Event:
    return Event.objects.create(by="system", verb="note", noun="nothing", code=code)


def read_on(mark: Mark) -> tuple[list[int], Mark]:
    keys = keys_above(mark)
    return keys[mark.is_new(keys)].tolist(), mark.after(keys, transactions())


def test_each_row_is_new_once(db: None) -> None:
    mark = before_reading_all(Event)
    first, second = note("a"), note("b")
    came, mark = read_on(mark)
    third = note("c")
    later, mark = read_on(mark)

    assert came == [first.pk, second.pk]
    assert later == [third.pk]
    assert read_on(of_said(as_said(mark)))[0] == []


def test_keys_that_were_read_later_than_the_look_are_not_new_again() -> None:
    mark = Mark(10).after(np.array([11, 12]), (100, 105), more=np.array([12, 15]))

    assert mark.is_new(np.array([11, 12, 13, 15])).tolist() == [False, False, True, False]


def test_a_key_below_others_is_waited_for_until_the_transactions_of_then_have_ended() -> None:
    mark = Mark(10).after(np.array([11, 13]), (100, 105))
    waiting = mark.after(np.array([11, 13]), (104, 110))
    done = waiting.after(np.array([11, 12, 13]), (105, 110))

    assert (mark.low, waiting.low, done.low) == (10, 10, 13)
    assert waiting.is_new(np.array([12])).tolist() == [True]
    assert done.read == ()


@pytest.fixture
def other(transactional_db: None) -> Iterator[object]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nothing becomes visible later.")
    with beside() as told:
        yield told


def test_a_long_import_that_ends_late_is_not_missed(other: object) -> None:
    mark = before_reading_all(Event, patience=0)
    with other.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("INSERT INTO audit_event (at, by, verb, noun, code, changes, reason)"
                       " VALUES (now(), 'system', 'import', 'nothing', 'late', '{}', '') RETURNING id")  # fmt: skip
        late = cursor.fetchone()[0]
    early = note("early")
    came, mark = read_on(mark)
    came_again, mark = read_on(mark)
    other.commit()  # type: ignore[attr-defined]
    at_last, mark = read_on(mark)

    assert late < early.pk
    assert (came, came_again, at_last) == ([early.pk], [], [late])
    assert brought_until(early.pk, mark) == []


def brought_until(low: int, mark: Mark) -> list[int]:
    """What comes until all up to a key is read: transactions of other databases of the same server are waited for too."""
    brought: list[int] = []
    until = time.monotonic() + PATIENCE_SECONDS
    while mark.low < low:
        assert time.monotonic() < until, f"{low} is not read for good: {mark}"
        came, mark = read_on(mark)
        brought += came
    assert mark.low == low
    return brought
