"""The arithmetic on many series says what the plain one says for each of them."""

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.change import compare
from genba.science.figures import Measured, Withheld
from genba.science.panel import VERDICTS, WITHHELD, changes, sides
from genba.science.ratios import ratio
from genba.science.windows import windows

MONTHS = st.integers(24300, 24330)  # 2025-01 to 2027-07
PERIOD = st.tuples(MONTHS, st.integers(0, 20), st.integers(0, 30))
ONE = st.tuples(st.lists(PERIOD, max_size=12), MONTHS, st.integers(1, 6), st.sampled_from([-1, 0, 1]), st.integers(0, 20))
DIRECTION = {1: "up", -1: "down", 0: "neutral"}


def day(month: int, of_month: int = 1) -> date:
    return date(month // 12, month % 12 + 1, of_month)


@settings(deadline=None)
@given(st.lists(ONE, min_size=1, max_size=6))
def test_many_at_once_say_what_each_alone_says(many) -> None:  # type: ignore[no-untyped-def]
    rows = [(s, m, top, bottom) for s, (periods, *_) in enumerate(many) for m, top, bottom in periods]
    series, months = np.array([r[0] for r in rows], dtype=np.int64), np.array([r[1] for r in rows], dtype=np.int64)
    tops, bottoms = np.array([r[2] for r in rows], dtype=float), np.array([r[3] for r in rows], dtype=float)
    trained, length = np.array([o[1] for o in many]), np.array([o[2] for o in many])

    before, after = sides(series, months, months, tops, bottoms, trained=trained, length=length)
    found = changes(
        before, after, direction=np.array([o[3] for o in many]), minimum=np.array([o[4] for o in many], dtype=float)
    )

    for s, (periods, day_zero, size, direction, minimum) in enumerate(many):
        chosen = windows([day(m) for m, *_ in periods], day(day_zero, 9), length=size)
        alone = []
        for window in (chosen.baseline, chosen.latest):
            whole = ratio([(t, b) for month in window for m, t, b in periods if day(m) == month])
            alone.append(whole if window else None)
        single = compare(*alone, direction=DIRECTION[direction], scale=1, unit="1", minimum=minimum)  # type: ignore[arg-type]
        assert VERDICTS[found.verdict[s]] == single.verdict
        if isinstance(single.relative, Withheld):
            assert WITHHELD[found.withheld[s]] == single.relative.reason
            assert np.isnan(found.relative[s])
        else:
            assert isinstance(single.relative, Measured)
            assert found.withheld[s] == 0
            assert np.isclose(found.relative[s], single.relative.value, rtol=1e-12)
        assert (before.n[s], after.n[s]) == (len(chosen.baseline), len(chosen.latest))


def test_a_quarter_across_the_training_belongs_to_neither_side() -> None:
    quarter_starts, quarter_ends = np.array([24300, 24303, 24306]), np.array([24302, 24305, 24308])

    before, after = sides(
        np.zeros(3, dtype=np.int64), quarter_starts, quarter_ends, np.array([9.0, 5.0, 3.0]), np.array([90.0, 50.0, 60.0]),
        trained=np.array([24304]), length=np.array([3]),
    )  # fmt: skip

    assert (before.numerator[0], before.denominator[0], before.n[0]) == (9, 90, 1)
    assert (after.numerator[0], after.denominator[0], after.first[0]) == (3, 60, 24308)
