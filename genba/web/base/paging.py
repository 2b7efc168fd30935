"""Lists page by key, not by number: the next page begins after the last row shown, so page 1,000 costs what page 1 does."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
PAGE = 50


@dataclass(frozen=True)
class Slice(Generic[M]):
    rows: list[M]
    next: str  # the cursor of the next page, "" at the end


def slice_of(rows: QuerySet[M], keys: tuple[str, ...], cursor: str = "", size: int = PAGE) -> Slice[M]:
    """Up to `size` rows after the cursor, in the order of `keys`: ascending, or all descending with a "-" before each.

    The last key is unique.
    """
    after = _after(keys, cursor)
    kept = rows.order_by(*keys)
    if after is not None:
        kept = kept.filter(after)
    found = list(kept[: size + 1])
    if len(found) <= size:
        return Slice(found, "")
    last = found[size - 1]
    return Slice(found[:size], signing.dumps([_plain(getattr(last, k.lstrip("-"))) for k in keys], compress=False))


def _plain(value: Any) -> Any:
    return value if isinstance(value, int | str | float) else str(value)


def _after(keys: tuple[str, ...], cursor: str) -> Q | None:
    """The condition "after this row" in the order of the keys; a cursor that is not ours begins at the start."""
    if not cursor:
        return None
    try:
        values = signing.loads(cursor)
    except signing.BadSignature:
        return None
    if len(values) != len(keys):
        return None
    # key1 >= v1 and (key1 > v1 or (key1 = v1 and key2 > v2)): the first half lets the index begin at the right place.
    beyond = "lt" if keys[0].startswith("-") else "gt"
    plain = [k.lstrip("-") for k in keys]
    later = Q(**{f"{plain[-1]}__{beyond}": values[-1]})
    for key, value in reversed(list(zip(plain[:-1], values[:-1], strict=True))):
        later = Q(**{f"{key}__{beyond}": value}) | (Q(**{key: value}) & later)
    return Q(**{f"{plain[0]}__{beyond}e": values[0]}) & later


def with_cursor(request: HttpRequest, cursor: str) -> str:
    """The address of the same list with its filters, at a cursor."""
    query = request.GET.copy()
    query["after"] = cursor
    return f"{request.path}?{query.urlencode()}"
