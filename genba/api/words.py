"""The words in which programs and the house speak: texts without traps, amounts that fit, lists in pages."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar, cast

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.kit.paging import place_of, slice_of
from genba.kit.refused import Refused

T = TypeVar("T")
M = TypeVar("M", bound=Model)
F = TypeVar("F", bound=Callable[..., Any])

Sex = Literal["female", "male", "other", "not-stated"]
Role = Literal["manager", "worker"]
NO_NUL = r"^[^\x00]*$"  # PostgreSQL keeps no such sign
Code = Annotated[str, StringConstraints(pattern=r"^[2-9A-HJKMNP-TV-Z]{8}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Line = Annotated[str, StringConstraints(max_length=150, pattern=NO_NUL)]
Sentence = Annotated[str, StringConstraints(max_length=300, pattern=NO_NUL)]
Paragraphs = Annotated[str, StringConstraints(max_length=10_000, pattern=NO_NUL)]
Cursor = Annotated[str, StringConstraints(max_length=600, pattern=NO_NUL)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Amount = Annotated[float, Field(ge=0, le=1e15, allow_inf_nan=False)]
Version = Annotated[int, Field(ge=1, le=2_000_000_000)]


class Said(Schema):
    """What a program sends. A field that does not exist is a mistake to hear of, not to overlook."""

    model_config = ConfigDict(extra="forbid")


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
    """The door before an operation: the same one as before the pages."""
    return cast(Callable[[F], F], requires(permission))


def user_of(request: HttpRequest) -> Any:
    """Whoever asks; after the keys it is always somebody."""
    return request.user


def named(rows: QuerySet[M], code: str, field: str) -> M:
    """The row that a body names by its code, of those within reach; Refused beside the field otherwise."""
    found = rows.filter(code=code).first()
    if found is None:
        raise Refused(_("There is no “%(code)s” within your reach.") % {"code": code}, field=field)
    return found
