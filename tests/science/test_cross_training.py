"""The plan of learning against brute force, and its laws."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genba.science.cross_training import cross_training

LEVELS = st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=4)


def naive(levels: list[list[int]], wanted: list[int], able: int, most: int) -> tuple[int, float]:
    """The most gaps that can be closed and the fewest steps for it, by trying every set of pairs."""
    gaps = [max(0, w - sum(row[s] >= able for row in levels)) for s, w in enumerate(wanted)]
    pairs = [(p, s) for p, row in enumerate(levels) for s in range(len(wanted)) if row[s] < able]
    best = (0, 0.0)
    for size in range(1, min(sum(gaps), len(pairs)) + 1):
        for chosen in combinations(pairs, size):
            people, skills = [p for p, _ in chosen], [s for _, s in chosen]
            if any(people.count(p) > most for p in people) or any(skills.count(s) > gaps[s] for s in skills):
                continue
            steps = sum(able - levels[p][s] for p, s in chosen)
            if size > best[0] or steps < best[1]:
                best = (size, steps)
    return best


@settings(max_examples=60, deadline=None)
@given(
    levels=LEVELS, wanted=st.lists(st.integers(0, 3), min_size=3, max_size=3), able=st.integers(1, 4), most=st.integers(0, 3)
)
def test_no_other_plan_closes_more_gaps_or_takes_fewer_steps(levels, wanted, able, most) -> None:
    plan = cross_training(levels, wanted, able, most)

    assert (len(plan.pairs), plan.steps) == naive(levels, wanted, able, most)


@settings(max_examples=60, deadline=None)
@given(levels=LEVELS, wanted=st.lists(st.integers(0, 3), min_size=3, max_size=3), most=st.integers(0, 2))
def test_the_order_of_people_changes_neither_steps_nor_what_lacks(levels, wanted, most) -> None:
    one, two = cross_training(levels, wanted, 2, most), cross_training(levels[::-1], wanted, 2, most)

    assert (one.steps, len(one.pairs)) == (two.steps, len(two.pairs))


@settings(max_examples=60, deadline=None)
@given(levels=LEVELS, wanted=st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_after_the_plan_nothing_more_is_to_be_learned(levels, wanted) -> None:
    plan = cross_training(levels, wanted, 2, 3)
    after = [
        [max(level, 2) if (p, s) in plan.pairs else level for s, level in enumerate(row)] for p, row in enumerate(levels)
    ]

    again = cross_training(after, wanted, 2, 3)

    assert again.pairs == ()
    assert again.lacking == plan.lacking


def test_a_pair_is_given_up_where_another_leaves_room_for_a_second_gap() -> None:
    # Ann is nearer to both skills, but learns one only: she takes the one that Ben is far from.
    plan = cross_training([[1, 1], [1, 0]], [1, 1], able=2, most=1)

    assert plan.pairs == ((0, 1), (1, 0))
    assert plan.steps == 2


def test_what_nobody_has_room_to_learn_stays_lacking() -> None:
    plan = cross_training([[0, 0]], [1, 1], able=2, most=1)

    assert len(plan.pairs) == 1
    assert sum(plan.lacking) == 1


@pytest.mark.parametrize("most", [0, 1, 2])
def test_nobody_learns_more_than_allowed(most) -> None:
    plan = cross_training([[0] * 5 for _ in range(4)], [2] * 5, able=3, most=most)

    assert all(sum(1 for person, _ in plan.pairs if person == p) <= most for p in range(4))
