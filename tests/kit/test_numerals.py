"""A typed number is read in any digits, and refused rather than guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.kit import numbers
from genba.kit.numbers import parse_number
from genba.kit.refused import Refused


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", "12"),
        ("-12", "-12"),
        ("\u2212 12", "-12"),
        ("+3", "3"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (",5", "0.5"),
        ("0,123", "0.123"),
        ("1234,567", "1234.567"),
        ("1 234", "1234"),
        ("1\u202f234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1'234.50", "1234.50"),
        ("1’234", "1234"),
        ("١٢٣", "123"),
        ("١٬٢٣٤٫٥", "1234.5"),
        ("١٫٢٣٤", "1.234"),
        ("۱۲۳٫۴", "123.4"),
        ("၁၂", "12"),
    ],
)
def test_a_number_is_read_as_it_was_meant(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "\u200f"])
def test_nothing_typed_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["1,234", "1.234", "-12.500", "٣,١٢٥"])
def test_what_could_be_two_numbers_is_refused_with_both(text: str) -> None:
    with pytest.raises(Refused, match="in two ways: write"):
        parse_number(text)


@pytest.mark.parametrize(
    "text",
    ["abc", "12%", "1e5", "--5", "²", "NaN", "1 23", "1,23,456", "1.5.5", "5.", "1.234 567", "=1+1", "12 kg", "1.2,3.4"],
)
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match="number"):
        parse_number(text)


def test_a_number_too_long_to_be_meant_is_refused() -> None:
    with pytest.raises(Refused, match="too many digits"):
        parse_number("9" * 19)


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False), st.sampled_from(["en", "fr", "es", "ar"]))
def test_what_we_write_we_read(value: Decimal, language: str) -> None:
    assert parse_number(numbers.number(value, 2, language=language)) == value


@given(st.text(max_size=12))
def test_any_text_is_a_number_nothing_or_refused(text: str) -> None:
    try:
        result = parse_number(text)
    except Refused:
        return
    assert result is None or result.is_finite()
