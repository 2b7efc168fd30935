"""Numbers of a list as people write them."""

import pytest

from genba.kit.ranges import parse_ranges
from genba.kit.refused import Refused


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("", set()), ("3, 7-9", {3, 7, 8, 9}), ("3 7", {3, 7}), ("1–3; 5", {1, 2, 3, 5}), ("٣، ٧", {3, 7}), ("7 - 9", {7, 8, 9}),
     ("2,2, 1-2", {1, 2}), ("12", {12})],
)  # fmt: skip
def test_single_numbers_and_stretches_are_read_in_any_digits(text: str, numbers: set[int]) -> None:
    assert parse_ranges(text, most=12) == numbers


@pytest.mark.parametrize("text", ["0", "13", "3-13", "9-7", "three", "3.5", "-4", "1-2-3", "9" * 40])
def test_what_is_not_on_the_list_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(Refused) as no:
        parse_ranges(text, most=12)

    assert no.value.field == "numbers" and no.value.reason.endswith(".")
