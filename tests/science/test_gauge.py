"""Gauge studies against sums worked out cell by cell."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science import gauge

CUBE = np.array([[[1.0, 1.2], [1.1, 1.5]], [[2.0, 2.1], [2.6, 2.3]], [[3.1, 2.9], [3.0, 3.6]]])


def test_sums_of_squares_add_up_to_the_whole() -> None:
    study = gauge.crossed(CUBE + np.arange(2)[None, :, None] * np.array([0, 1, -2.0])[:, None, None])
    squares = {row.source: row.ss for row in study.rows}

    assert not study.is_pooled
    assert squares["part"] + squares["operator"] + squares["interaction"] + squares["repeatability"] == pytest.approx(
        squares["total"]
    )


def test_the_table_is_that_of_plain_loops() -> None:
    study, grand = gauge.crossed(CUBE), sum(CUBE.flat) / CUBE.size
    by_part = sum(4 * (sum(part.flat) / 4 - grand) ** 2 for part in CUBE)

    assert {row.source: row.ss for row in study.rows}["part"] == pytest.approx(by_part)


@given(st.integers(1, 500).map(lambda n: n / 10), st.floats(-100, 100))
def test_shares_do_not_depend_on_unit_or_zero_point(factor: float, shift: float) -> None:
    plain, other = gauge.crossed(CUBE), gauge.crossed(CUBE * factor + shift)

    assert other.gauge / other.total == pytest.approx(plain.gauge / plain.total, rel=1e-4)
    assert other.ndc == plain.ndc


def test_the_order_of_parts_and_people_is_of_no_matter() -> None:
    assert gauge.crossed(CUBE[::-1, ::-1, ::-1]).gauge == pytest.approx(gauge.crossed(CUBE).gauge)


def test_a_study_with_one_trial_is_refused() -> None:
    with pytest.raises(ValueError, match="two trials"):
        gauge.crossed(CUBE[:, :, :1])
