"""The cells into which stored figures are cut: by country, provider and module, each or all, and by one more dimension."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from genba.impact.expressions import Expression, Outcome
from genba.impact.rows import Places, Rows

WHERE: Final[tuple[tuple[str, ...], ...]] = ((), ("module",), ("country",), ("country", "module"))
OF_PROVIDERS: Final[tuple[tuple[str, ...], ...]] = (("country", "provider"), ("country", "provider", "module"))


@dataclass(frozen=True)
class Cell:
    """Where a figure stands: "" and 0 are all; group is "" or "dimension:value"."""

    country: str = ""
    provider_id: int = 0
    module: str = ""
    group: str = ""


def cells(rows: Rows, by: Sequence[str] = (), *, whole: bool = True) -> Iterator[tuple[Cell, Places]]:
    """Every cell that has rows, with the places of its rows: by country and module, and by provider and module; not by what
    the rows cannot be cut by, as trainers, who are of no provider.

    whole: also those that are not cut by one of `by`.
    """
    for split in (*([""] if whole else []), *by):
        for cut in WHERE:
            yield from _cut(rows, cut, split)
    if whole:
        for cut in OF_PROVIDERS:
            yield from _cut(rows, cut, "")


def _cut(rows: Rows, cut: tuple[str, ...], split: str) -> Iterator[tuple[Cell, Places]]:
    if not all(map(rows.has, cut)):
        return
    for values, at in rows.groups((*cut, split) if split else cut):
        told = dict(zip(cut, values, strict=False))
        group = f"{split}:{values[-1]}" if split else ""
        yield Cell(told.get("country", ""), told.get("provider", 0), told.get("module", ""), group), at


def outcomes(expression: Expression, by: Sequence[str]) -> Iterator[tuple[Cell, Outcome]]:
    """What an expression says in every cell; where it has other rows for a dimension, these."""
    own = [cut for cut in by if cut not in expression.instead]
    for cell, at in cells(expression.rows, own):
        yield cell, expression.of(at)
    for cut, other in expression.instead.items():
        for cell, at in cells(other.rows, [cut], whole=False):
            yield cell, other.of(at)
