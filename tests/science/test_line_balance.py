"""The public lines with their proved optima, small lines against trying everything, and laws."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.line_balance import Balance, Line, Loop, for_stations, for_takt, line, whole_times
from genba.science.line_search import Search, least_stations, rulers
from tests.science.lines import PUBLIC, Public

HAHN = PUBLIC["Hahn"].line
LONG = ("Tonge", "Warnecke")  # their cycles are for the bench


def check(one: Line, found: Balance, takt: int) -> None:
    loads = [
        sum(t for t, s in zip(one.times, found.station, strict=True) if s == at) for at in range(max(found.station) + 1)
    ]
    assert max(loads) <= takt
    assert all(found.station[a] <= found.station[b] for a, b in one.edges)


@pytest.mark.parametrize("public", [one for one in PUBLIC.values() if one.profile], ids=str)
def test_a_public_line_is_the_one_that_was_published(public: Public) -> None:
    tasks, shortest, longest, work, strength = public.profile
    one = public.line

    assert (len(one.times), min(one.times), max(one.times), sum(one.times)) == (tasks, shortest, longest, work)
    assert round(Fraction(200 * sum(map(len, one.after)), len(one.times) * (len(one.times) - 1)), 2) == strength


@pytest.mark.parametrize(
    ("public", "takt", "stations"),
    [(one, takt, stations) for one in PUBLIC.values() for takt, stations in one.stations.items()],
    ids=str,
)
def test_a_public_line_has_its_published_number_of_stations(public: Public, takt: int, stations: int) -> None:
    found = for_takt(public.line, takt, 60)

    assert (found.value, found.is_proved) == (stations, True)
    check(public.line, found, takt)


@pytest.mark.parametrize(
    ("public", "stations", "cycle"),
    [(one, m, cycle) for one in PUBLIC.values() if one.name not in LONG for m, cycle in one.cycles.items()],
    ids=str,
)
def test_a_public_line_has_its_published_cycle(public: Public, stations: int, cycle: int) -> None:
    found = for_stations(public.line, stations, 60)

    assert (found.value, found.is_proved) == (cycle, True)
    check(public.line, found, cycle)


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


@given(lines(), st.integers(9, 15), st.integers(1, 5), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_narrow_sweep_may_miss_a_line_but_is_never_sure_of_what_is_not_so(
    one: Line, takt: int, stations: int, is_back: bool
) -> None:
    search = Search(one, is_back=is_back)
    is_possible = for_takt(one, takt, 10).value <= stations

    wide = search.fits(takt, stations, 1000, lambda: False)
    narrow = search.fits(takt, stations, 1, lambda: False)
    stopped = search.fits(takt, stations, 1, lambda: True)

    assert (bool(wide[0]), wide[1]) == (is_possible, True)
    for found, is_sure in (narrow, stopped):
        assert bool(found) <= is_possible
        assert not is_sure or bool(found) == is_possible


@given(st.lists(st.integers(1, 30), min_size=1, max_size=5), st.integers(0, 60))
def test_what_fits_the_takt_fits_by_every_ruler(times: list[int], more: int) -> None:
    takt = max(times) + more
    together = [task for task in range(len(times)) if sum(times[: task + 1]) <= takt]

    assert all(sum(one.times[task] for task in together) <= one.takt for one in rulers(times, takt))


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
