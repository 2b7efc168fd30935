"""Values as places in lists that only grow, and days as numbers: so columns are narrow and groups are found by counting."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from genba.kit.columns import Column

Cuts = dict[str, list[Any]]


def placed(values: Iterable[Any], known: list[Any]) -> Column:
    """The place of each value in `known`, which grows by those that are new."""
    places = {value: at for at, value in enumerate(known)}
    found = np.array([places.setdefault(value, len(places)) for value in values], dtype=np.uint16)
    known[:] = list(places)
    return found


def day_of(days: Iterable[Any]) -> Column:
    """Days since 1970-01-01, -1 where there is none; databases give a date, or its text."""
    return np.array(
        [-1 if d is None else int(np.datetime64(str(d)[:10], "D").astype(np.int64)) for d in days], dtype=np.int32
    )
