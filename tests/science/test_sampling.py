"""Sampling plans as the printed tables have them, and curves against the sums that they shorten."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science import sampling


@pytest.mark.parametrize(
    ("lot", "level", "letter"),
    [(2, "II", "A"), (8, "II", "A"), (9, "II", "B"), (500, "II", "H"), (501, "II", "J"), (1000, "III", "K"), (1000, "I", "G"),
     (1000, "S4", "F"), (600_000, "III", "R"), (600_000, "S1", "D"), (35_000, "II", "M")],
)  # fmt: skip
def test_code_letters_are_those_of_table_1(lot: int, level: str, letter: str) -> None:
    assert sampling.letter_of(lot, level) == letter


@pytest.mark.parametrize(
    ("lot", "aql", "inspection", "plan"),
    [
        (1000, 1.0, "normal", ("J", 80, 2)),
        (1000, 2.5, "normal", ("J", 80, 5)),
        (1000, 4.0, "normal", ("J", 80, 7)),
        (2000, 1.0, "normal", ("K", 125, 3)),
        (1000, 0.15, "normal", ("J", 80, 0)),
        (1000, 0.25, "normal", ("H", 50, 0)),  # arrow up
        (1000, 0.4, "normal", ("K", 125, 1)),  # arrow down
        (10, 1.0, "normal", ("E", 13, 0)),
        (30_000, 6.5, "normal", ("L", 200, 21)),
        (20, 150, "normal", ("C", 5, 14)),
        (1000, 1.0, "tightened", ("J", 80, 1)),
        (2000, 1.0, "tightened", ("K", 125, 2)),
        (5000, 2.5, "tightened", ("L", 200, 8)),
        (30, 2.5, "tightened", ("D", 8, 0)),
        (30, 4.0, "tightened", ("F", 20, 1)),
        (5, 10.0, "tightened", ("D", 8, 1)),
        (2000, 1.0, "reduced", ("K", 50, 2)),
        (5000, 1.0, "reduced", ("L", 80, 3)),
    ],
)
def test_plans_are_those_of_the_master_tables(lot: int, aql: float, inspection: str, plan: tuple[str, int, int]) -> None:
    found = sampling.plan(lot, "II", aql, inspection)

    assert (found.used, found.size, found.accept) == plan
    assert found.reject == found.accept + 1


@pytest.mark.parametrize("inspection", ["normal", "tightened", "reduced"])
def test_every_lot_has_a_plan_at_every_tabled_limit(inspection: str) -> None:
    for level in sampling.BY_LEVEL:
        for lot in (2, 20, 200, 2000, 20_000, 200_000, 2_000_000):
            for aql in sampling.LEVELS:
                if inspection != "reduced" or aql <= sampling.PERCENT:
                    assert sampling.plan(lot, level, aql, inspection).size >= 2


def test_tightened_inspection_never_allows_more_than_normal() -> None:
    for lot in (50, 500, 5000, 50_000):
        for aql in sampling.LEVELS[8:15]:
            normal, tight = (sampling.plan(lot, "II", aql, kind) for kind in ("normal", "tightened"))
            assert (
                sampling.chance(0.03, tight.size, tight.accept) <= sampling.chance(0.03, normal.size, normal.accept) + 1e-12
            )


@pytest.mark.parametrize(("chance", "share"), [(0.99, 0.550), (0.95, 1.03), (0.9, 1.39), (0.5, 3.33), (0.1, 6.52)])
def test_the_curve_of_letter_j_at_one_per_cent_is_the_printed_one(chance: float, share: float) -> None:
    assert 100 * sampling.share_at(chance, 80, 2) == pytest.approx(share, abs=0.011)


@given(st.integers(2, 60), st.integers(0, 10), st.floats(0.001, 0.999))
def test_a_chance_is_the_sum_of_its_parts(size: int, accept: int, share: float) -> None:
    accept = min(accept, size)
    parts = (math.comb(size, n) * share**n * (1 - share) ** (size - n) for n in range(accept + 1))

    assert sampling.chance(share, size, accept) == pytest.approx(sum(parts))


@given(st.integers(5, 200), st.integers(0, 4), st.floats(0.01, 0.99), st.booleans())
def test_the_inverse_brings_the_chance_back(size: int, accept: int, wanted: float, is_poisson: bool) -> None:
    share = sampling.share_at(wanted, size, accept, is_poisson)

    assert sampling.chance(share, size, accept, is_poisson) == pytest.approx(wanted, rel=1e-6)


@pytest.mark.parametrize(("aql", "inspection"), [(3.0, "normal"), (25.0, "reduced")])
def test_a_limit_that_is_not_tabled_is_refused(aql: float, inspection: str) -> None:
    with pytest.raises(ValueError, match="not tabled"):
        sampling.plan(1000, "II", aql, inspection)
