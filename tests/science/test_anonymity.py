"""Rows that nobody can tell apart from at least k − 1 others: a published table, attacks, laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.science.anonymity import HIDDEN, classes, coarsen

ROWS = st.lists(
    st.tuples(st.sampled_from("AB"), st.sampled_from("ab"), st.sampled_from("123"), st.sampled_from("wx")), max_size=60
)
ORDER = (3, 2, 1, 0)


def test_the_table_of_the_paper_is_left_as_it_is() -> None:
    # Sweeney (2002), figure 2: race, year of birth, sex and ZIP code of eleven, which is anonymous for k = 2.
    table = (
        [("Black", "1965", "m", "0214*")] * 2 + [("Black", "1965", "f", "0213*")] * 2 + [("Black", "1964", "f", "0213*")] * 2
    )
    table += [("White", "1964", "m", "0213*")] * 3 + [("White", "1967", "m", "0213*")] * 2

    assert coarsen(table, ORDER, 2).rows == tuple(table) and min(classes(table).values()) == 2
    assert min(classes(coarsen(table, ORDER, 4).rows).values()) >= 4


@given(ROWS, st.integers(2, 7))
def test_whoever_counts_how_rows_look_finds_no_group_under_k(rows: list[tuple[str, ...]], k: int) -> None:
    found = coarsen(rows, ORDER, k)

    assert all(n >= k for n in classes(found.rows).values())
    assert len(found.rows) == (len(rows) if len(rows) >= k else 0)


@given(ROWS, st.integers(2, 7))
def test_whoever_knows_one_row_whole_finds_k_that_may_be_it(rows: list[tuple[str, ...]], k: int) -> None:
    found = coarsen(rows, ORDER, k)

    for row, shown in zip(rows, found.rows, strict=False):
        assert all(seen in (value, HIDDEN) for value, seen in zip(row, shown, strict=True))  # nothing is made up
        like = [
            other for other in found.rows if all(seen in (value, HIDDEN) for value, seen in zip(row, other, strict=True))
        ]
        assert len(like) >= k


@given(ROWS, st.integers(2, 7))
def test_columns_go_in_their_order_and_are_counted(rows: list[tuple[str, ...]], k: int) -> None:
    found = coarsen(rows, ORDER, k)

    for shown, step in zip(found.rows, found.steps, strict=True):
        assert [shown[at] == HIDDEN for at in ORDER] == [place < step for place in range(4)]
    assert found.hidden == tuple(sum(shown[at] == HIDDEN for shown in found.rows) for at in ORDER)


@given(ROWS, st.integers(2, 7))
def test_the_order_of_rows_changes_nothing(rows: list[tuple[str, ...]], k: int) -> None:
    turned = sorted(rows, reverse=True)

    assert classes(coarsen(rows, ORDER, k).rows) == classes(coarsen(turned, ORDER, k).rows)


def test_what_is_common_keeps_everything_and_what_is_rare_loses_as_little_as_will_do() -> None:
    rows = (
        [("KE", "C", "small", "Nairobi")] * 5 + [("KE", "C", "small", "Kisumu")] * 2 + [("KE", "C", "small", "Mombasa")] * 3
    )

    found = coarsen(rows, ORDER, 5)

    assert classes(found.rows) == {("KE", "C", "small", "Nairobi"): 5, ("KE", "C", "small", HIDDEN): 5}


def test_a_few_take_no_more_along_than_they_need_where_there_are_enough() -> None:
    rows = [("KE", "C", "s", "x")] * 12 + [("KE", "I", "l", "x")] * 3 + [("NP", "I", "l", "x")]

    found = coarsen(rows, ORDER, 5)

    # Three in Kenya are joined by two, and the one in Nepal by four, of the twelve there; five must stay.
    assert classes(found.rows) == {("KE", "C", "s", "x"): 6, ("KE", HIDDEN, HIDDEN, HIDDEN): 5, (HIDDEN,) * 4: 5}


def test_a_few_that_look_like_nobody_take_a_group_along() -> None:
    rows = [("KE", "C", "s", "x")] * 6 + [("VN", "C", "s", "x")] * 5 + [("NP", "I", "l", "x")]

    found = coarsen(rows, ORDER, 5)

    assert classes(found.rows) == {("KE", "C", "s", "x"): 6, (HIDDEN,) * 4: 6}


def test_fewer_than_k_cannot_hide_and_k_of_one_hides_nobody() -> None:
    assert coarsen([("KE", "C", "s", "x")] * 4, ORDER, 5).rows == ()
    with pytest.raises(ValueError, match="k is 2 or more"):
        coarsen([], ORDER, 1)
