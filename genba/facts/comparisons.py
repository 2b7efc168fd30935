"""Comparisons in columns: each KPI of each taking before its class and now, with all by which it is cut.

Order: KPI, then relative change (none last), then enterprise and engagement. So a median of any part is found without a
sort of numbers. `again`: the enterprise has an earlier comparison of this KPI; it counts once, with the first.
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from genba.curriculum import Indicator
from genba.facts.observed import NUMBERS, Observed, periods_of
from genba.impact.changes import Compared, compared, layers
from genba.impact.series import counted_once
from genba.impact.tables.cutting import Cuts
from genba.impact.tables.takings import CUTS, as_takings
from genba.kit.columns import Table, rows_in, together, where

AT_ONCE = 2_000  # enterprises: their columns stay near the processor
SIDES: Final = ("numerator", "denominator", "n", "first", "last")


def work_out(taken: Table, observed: Observed, cuts: Cuts, kpis: Sequence[Indicator]) -> Table:
    """The comparisons of these takings, in order. kpis: all, by their places in the observations."""
    firms = np.unique(taken["enterprise"])
    found = [_none()]
    for start in range(0, len(firms), AT_ONCE):
        some = firms[start : start + AT_ONCE]
        at = slice(*np.searchsorted(taken["enterprise"], [some[0], some[-1] + 1]))
        found.extend(_chunk({name: c[at] for name, c in taken.items()}, observed.of(some), some, cuts, kpis))
    return in_order(with_again(together(found)))


def _chunk(taken: Table, rows: Table, firms: NUMBERS, cuts: Cuts, kpis: Sequence[Indicator]) -> Iterator[Table]:
    used = np.unique(rows["kpi"]).tolist()
    if not used:
        return
    asked = [kpis[at] for at in used]
    places = {firm: at for at, firm in enumerate(firms.tolist())}
    periods = counted_once(periods_of(rows, firms, used), len(used))
    by_engagement = {key: at for at, key in enumerate(taken["engagement"].tolist())}
    for layer in layers(as_takings(taken, cuts)):
        yield _columns(taken, np.array([by_engagement[t.id] for t in layer]), np.array(used, dtype=np.int16),
                       compared(layer, asked, places, periods))  # fmt: skip


def _columns(taken: Table, rows: NUMBERS, used: NUMBERS, all_of: Compared) -> Table:
    places, width = all_of.places, len(used)
    of = rows[places // width]
    table: Table = {name: taken[name][of] for name in ("engagement", "enterprise", "trained", *CUTS)}
    table["kpi"] = used[places % width]
    for side in ("before", "after"):
        window = getattr(all_of, side)
        for name in SIDES:
            kind = np.float64 if name in ("numerator", "denominator") else np.int16
            table[f"{side}_{name}"] = getattr(window, name)[places].astype(kind)
    found = all_of.found
    table["relative"] = found.relative[places]
    table["verdict"], table["withheld"] = found.verdict[places].astype(np.int8), found.withheld[places].astype(np.int8)
    return table


def _none() -> Table:
    table: Table = {
        "engagement": np.zeros(0, np.int64),
        "enterprise": np.zeros(0, np.int32),
        "trained": np.zeros(0, np.int32),
    }
    table |= {cut: np.zeros(0, np.uint16) for cut in CUTS} | {"kpi": np.zeros(0, np.int16)}
    for side in ("before", "after"):
        table |= {
            f"{side}_{name}": np.zeros(0, np.float64 if name in ("numerator", "denominator") else np.int16) for name in SIDES
        }
    return table | {"relative": np.zeros(0), "verdict": np.zeros(0, np.int8), "withheld": np.zeros(0, np.int8)}


def with_again(table: Table) -> Table:
    """Comparable ones of an enterprise and KPI in the order of their classes: all but the first come again."""
    order = np.lexsort((table["engagement"], table["trained"], table["verdict"] == 0, table["enterprise"], table["kpi"]))
    firm, kpi = table["enterprise"][order], table["kpi"][order]
    again = np.zeros(len(order), dtype=bool)
    again[order[1:]] = (firm[1:] == firm[:-1]) & (kpi[1:] == kpi[:-1])
    return table | {"again": again}


def in_order(table: Table) -> Table:
    return where(table, np.lexsort((table["engagement"], table["enterprise"], table["relative"], table["kpi"])))


def with_these(table: Table, new: Table) -> Table:
    """Comparisons of other enterprises put to those that are there, in order: KPI by KPI two ascending rows become one."""
    if not rows_in(new):
        return table
    kpis = np.arange(int(max(table["kpi"].max(initial=0), new["kpi"].max())) + 2)
    old, came = np.searchsorted(table["kpi"], kpis), np.searchsorted(new["kpi"], kpis)
    at = np.empty(rows_in(new), dtype=np.int64)
    for kpi in kpis[:-1]:
        mine = slice(old[kpi], old[kpi + 1])
        at[came[kpi] : came[kpi + 1]] = old[kpi] + _between(table, mine, new, slice(came[kpi], came[kpi + 1]))
    return {name: np.insert(column, at, new[name]) for name, column in table.items()}


def _between(table: Table, mine: slice, new: Table, its: slice) -> NUMBERS:
    """Where the new rows of one KPI belong among the old: by change (none is the highest), then enterprise."""
    changes = table["relative"][mine]
    at = np.searchsorted(changes, new["relative"][its], "left")
    until = np.searchsorted(changes, new["relative"][its], "right")
    firms = table["enterprise"][mine]
    for place in np.flatnonzero(until > at).tolist():  # equal changes, of which most are none
        at[place] += np.searchsorted(firms[at[place] : until[place]], new["enterprise"][its][place])
    return at
