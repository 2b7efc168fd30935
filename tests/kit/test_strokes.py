"""What a finger drew, as a drawing that a page and a document can hold."""

from genba.kit.svg.strokes import MOST, strokes


def test_strokes_are_one_path_with_a_dot_where_a_finger_only_touched() -> None:
    drawn = strokes([[1, 2, 3, 4], [5, 6]], (1000, 400), 200, 'Ana <b>"')

    assert 'd="M1 2L3 4M5 6h.1"' in drawn and 'width="200" height="80" viewBox="0 0 1000 400"' in drawn
    assert "<title>Ana &lt;b&gt;&#34;</title>" in drawn


def test_a_scribble_of_twenty_thousand_points_stays_light_and_ends_where_it_ended() -> None:
    drawn = strokes([[n % 1000 for n in range(40_000)]], (1000, 400), 200, "Ana")

    assert drawn.count(" ") < 2 * MOST + 100 and "998 999" in drawn


def test_nothing_drawn_is_an_empty_path() -> None:
    assert 'd=""' in strokes([], (1000, 400), 200, "Ana")
