"""What can be brought in, and what every kind of import has to offer."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.imports.directions import Directions
from genba.kit.sheets import Column, Record


class Taking(Protocol):
    """One file of a kind being taken in, from the first row to the last."""

    columns: Sequence[Column]

    def take(self, record: Record) -> None:
        """Judge one row whose cells could be read, and keep it for `write`.

        Raises Refused, with the name of the column as `field`, or appends to `record.problems`; such a row is not kept.
        """

    def write(self) -> int:
        """Put into the tables what was kept since the last time; how many rows of the file these were."""


@runtime_checkable
class LooksAhead(Protocol):
    """A taking that would rather ask the database once for many rows than once for each."""

    def look_ahead(self, records: Sequence[Record]) -> None:
        """The rows that `take` will be given next, those left out that could not be read."""


@runtime_checkable
class KnowsMerged(Protocol):
    """A taking that reads merged cells as a person does: what is merged over rows counts for each, but not these columns."""

    not_merged: Collection[str]


@runtime_checkable
class Tells(Protocol):
    """A taking that has something to tell beside what is to be corrected."""

    def notes(self) -> Sequence[str]:
        """Sentences about the whole file, asked for once, when everything is written and can still be looked at."""


@dataclass(frozen=True)
class Kind:
    """A kind of import: what people read about it, its columns, and how a file of it is begun."""

    slug: str
    title: Any  # lazy
    instructions: Sequence[Any]  # lazy sentences for the template
    needs: Permission  # beside import:run, for every row's own place
    columns: Callable[[], Sequence[Column]]
    begin: Callable[[User | System, Directions], Taking]
    has_values: bool = False  # a mapping file may say `values` and `part`


def kinds() -> dict[str, Kind]:
    """Every kind by its slug, in the order in which a programme fills up."""
    from genba.imports import attendance, enterprises, framework, observations, people

    return {kind.slug: kind for kind in (enterprises.KIND, people.KIND, attendance.KIND, observations.KIND, framework.KIND)}
