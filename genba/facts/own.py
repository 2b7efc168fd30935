"""The programme's own indicators over any part of it, cut in any way: from the columns, by the functions that define them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.conf import settings
from django.utils.translation import gettext as _

from genba.facts import store
from genba.facts.questions import Asked, is_one
from genba.facts.store import Facts
from genba.impact.expressions import Expression, Outcome
from genba.impact.indicators import Definition, definition_of
from genba.impact.rows import Rows, Tables
from genba.impact.tables.others import OTHERS
from genba.impact.tables.takings import CUTS
from genba.kit.columns import Table, rows_in
from genba.kit.refused import Refused

OWN_CUTS = ("sex", "role", "currency")
NOT_FOLLOWED = frozenset(OTHERS) - {"measured"}


@dataclass(frozen=True, slots=True)
class OwnPart:
    """An indicator in one part. of: the value of each cut."""

    of: tuple[Any, ...]
    outcome: Outcome


@dataclass(frozen=True)
class OwnAnswer:
    """made_at: the version of the facts. Parts without any row are none."""

    parts: tuple[OwnPart, ...]
    version: int
    made_at: str


def tables_of(facts: Facts, today: date, asked: set[str] | None = None) -> Tables:
    """The columns as indicators read them. asked: is told the names of the tables that were read."""
    cuts = {cut: list(values) for cut, values in facts.named.cuts.items()}

    def find(name: str) -> Table:
        if asked is not None:
            asked.add(name)
        if name == "measured":
            return measured(facts)
        return OTHERS[name](cuts, today) if name in OTHERS else facts.tables[name]

    return Tables(cuts, today, find)


def measured(facts: Facts) -> Table:
    """By engagement, whether any KPI has months before its class, after it, and both: from the comparisons."""
    rows = facts.comparisons
    keys, at = np.unique(rows["engagement"], return_inverse=True)
    before, after = rows["before_n"] > 0, rows["after_n"] > 0
    table: Table = {"engagement": keys}
    for name, column in (("before", before), ("after", after), ("both", before & after)):
        table[name] = np.bincount(at, column, len(keys)) > 0
    return table


def parts(definition: Definition, tables: Tables, asked: Asked, named: Callable[[str], str] = str) -> tuple[OwnPart, ...]:
    """The indicator in every part that has rows, in the order of the values' places. Refused for a cut that it has not."""
    expression = _expression(definition, tables, asked)
    places = _places(expression, definition, asked, named)
    groups = expression.rows.where(places).groups(asked.by) if len(places) else ()
    return tuple(OwnPart(of, expression.of(places[at])) for of, at in groups)


def rows_of(definition: Definition, tables: Tables, asked: Asked, named: Callable[[str], str]) -> Rows:
    """The rows that count in the part that is asked for. Refused for a cut that they have not."""
    expression = _expression(definition, tables, asked)
    return expression.rows.where(expression.counting(_places(expression, definition, asked, named)))


def _expression(definition: Definition, tables: Tables, asked: Asked) -> Expression:
    assert definition.work is not None  # noqa: S101 KPIs are asked in questions.py
    whole, cuts = definition.work(tables), _cuts(asked)
    return next((other for cut, other in whole.instead.items() if cut in cuts), whole)


def _cuts(asked: Asked) -> tuple[str, ...]:
    return (*asked.by, *(cut for cut, _values in asked.only))


def _places(expression: Expression, definition: Definition, asked: Asked, named: Callable[[str], str]) -> Any:
    for cut in _cuts(asked):
        if not expression.rows.has(cut) and rows_in(expression.rows.table):
            known = ", ".join(map(named, cuts_of(expression)))
            raise cannot_be_cut(definition, named(cut), known)
    if not len(expression.rows):  # where there is nothing, there is nothing to cut
        return np.zeros(0, dtype=np.int64)
    kept = np.ones(len(expression.rows), dtype=bool)
    if not len(kept):
        return np.flatnonzero(kept)
    for cut, values in asked.only:
        kept &= is_one(expression.rows[cut], expression.rows.cuts.get(cut, []), values)
    return np.flatnonzero(kept)


def cannot_be_cut(definition: Definition, cut: str, known: str) -> Refused:
    return Refused(_("“%(indicator)s” cannot be cut by “%(cut)s”. It can be cut by: %(known)s.")
                   % {"indicator": definition.label, "cut": cut, "known": known}, field="by")  # fmt: skip


def cuts_of(expression: Expression) -> list[str]:
    """By what it can be cut."""
    others = set(expression.instead)
    return [cut for cut in (*CUTS, *OWN_CUTS) if expression.rows.has(cut) or cut in others]


_kept: dict[Hashable, tuple[OwnPart, ...]] = {}
KEPT_AT_MOST = 256


def answer(asked: Asked, today: date, named: Callable[[str], str] = str) -> OwnAnswer | None:
    """The parts of the one indicator in `asked.kpis`, from the newest facts. None where there are no facts yet.

    named: what a cut is called where it is refused.
    """
    facts = store.current()
    if facts is None:
        return None
    version = (facts.named.version, facts.named.made_at)
    key = (store.folder(), *version, asked, today, settings.SMALL_GROUP)
    if key in _kept:
        return OwnAnswer(_kept[key], *version)
    read: set[str] = set()
    found = parts(definition_of(asked.kpis[0]), tables_of(facts, today, read), asked, named)
    if not read & NOT_FOLLOWED:  # of those, no version of the facts knows when they change
        if len(_kept) >= KEPT_AT_MOST:
            _kept.clear()
        _kept[key] = found
    return OwnAnswer(found, *version)
