"""Lines of the literature with their proved optima, small lines against trying everything, and laws."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.line_balance import Balance, Line, Loop, for_stations, for_takt, least_stations, line, whole_times

# Jackson (1956), Management Science 2: 261–271, eleven tasks.
JACKSON = line(
    [6, 2, 5, 7, 1, 2, 3, 6, 5, 5, 4],
    [(0, 1), (0, 2), (0, 3), (0, 4), (1, 5), (2, 6), (3, 6), (4, 6), (5, 7), (6, 8), (7, 9), (8, 10), (9, 10)],
)
HAHN_PAIRS = """
1-2 1-3 1-4 1-5 1-6 1-7 2-36 3-36 4-9 5-9 6-9 7-9 8-9 9-10 10-11 11-12 12-13 12-14 12-15 13-16 13-17 13-18
14-22 15-16 15-17 16-29 16-30 16-31 17-19 18-42 19-20 19-21 19-22 20-23 21-24 22-25 23-36 24-36 25-26 26-27
27-28 28-29 28-30 28-31 28-32 28-33 28-34 29-35 30-35 31-35 32-35 33-35 34-35 35-36 36-37 37-38 37-39 37-40
38-41 39-41 40-41 41-42 42-43 42-44 42-45 42-46 42-47 43-48 44-49 45-51 45-52 46-50 47-51 47-52 48-51 48-52
49-51 49-52 50-51 50-52 51-53 52-53
"""
# Hahn (1972), 53 tasks, as kept in the public set of simple lines (Scholl 1993).
HAHN = line(
    [971, 142, 142, 142, 103, 96, 99, 1207, 160, 180, 82, 60, 112, 420, 1556, 236, 259, 125, 601, 80, 80, 70, 89, 89, 105, 330, 132,
     69, 99, 70, 70, 158, 191, 70, 53, 50, 125, 353, 70, 128, 65, 1775, 91, 91, 113, 487, 138, 80, 80, 65, 40, 742, 1085],
    [(int(a) - 1, int(b) - 1) for a, b in (pair.split("-") for pair in HAHN_PAIRS.split())],
)  # fmt: skip


def check(one: Line, found: Balance, takt: int) -> None:
    loads = [
        sum(t for t, s in zip(one.times, found.station, strict=True) if s == at) for at in range(max(found.station) + 1)
    ]
    assert max(loads) <= takt
    assert all(found.station[a] <= found.station[b] for a, b in one.edges)


@pytest.mark.parametrize(("takt", "stations"), [(7, 8), (9, 6), (10, 5), (13, 4), (14, 4), (21, 3)])
def test_the_line_of_jackson_has_its_published_numbers_of_stations(takt: int, stations: int) -> None:
    found = for_takt(JACKSON, takt, 10)

    assert (found.value, found.is_proved) == (stations, True)
    check(JACKSON, found, takt)


@pytest.mark.parametrize(("takt", "stations"), [(2004, 8), (2338, 7), (2806, 6), (3507, 5), (4676, 4)])
def test_the_line_of_hahn_has_its_published_numbers_of_stations(takt: int, stations: int) -> None:
    found = for_takt(HAHN, takt, 30)

    assert (found.value, found.is_proved) == (stations, True)
    check(HAHN, found, takt)


@pytest.mark.parametrize(
    ("stations", "cycle"), [(3, 4787), (4, 3677), (5, 2823), (6, 2400), (7, 2336), (8, 1907), (9, 1827), (10, 1775)]
)
def test_the_line_of_hahn_has_its_published_cycles(stations: int, cycle: int) -> None:
    found = for_stations(HAHN, stations, 30)

    assert (found.value, found.is_proved) == (cycle, True)
    check(HAHN, found, cycle)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    times = draw(st.lists(st.integers(1, 9), min_size=1, max_size=5))
    pairs = list(itertools.combinations(range(len(times)), 2))
    return line(times, draw(st.lists(st.sampled_from(pairs), max_size=6)) if pairs else [])


@given(lines(), st.integers(9, 15))
@settings(max_examples=40, deadline=None)
def test_small_lines_are_as_short_as_trying_everything_finds(one: Line, takt: int) -> None:
    def fits(station: tuple[int, ...]) -> bool:
        loads = [sum(t for t, s in zip(one.times, station, strict=True) if s == at) for at in range(len(station))]
        return max(loads) <= takt and all(station[a] <= station[b] for a, b in one.edges)

    fewest = min(max(way) + 1 for way in itertools.product(range(len(one.times)), repeat=len(one.times)) if fits(way))

    found = for_takt(one, takt, 10)

    assert found.value == found.bound == fewest
    check(one, found, takt)


@given(lines(), st.integers(1, 4), st.integers(2, 5))
@settings(max_examples=30, deadline=None)
def test_times_in_another_unit_give_the_cycle_in_that_unit(one: Line, stations: int, factor: int) -> None:
    other = line([t * factor for t in one.times], one.edges)

    assert for_stations(other, stations, 10).value == factor * for_stations(one, stations, 10).value


@given(lines(), st.integers(9, 20))
@settings(max_examples=30, deadline=None)
def test_a_line_run_backwards_needs_as_many_stations(one: Line, takt: int) -> None:
    assert for_takt(one.mirrored(), takt, 10).value == for_takt(one, takt, 10).value


def test_tasks_that_wait_in_a_circle_are_named() -> None:
    with pytest.raises(Loop) as found:
        line([1, 1, 1, 1], [(0, 1), (1, 2), (2, 3), (3, 1)])

    assert set(found.value.tasks) == {1, 2, 3}


def test_bounds_see_tasks_that_cannot_share_a_station() -> None:
    assert least_stations([6, 6, 6], 10) == 3
    assert least_stations([5, 5, 5], 10) == 2
    assert least_stations([4, 4, 4], 10) == 2


def test_times_with_decimals_become_whole_without_loss() -> None:
    assert whole_times([0.1, 0.25, 3]) == ([10, 25, 300], 100)


def test_whoever_stops_gets_the_best_so_far() -> None:
    found = for_takt(HAHN, 2004, 10, stop=lambda: True)

    assert found.bound <= found.value
    check(HAHN, found, 2004)
