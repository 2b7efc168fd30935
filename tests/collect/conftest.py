"""Everybody stands in the room: Omar with a phone, the day after the first class day."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from tests.cast import Cast
from tests.collect.collectors import Collector
from tests.scenes_field import has_baseline

TODAY = datetime(2026, 4, 15, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_april(db: None) -> Iterator[Any]:
    with time_machine.travel(TODAY, tick=True) as clock:
        cache.clear()
        yield clock


@pytest.fixture
def phone(cast: Cast) -> Collector:
    """Omar's, whose enterprise has its baseline."""
    has_baseline(cast)
    return Collector(cast.omar)
