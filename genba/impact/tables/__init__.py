"""What happened in enterprises, in columns: a table for each kind of fact, each row with all by which figures are cut.

Every table is in the order of enterprises, and is read for all of them or for some: so what changed is put in its place.
"""

from collections.abc import Callable, Sequence
from typing import Final

from genba.impact.brought import brought
from genba.impact.tables import money, people, practices, reports, takings
from genba.impact.tables.cutting import Cuts
from genba.kit.columns import Column, Table, put_among, without

Enterprises = Sequence[int] | None
Reader = Callable[[Enterprises, Table, Cuts], Table]
READERS: Final[dict[str, Reader]] = {
    "people": people.read, "headcounts": people.read_headcounts, "practices": practices.read,
    "savings": money.read_savings, "contributions": money.read_contributions, "reports": reports.read,
}  # fmt: skip


def readers() -> dict[str, Reader]:
    """Of every table but the takings: ours, and those that rooms above bring."""
    return READERS | {name: reader for one in brought() for name, reader in one.tables.items()}


def read(enterprises: Enterprises, cuts: Cuts) -> dict[str, Table]:
    """Every table of these enterprises (None: of all). New values of cuts are added to `cuts`."""
    engagements = takings.read(enterprises, cuts)
    found = {name: reader(enterprises, engagements, cuts) for name, reader in readers().items()}
    return {"takings": takings.standing(engagements), **found}


def with_these(tables: dict[str, Table], gone: Column, new: dict[str, Table]) -> dict[str, Table]:
    """The tables after some enterprises were read anew."""
    return {name: put_among(without(table, gone), new[name]) for name, table in tables.items()}
