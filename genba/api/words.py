"""The words in which programs and the house speak: texts without traps, amounts that fit, lists in pages."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Annotated, Any, Generic, Literal, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import ValidationError
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.kit.paging import place_of, slice_of
from genba.kit.refused import Refused, Stale

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
M = TypeVar("M", bound=Model)
F = TypeVar("F", bound=Callable[..., Any])

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _a_day(value: Any) -> Any:
    """Only 2026-03-31 is a day; the library below would take a number for seconds since 1970."""
    if isinstance(value, str) and DAY.fullmatch(value):
        return value
    raise PydanticCustomError("date_type", "a day")


Sex = Literal["female", "male", "other", "not-stated"]
Role = Literal["manager", "worker"]
Ownership = Annotated[Literal["women", "others", "not-stated"], Field(description=(
    "Whether women own it, by the definition of the IFC: at least 51 %; or at least 20 %, with a woman as chief executive, "
    "chief operating officer, president or vice president, and 30 % of the board where there is one"))]  # fmt: skip
NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no such sign
Code = Annotated[str, StringConstraints(pattern=r"^[2-9A-HJKMNP-TV-Z]{8}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, StringConstraints(pattern=NO_NUL)]
Line = Annotated[str, StringConstraints(max_length=150, pattern=NO_NUL)]
Sentence = Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL)]
Paragraphs = Annotated[str, StringConstraints(max_length=10_000, pattern=NO_NUL)]
Cursor = Annotated[str, StringConstraints(max_length=600, pattern=NO_NUL)]
Day = Annotated[date, BeforeValidator(_a_day)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Version = Annotated[int, Field(ge=1, le=2_000_000_000)]


class Said(Schema):
    """What a program sends. A field that does not exist is a mistake to hear of, not to overlook."""

    model_config = ConfigDict(extra="forbid")


def left_out() -> Any:
    """A field that an edit may leave out: then it stays as it is. The description names no default for it, which a
    generated client would send."""
    return Field(default_factory=lambda: None)


class Paged(Schema):
    """Which part of a list."""

    after: Cursor = Field("", description="`next` of the page before")
    size: int = Field(50, ge=1, le=200, description="How many rows at most")


class Listed(Schema, Generic[T]):
    """A part of a list and the cursor of the next one, null at the end."""

    items: list[T]
    next: str | None


def listed(rows: QuerySet[M], keys: tuple[str, ...], asked: Paged, shown: Callable[[M], T]) -> Listed[T]:
    """The part of the rows that was asked for. Refused for a cursor of another list."""
    if asked.after and place_of(keys, asked.after) is None:
        raise Refused(_("This is no cursor of this list. Begin at the start."), field="after")
    page = slice_of(rows, keys, asked.after, asked.size)
    return Listed(items=[shown(row) for row in page.rows], next=page.next or None)


def needs(permission: Permission) -> Callable[[F], F]:
    """The door before an operation: the same one as before the pages. What the address asks and nobody knows is named,
    for a misspelt filter would give everything."""

    def guard(view: F) -> F:
        @wraps(view)
        def asked_rightly(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            known = type(kwargs["asked"]).model_fields if "asked" in kwargs else {}
            strange = [name for name in request.GET if name not in known]
            if strange:
                raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in strange])
            return view(request, *args, **kwargs)

        return cast(F, requires(permission)(asked_rightly))

    return guard


def user_of(request: HttpRequest) -> Any:
    """Whoever asks; after the keys it is always somebody."""
    return request.user


def named(rows: QuerySet[M], code: str, field: str) -> M:
    """The row that a body names by its code, of those within reach; Refused beside the field otherwise."""
    return all_named(rows, [code], field)[0]


def all_named(rows: QuerySet[M], codes: Sequence[str], field: str) -> list[M]:
    """The rows that a body names by their codes, in that order; Refused for the first that is beyond reach."""
    found = {str(getattr(row, "code", "")): row for row in rows.filter(code__in=codes)}
    for code in codes:
        successor_of = getattr(rows.model, "successor_of", None) if code not in found else None
        kept = successor_of(code) if successor_of else None
        if kept is not None and rows.filter(pk=kept.pk).exists():  # an old code of one that was merged
            found[code] = kept
        if code not in found:
            raise Refused(_("There is no “%(code)s” within your reach.") % {"code": code}, field=field)
    return [found[code] for code in codes]


def each_once(pairs: Iterable[tuple[K, V]], field: str) -> dict[K, V]:
    """A list of a body by what its items are about; Refused when two are about the same: which one would hold?"""
    kept: dict[K, V] = {}
    for key, value in pairs:
        if key in kept:
            raise Refused(_("“%(name)s” is here twice.")
                          % {"name": key if isinstance(key, str) else ", ".join(map(str, cast(Any, key)))}, field=field)  # fmt: skip
        kept[key] = value
    return kept


@contextmanager
def told_as(**places: str) -> Iterator[None]:
    """Names the field of a refusal as the body names it, where the domain calls it otherwise."""
    try:
        yield
    except Refused as no:
        no.field = places.get(no.field or "", no.field)
        if isinstance(no, Stale):
            no.now = {places.get(field, field): value for field, value in no.now.items()}
        raise
