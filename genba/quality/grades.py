"""The grade of an enterprise in one KPI: how complete its months are, less what is doubtful and still open.

Begins with the share of the last twelve months owed that have a believed value: A from 90 %, B from 75 %, C from 50 %, D below; a
series that is not reported month by month begins with B. Each kind of open finding takes it down: two steps where a value
cannot be or counts twice, one where it only stands out; so does an unusual value that nobody has read yet. What was confirmed takes
nothing. Under three months with a value there is no grade.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import numpy as np

from genba.quality.checks import owed_months
from genba.quality.models import Kind, KpiGrade
from genba.quality.reading import JUDGED, READ, Chunk, day
from genba.science.doubts import Ints

LETTERS: Final = "ABCD"
LEAST: Final = 3
SHARES: Final = (0.9, 0.75, 0.5)
STEPS: Final[Mapping[str, int]] = {
    Kind.RANGE: 2, Kind.UNIT: 2, Kind.OVERLAP: 2, Kind.COPIED: 2, Kind.HISTORY: 1, Kind.SEASON: 1, Kind.PEERS: 1, Kind.DIGITS: 1,
    Kind.MISSING: 0,  # the months that are missing are in the share already
}  # fmt: skip
Open = Mapping[tuple[int, str], list[str]]  # kinds of open findings, by enterprise and KPI


def grade_of(known: int, owed: int, kinds: list[str], waiting: int) -> str:
    """The letter, or "" where nothing can be said."""
    if known < LEAST:
        return ""
    begins = sum(known < share * owed for share in SHARES) if owed else 1
    steps = begins + sum(STEPS[kind] for kind in set(kinds)) + (waiting > 0)
    return LETTERS[min(steps, len(LETTERS) - 1)]


def grades(chunk: Chunk, until: Ints, still_open: Open, at: datetime) -> list[KpiGrade]:
    """A row for each series of the chunk with anything recorded in the months that are judged."""
    year = slice(READ - 13, READ - 1)  # twelve months that are over
    owed = owed_months(chunk.has_said, until)[:, :, year]
    known = chunk.is_known[:, :, year]
    n_owed = np.count_nonzero(owed, axis=2)
    n_known = np.where(n_owed > 0, np.count_nonzero(known & owed, axis=2), np.count_nonzero(known, axis=2))
    waiting = np.zeros(n_owed.shape, dtype=np.int64)
    since = (chunk.month(READ - JUDGED) - day(0)).days
    odd = chunk.rows.where(chunk.rows.waits & (chunk.rows.ends >= since))
    np.add.at(waiting, (odd.indicator, odd.enterprise), 1)
    found = []
    for kpi, enterprise in np.argwhere(chunk.has_said[:, :, READ - JUDGED :].any(axis=2)):
        key, code = int(chunk.keys[enterprise]), chunk.kpis[kpi].code
        kinds = still_open.get((key, code), [])
        n, of, waits = int(n_known[kpi, enterprise]), int(n_owed[kpi, enterprise]), int(waiting[kpi, enterprise])
        found.append(KpiGrade(enterprise_id=key, indicator=code, grade=grade_of(n, of, kinds, waits), n_months=n, n_expected=of,
                              n_open=len(kinds), n_waiting=waits, worked_out_at=at))  # fmt: skip
    return found
