"""Effects under staggered adoption: published figures, a slow twin, laws, how often the band holds, refusals."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.bands import multipliers
from genba.science.staggered import NEVER, Effects, NotEstimable, effects, wide
from tests.science.published_effects import PUBLISHED

HERE = Path(__file__).parent

SERIES = ("overall", "by_cohort", "by_event", "by_period", "cohort_mean", "event_mean", "period_mean", "at_cells")


@pytest.fixture(scope="module")
def counties() -> tuple[np.ndarray, np.ndarray]:
    """Logs of teen employment in 500 counties of the USA, 2003 to 2007, and the year in which their minimum wage rose.

    The example data of Callaway and Sant'Anna (mpdta), from the Quarterly Workforce Indicators of the Census Bureau; here as the
    package csdid carries it (MIT licence, 2023, Carlos Guevara, Jhon Flores, Alexander Quispe), back to whole numbers of people.
    """
    with (HERE / "minimum_wage_counties.csv").open() as file:
        rows = list(csv.DictReader(file))
    logs = np.log([[float(row[f"teen_employment_{year}"]) for year in range(2003, 2008)] for row in rows])
    return logs, np.array([int(row["first_treated"]) - 2003 if row["first_treated"] != "0" else NEVER for row in rows])


def run(outcome: np.ndarray, first: np.ndarray, **more: object) -> Effects:
    return effects(outcome, first, **{"random": np.random.default_rng(20_260_101), "draws": 100, "fewest": 2, **more})


@pytest.mark.parametrize("controls", PUBLISHED)
@pytest.mark.parametrize("series", SERIES)
def test_minimum_wages_give_the_published_effects_and_errors(counties, controls: str, series: str) -> None:
    found = getattr(run(*counties, controls=controls), series)

    told = {int(at): (e, s) for at, e, s in zip(found.at, found.effects, found.errors, strict=True)}
    for at, effect, error in PUBLISHED[controls][series]:
        assert told[at] == pytest.approx((effect, error), abs=1e-8)
    assert len(told) == len(PUBLISHED[controls][series])


@pytest.mark.parametrize("weights", ["mammen", "rademacher"])
def test_the_published_band_is_met_up_to_chance(counties, weights: str) -> None:
    # The vignette: over the cells from −0.0763 to 0.0553 around −0.0105 with an error of 0.0240, a multiple of 2.74.
    found = run(*counties, controls="never", draws=4_000, weights=weights)

    assert found.at_cells.multiple == pytest.approx(2.74, abs=0.08)
    assert found.at_cells.bootstrap_errors == pytest.approx(found.at_cells.errors, rel=0.07)
    assert found.overall.multiple == pytest.approx(1.96, abs=0.08)
    assert (found.by_event.band_low < found.by_event.low).all()


def test_counties_in_states_hang_together(counties) -> None:
    # In this data set all counties that began in 2004 are of one state, Illinois.
    with (HERE / "minimum_wage_counties.csv").open() as file:
        states = np.array([int(row["county"]) // 1000 for row in csv.DictReader(file)])

    found = run(*counties, cluster=states)

    assert (found.units, found.clusters) == (500, 29)
    assert found.by_cohort.effects == pytest.approx(run(*counties).by_cohort.effects)
    assert found.by_cohort.treated_clusters[0] == 1 and np.isnan(found.by_cohort.errors[0])
    assert found.overall.errors[0] == pytest.approx(0.0157326, abs=5e-7)  # the package diff-diff 3.13.0, cluster = state


def gappy(seed: int, *, gaps: float = 0.15) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    n, periods = int(random.integers(20, 60)), int(random.integers(3, 7))
    first = random.choice([NEVER, 0, *range(1, periods), periods + 2], n)
    outcome = random.normal(size=(n, 1)) + random.normal(size=periods) + random.normal(size=(n, periods))
    outcome[random.random((n, periods)) < gaps] = np.nan
    return outcome, first, random.integers(0, n // 4, n)


class Twin:
    """The slow, obvious twin: one cell and one unit after the other, straight from the definitions."""

    def __init__(self, outcome: np.ndarray, first: np.ndarray, cluster: np.ndarray, controls: str) -> None:
        kept = [i for i in range(len(first)) if first[i] != 0 and np.count_nonzero(~np.isnan(outcome[i])) > 1]
        last = outcome.shape[1]
        self.first = [int(first[i]) if 0 < first[i] < last else 10**9 for i in kept]
        self.y, self.cluster, self.n = [outcome[i] for i in kept], [int(cluster[i]) for i in kept], len(kept)
        self.controls = controls
        self.cells: dict[tuple[int, int], tuple] = {}
        for g in sorted({f for f in self.first if f < 10**9}):
            for t in range(1, last):
                self.cell(g, t, g - 1 if t >= g else t - 1, controls)

    def cell(self, g: int, t: int, base: int, controls: str) -> None:
        sides: tuple[list[int], list[int]] = ([], [])
        missing = 0
        for i, f in enumerate(self.first):
            is_control = f == 10**9 if controls == "never" else f > t and f != g
            if f == g or is_control:
                if np.isnan(self.y[i][t]) or np.isnan(self.y[i][base]):
                    missing += 1
                else:
                    sides[f != g].append(i)
        if not all(sides):
            return
        means = [np.mean([self.y[i][t] - self.y[i][base] for i in side]) for side in sides]
        influence = [0.0] * self.n
        for side, mean, sign in zip(sides, means, (1, -1), strict=True):
            for i in side:
                influence[i] = sign * self.n / len(side) * (self.y[i][t] - self.y[i][base] - mean)
        self.cells[g, t] = (means[0] - means[1], influence, len(sides[0]), len(sides[1]), missing, sides)

    def weighted(self, chosen: list[tuple[int, int]]) -> tuple[float, float]:
        """Effect and error of these cells by the share of their cohorts, the shares being estimated as well."""
        share = {g: self.first.count(g) / self.n for g, _ in chosen}
        total = sum(share[g] for g, _ in chosen)
        effect = sum(share[g] / total * self.cells[g, t][0] for g, t in chosen)
        influence = []
        for i, f in enumerate(self.first):
            value = sum(share[g] / total * self.cells[g, t][1][i] for g, t in chosen)
            for g, t in chosen:
                of_share = ((f == g) - share[g]) / total
                of_total = -share[g] / total**2 * sum((f == h) - share[h] for h, _ in chosen)
                value += (of_share + of_total) * self.cells[g, t][0]
            influence.append(value)
        treated = [i for i, f in enumerate(self.first) if f in {g for g, _ in chosen}]
        others = set().union(*(self.controls_of(g, t, self.controls) for g, t in chosen))
        return effect, self.told(self.error(influence), treated, list(others))

    def error(self, influence: list[float]) -> float:
        sums: dict[int, float] = {}
        for i, value in enumerate(influence):
            sums[self.cluster[i]] = sums.get(self.cluster[i], 0.0) + value
        c = len(set(self.cluster))
        wider = np.sqrt(c / max(1, c - 1)) if c < self.n else 1
        return float(wider * np.sqrt(sum(s * s for s in sums.values())) / self.n)

    def told(self, error: float, *sides: list[int]) -> float:
        """No error where either side lies in one cluster."""
        return error if all(len({self.cluster[i] for i in side}) > 1 for side in sides) else float("nan")

    def error_of_cell(self, cell: tuple[int, int]) -> float:
        return self.told(self.error(self.cells[cell][1]), *self.cells[cell][5])

    def controls_of(self, g: int, t: int, controls: str) -> set[int]:
        return {i for i, f in enumerate(self.first) if (f == 10**9 if controls == "never" else f > t and f != g)}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["not-yet", "never"]), st.booleans())
def test_the_fast_way_is_the_obvious_one_on_panels_with_gaps(seed: int, controls: str, by_unit: bool) -> None:
    outcome, first, cluster = gappy(seed)
    cluster = np.arange(len(first)) if by_unit else cluster
    twin = Twin(outcome, first, cluster, controls)
    after = [c for c in twin.cells if c[1] >= c[0]]
    if not after:
        with pytest.raises(NotEstimable):
            run(outcome, first, cluster=cluster, controls=controls)
        return

    found = run(outcome, first, cluster=cluster, controls=controls, draws=5)

    table = found.cells
    assert [(int(g), int(t)) for g, t in zip(table.cohort, table.period, strict=True)] == list(twin.cells)
    counts = list(zip(table.treated, table.controls, table.missing, strict=True))
    assert counts == [cell[2:5] for cell in twin.cells.values()]
    assert found.at_cells.effects == pytest.approx([cell[0] for cell in twin.cells.values()])
    assert found.at_cells.errors == pytest.approx([twin.error_of_cell(cell) for cell in twin.cells], nan_ok=True)
    assert (found.overall.effects[0], found.overall.errors[0]) == pytest.approx(twin.weighted(after), nan_ok=True)
    for series, key, cells in (
        (found.by_event, lambda c: c[1] - c[0], list(twin.cells)), (found.by_period, lambda c: c[1], after),
        (found.by_cohort, lambda c: c[0], after),
    ):  # fmt: skip
        for at, effect, error in zip(series.at, series.effects, series.errors, strict=True):
            assert (effect, error) == pytest.approx(twin.weighted([c for c in cells if key(c) == at]), nan_ok=True)
    assert found.always == int((first == 0).sum())


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_levels_of_units_and_of_periods_do_not_matter(seed: int) -> None:
    outcome, first, cluster = gappy(seed)
    random = np.random.default_rng(seed + 1)
    moved = outcome + random.normal(0, 50, (len(first), 1)) + random.normal(0, 50, outcome.shape[1])

    one, other = (run(table, first, cluster=cluster) for table in (outcome, moved))

    for name in SERIES:
        assert getattr(other, name).effects == pytest.approx(getattr(one, name).effects, abs=1e-9)
        assert getattr(other, name).errors == pytest.approx(getattr(one, name).errors, abs=1e-9, nan_ok=True)
        assert getattr(other, name).band_low == pytest.approx(getattr(one, name).band_low, abs=1e-9, nan_ok=True)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_names_and_order_of_units_do_not_matter(seed: int) -> None:
    outcome, first, cluster = gappy(seed)
    order = np.random.default_rng(seed).permutation(len(first))

    one, other = run(outcome, first, cluster=cluster), run(outcome[order], first[order], cluster=7 * cluster[order] + 3)

    for name in SERIES:
        assert getattr(other, name).effects == pytest.approx(getattr(one, name).effects)
        assert getattr(other, name).errors == pytest.approx(getattr(one, name).errors, nan_ok=True)


def test_the_unit_of_measurement_goes_through(counties) -> None:
    outcome, first = counties

    one, thousand = run(outcome, first), run(1000 * outcome, first)

    assert thousand.by_event.band_high == pytest.approx(1000 * one.by_event.band_high)
    assert thousand.by_event.multiple == pytest.approx(one.by_event.multiple)


def test_the_same_seed_gives_the_same_band(counties) -> None:
    assert run(*counties).by_event.multiple == run(*counties).by_event.multiple


def test_a_constant_effect_is_found_in_every_cell() -> None:
    first = np.repeat([NEVER, 2, 4], 40)
    outcome = np.random.default_rng(1).normal(size=(120, 1)) + np.arange(6.0)
    outcome = outcome + 3 * ((np.arange(6) >= first[:, None]) & (first[:, None] > 0))

    found = run(outcome, first)

    after = found.cells.period >= found.cells.cohort
    assert found.at_cells.effects == pytest.approx(np.where(after, 3.0, 0.0))
    assert np.isnan(found.overall.errors).all()  # nothing varies, so nothing can be said of chance


@pytest.mark.parametrize("weights", ["mammen", "rademacher"])
def test_random_weights_have_mean_nought_and_variance_one(weights: str) -> None:
    drawn = multipliers((400, 500), weights, np.random.default_rng(5))

    assert drawn.mean() == pytest.approx(0, abs=0.01)
    assert drawn.var() == pytest.approx(1, abs=0.01)


def test_the_band_holds_for_all_events_at_once_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(11)
    events, replications = np.arange(-3, 4), 250
    true = np.where(events >= 0, 1.0 + events, 0.0)
    band = alone = 0

    for _ in range(replications):
        first = random.permutation(np.repeat([NEVER, 2, 3, 4], 50))
        since = np.arange(5) - first[:, None]
        outcome = random.normal(size=(200, 1)) + random.normal(0, 1, (200, 5)) + np.arange(5)
        outcome += np.where((first[:, None] > 0) & (since >= 0), 1.0 + since, 0.0)
        found = effects(outcome, first, random=random, draws=250, weights="rademacher").by_event
        inside = np.isin(events, found.at)
        band += bool(((found.band_low <= true[inside]) & (true[inside] <= found.band_high)).all())
        alone += bool(((found.low <= true[inside]) & (true[inside] <= found.high)).all())

    assert band / replications == pytest.approx(0.95, abs=0.035)  # 250 replications tell to ±0.028
    assert alone / replications < 0.9  # seven intervals of 95 % each do not hold together


def test_those_treated_from_the_first_period_on_are_left_out_and_counted(counties) -> None:
    outcome, first = counties
    early = np.where(np.arange(500) % 10 == 0, 0, first)

    found = run(outcome, early)

    assert (found.units, found.always) == (450, 50)
    assert found.overall.effects == pytest.approx(run(outcome[early != 0], first[early != 0]).overall.effects)


def test_a_unit_without_a_value_in_either_period_is_left_out_of_that_cell_and_counted() -> None:
    first = np.array([1] * 4 + [NEVER] * 4)
    outcome = np.array(
        [[0.0, 5, 6], [0, 7, 8], [0, np.nan, 9], [np.nan, 1, 1], [0, 1, 1], [0, 3, 1], [0, 2, 1], [0, 2, np.nan]]
    )

    found = run(outcome, first)

    assert found.cells.effect == pytest.approx([6 - 2, (6 + 8 + 9) / 3 - 1])
    assert found.cells.treated.tolist() == [2, 3]
    assert found.cells.controls.tolist() == [4, 3]
    assert found.cells.missing.tolist() == [2, 2]


def test_enterprises_with_one_value_are_left_out_and_counted(counties) -> None:
    outcome, first = counties
    silent = np.arange(500) % 7 == 0
    gappy_outcome = np.where(silent[:, None] & (np.arange(5) > 0), np.nan, outcome)

    found = run(gappy_outcome, first)

    assert (found.units, found.silent) == (500 - silent.sum(), silent.sum())
    assert found.overall.effects == pytest.approx(run(outcome[~silent], first[~silent]).overall.effects)


def test_where_all_begin_in_the_end_the_last_periods_have_no_controls() -> None:
    first = np.repeat([1, 3], 10)
    outcome = np.random.default_rng(1).normal(size=(20, 5))

    found = run(outcome, first)

    assert found.by_period.at.tolist() == [1, 2]
    assert set(found.cells.untold) == {(1, 3), (1, 4), (3, 3), (3, 4)} | ({(3, 1), (3, 2)} - cells_of(found))


def cells_of(found: Effects) -> set[tuple[int, int]]:
    return {(int(g), int(t)) for g, t in zip(found.cells.cohort, found.cells.period, strict=True)}


def test_a_cohort_in_one_cluster_tells_nothing_about_chance(counties) -> None:
    # Its own mean is its only value, so that the formula would make its error nought.
    outcome, first = counties

    found = run(outcome, first, cluster=first)

    assert found.overall.effects == pytest.approx(run(outcome, first).overall.effects)
    assert np.isnan(found.by_cohort.errors).all() and np.isnan(found.at_cells.band_low).all()
    assert found.by_cohort.treated_clusters.tolist() == [1, 1, 1]


def test_one_enterprise_alone_has_an_effect_and_no_error() -> None:
    outcome = np.random.default_rng(1).normal(size=(20, 4))
    first = np.array([2, *[NEVER] * 19])

    found = run(outcome, first)

    assert found.overall.effects[0] == pytest.approx(
        np.mean([(outcome[0, t] - outcome[0, 1]) - (outcome[1:, t] - outcome[1:, 1]).mean() for t in (2, 3)])
    )
    assert np.isnan(found.overall.errors[0])


def test_too_few_clusters_give_an_effect_without_an_error_and_the_band_leaves_it_out() -> None:
    outcome = np.random.default_rng(1).normal(size=(60, 4))
    first = np.repeat([1, 2, NEVER], [9, 21, 30])

    found = effects(outcome, first, random=np.random.default_rng(1), draws=200)

    assert np.isnan(found.by_cohort.errors).tolist() == [True, False]
    assert found.by_cohort.treated_clusters.tolist() == [9, 21]
    assert np.isfinite(found.by_cohort.effects).all() and found.by_cohort.multiple == pytest.approx(1.96, abs=0.3)
    assert np.isfinite(run(outcome, first).by_cohort.errors).all()


def test_a_list_of_values_becomes_a_table() -> None:
    table = wide(np.array([0, 1, 1]), np.array([1, 0, 1]), np.array([4.0, 5, 6]), units=2, periods=2)

    assert np.array_equal(table, [[np.nan, 4], [5, 6]], equal_nan=True)
    with pytest.raises(NotEstimable, match="two values in one period"):
        wide(np.array([0, 0]), np.array([1, 1]), np.array([4.0, 5]), units=2, periods=2)
    with pytest.raises(NotEstimable, match="not a finite number"):
        wide(np.array([0, 0]), np.array([0, 1]), np.array([4.0, np.nan]), units=2, periods=2)


@pytest.mark.parametrize(
    ("first", "columns", "reason", "sentence"),
    [
        ([1, 1, 1, NEVER, NEVER, NEVER], 1, "one-period", "one period only"),
        ([NEVER] * 6, 4, "no-treated", "No unit with two values is first treated after the first period"),
        ([0, 0, 0, NEVER, NEVER, NEVER], 4, "no-treated", "No unit with two values is first treated after the first period"),
        ([9, 9, 9, NEVER, NEVER, NEVER], 4, "no-treated", "No unit with two values is first treated after the first period"),
        ([1] * 6, 4, "no-controls", "No cohort has both treated units and controls"),
        ([3, 3, 3, 3, 2, 0], 4, "nothing-after", "No period after a beginning"),
    ],
)
def test_what_gives_no_estimate_is_refused_in_a_sentence(first: list[int], columns: int, reason: str, sentence: str) -> None:
    table = np.random.default_rng(1).normal(size=(6, columns))
    if reason == "nothing-after":
        first = [3, 3, 3, 3, 2, 2]
        table[4:, 2:] = np.nan  # those who begin stop reporting, so that they are controls before and nothing after

    with pytest.raises(NotEstimable, match=sentence) as refused:
        run(table, np.array(first))

    assert refused.value.reason == reason


def test_a_value_without_end_is_refused(counties) -> None:
    outcome, first = counties

    with pytest.raises(NotEstimable, match="not a finite number"):
        run(np.where(outcome == outcome.max(), np.inf, outcome), first)
