"""Many rows at once say what the rows say, on both databases."""

import threading
from collections.abc import Iterator
from datetime import date

import numpy as np
import psycopg
import pytest
from django.db import connection

from genba.audit.models import Event
from genba.kit import packed as packing
from genba.kit.packed import packed
from genba.kit.seen import one_look
from genba.observations.models import Observation
from tests.cast import Cast
from tests.postgres import beside
from tests.scenes_impact import AFTER, count

KINDS = {"key": "id", "kpi": {"absenteeism": 7}, "starts": "day", "numerator": "amount"}


def rows() -> object:
    return Observation.objects.values_list("pk", "indicator", "starts_on", "numerator")


def test_numbers_days_and_known_words_come_as_they_are(cast: Cast) -> None:
    count(cast.garments, "absenteeism", AFTER, 0.1, 1000)
    count(cast.garments, "labour-turnover", AFTER[:1], 3, 1000)

    table = packed(rows(), KINDS)  # type: ignore[arg-type]

    order = np.argsort(table["key"])
    said = list(Observation.objects.order_by("pk").values_list("pk", "indicator", "starts_on", "numerator"))
    assert table["key"][order].tolist() == [row[0] for row in said]
    assert table["kpi"][order].tolist() == [7 if row[1] == "absenteeism" else -1 for row in said]
    assert [date(1970, 1, 1).toordinal() + day for day in table["starts"][order].tolist()] == [
        row[2].toordinal() for row in said
    ]
    assert table["numerator"][order].tolist() == [row[3] for row in said]


def test_of_nobody_there_are_empty_columns_of_the_right_kind(cast: Cast) -> None:
    for none in (Observation.objects.filter(pk__in=[]), Observation.objects.all()):
        table = packed(none.values_list("pk", "indicator", "starts_on", "numerator"), KINDS)

        assert {name: (len(c), c.dtype.str) for name, c in table.items()} == {
            "key": (0, "<i8"), "kpi": (0, "<i4"), "starts": (0, "<i4"), "numerator": (0, "<f8")}  # fmt: skip


def test_small_numbers_that_share_a_word_come_apart_again(cast: Cast) -> None:
    days = [date(1, 1, 1), date(1969, 12, 31), date(2026, 2, 28), date(9999, 12, 31)]
    Observation.objects.bulk_create(
        Observation(enterprise=cast.garments, indicator="absenteeism", starts_on=day, ends_on=days[-1], numerator=1,
                    denominator=1000, unit="%") for day in days
    )  # fmt: skip
    kinds = {"firm": "key", "kpi": {"others": 65_534}, "is_part": "flag", "starts": "day", "ends": "day", "amount": "amount"}
    columns = ("enterprise_id", "indicator", "version", "starts_on", "ends_on", "denominator")

    table = packed(Observation.objects.values_list(*columns), kinds)  # type: ignore[arg-type]

    assert set(table["firm"].tolist()) == {cast.garments.pk}
    assert set(table["kpi"].tolist()) == {-1}
    assert set(table["is_part"].tolist()) == {1}
    assert set(table["amount"].tolist()) == {1000.0}
    first = date(1970, 1, 1)
    said = Observation.objects.values_list("starts_on", "ends_on")
    assert sorted(zip(table["starts"].tolist(), table["ends"].tolist(), strict=True)) == sorted(
        ((starts - first).days, (ends - first).days) for starts, ends in said
    )


NOTES = 3_000


@pytest.fixture
def other(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    """Another connection, beside a table of many pages that are read one by one."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is not read by pages.")
    monkeypatch.setattr(packing, "PAGES", 1)
    Event.objects.bulk_create(Event(by="system", verb="note", noun="nothing", code=f"{n}") for n in range(NOTES))
    with beside(autocommit=True) as told:
        yield told


def keys_read(moment: str) -> list[int]:
    found: list[int] = packed(Event.objects.values_list("pk"), {"key": "id"}, moment=moment)["key"].tolist()
    return sorted(found)


def test_a_table_read_by_its_pages_is_of_one_moment_and_each_row_comes_once(other: psycopg.Connection) -> None:
    keys = sorted(Event.objects.values_list("pk", flat=True))

    with one_look() as moment:
        other.execute("UPDATE audit_event SET reason = 'moved to another page'")
        other.execute("DELETE FROM audit_event WHERE code = '7'")
        found = keys_read(moment)

    assert len(keys) == NOTES
    assert found == keys
    with one_look() as moment:
        assert len(keys_read(moment)) == NOTES - 1


def is_waiting(somebody: psycopg.Connection) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted", [somebody.info.backend_pid])
        return cursor.fetchone() is not None


def test_whoever_waits_to_change_the_table_does_not_hold_up_the_reading(other: psycopg.Connection) -> None:
    with one_look() as moment:
        Event.objects.first()
        waits = threading.Thread(target=lambda: other.execute("LOCK TABLE audit_event IN ACCESS EXCLUSIVE MODE; SELECT 1"))
        waits.start()
        while not is_waiting(other):
            pass
        found = keys_read(moment)
    waits.join()

    assert len(found) == NOTES
