"""Lists page by key, not by number: the next page begins after the last row shown, so page 1,000 costs what page 1 does."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Q, QuerySet

R = TypeVar("R")
PAGE = 50


@dataclass(frozen=True)
class Slice(Generic[R]):
    rows: list[R]
    next: str  # the cursor of the next page, "" at the end


def slice_of(rows: QuerySet[Any, R], keys: tuple[str, ...], cursor: str = "", size: int = PAGE) -> Slice[R]:
    """Up to `size` rows after the cursor, in the order of `keys`: ascending, or all descending with a "-" before each.

    The last key is unique.
    """
    values = place_of(keys, cursor)
    kept = rows.order_by(*keys)
    if values is not None:
        kept = kept.filter(_after(keys, values))
    found = list(kept[: size + 1])
    if len(found) <= size:
        return Slice(found, "")
    last = found[size - 1]
    place = [_plain(getattr(last, k.lstrip("-"))) for k in keys]
    return Slice(found[:size], signing.dumps(place, compress=False, salt=_salt(keys)))


def place_of(keys: tuple[str, ...], cursor: str) -> list[Any] | None:
    """The keys of the last row before the cursor; None for a cursor that is not ours, or of a list in another order."""
    if not cursor:
        return None
    try:
        values: list[Any] = signing.loads(cursor, salt=_salt(keys))
    except signing.BadSignature:
        return None
    return values


def _salt(keys: tuple[str, ...]) -> str:
    return f"paging:{','.join(keys)}"


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | float) else str(value)


def _after(keys: tuple[str, ...], values: list[Any]) -> Q:
    """The condition "after this row" in the order of the keys."""
    # key1 >= v1 and (key1 > v1 or (key1 = v1 and key2 > v2)): the first half lets the index begin at the right place.
    beyond = "lt" if keys[0].startswith("-") else "gt"
    plain = [k.lstrip("-") for k in keys]
    later = Q(**{f"{plain[-1]}__{beyond}": values[-1]})
    for key, value in reversed(list(zip(plain[:-1], values[:-1], strict=True))):
        later = Q(**{f"{key}__{beyond}": value}) | (Q(**{key: value}) & later)
    return Q(**{f"{plain[0]}__{beyond}e": values[0]}) & later
