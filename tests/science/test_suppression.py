"""A small group cannot be found, not even by subtraction and by one who knows the rule."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science.suppression import suppress

groups = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 40), max_size=8)


def test_large_groups_and_zeros_are_shown() -> None:
    counts = {"women": 52, "men": 33, "not stated": 0}

    assert suppress(counts, 5) == counts


def test_a_small_group_takes_the_smallest_other_with_it() -> None:
    shown = suppress({"women": 52, "men": 33, "other": 0, "not stated": 1}, 5)

    assert shown == {"women": 52, "men": None, "other": 0, "not stated": None}


def test_groups_of_equal_size_are_hidden_together() -> None:
    assert suppress({"a": 9, "b": 7, "c": 7, "d": 2}, 5) == {"a": 9, "b": None, "c": None, "d": None}


def test_where_all_are_small_all_is_hidden() -> None:
    assert suppress({"a": 3, "b": 0, "c": 1}, 5) == {"a": None, "b": None, "c": None}


@pytest.mark.parametrize("threshold", [3, 4, 5])
@pytest.mark.parametrize("parts", [2, 3, 4])
def test_whoever_knows_rule_and_total_still_finds_nobody(threshold: int, parts: int) -> None:
    # Every page that can be shown, with all the counts that would have looked the same.
    pages: dict[tuple[int, tuple[int | None, ...]], list[tuple[int, ...]]] = {}
    for counts in product(range(2 * threshold + 2), repeat=parts):
        page = tuple(suppress(dict(enumerate(counts)), threshold).values())
        pages.setdefault((sum(counts), page), []).append(counts)

    for (total, page), possible in pages.items():
        for place, cell in enumerate(page):
            if cell is None and total >= threshold:
                assert len({counts[place] for counts in possible}) > 1, (page, possible)


@given(groups, st.integers(3, 10))
def test_what_is_shown_is_true_and_never_small(counts: dict[str, int], threshold: int) -> None:
    shown = suppress(counts, threshold)

    assert shown.keys() == counts.keys()
    for key, count in shown.items():
        assert count is None or (count == counts[key] and (count == 0 or count >= threshold))
    assert sum(count is None for count in shown.values()) != 1 or len(counts) == 1 or sum(counts.values()) < threshold


def test_a_negative_count_and_a_threshold_that_hides_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        suppress({"a": -1}, 5)
    with pytest.raises(ValueError, match="protects nobody"):
        suppress({"a": 1}, 2)
