"""Numbers and days agree with Babel, in the reader's digits."""

import datetime
import subprocess
import sys
from decimal import Decimal

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from genba.kit import numbers

LANGUAGES = {"en": "en_GB", "fr": "fr", "es": "es", "ar": "ar_EG"}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
languages = st.sampled_from(sorted(LANGUAGES))
values = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9, allow_nan=False),
    st.decimals(-(10**9), 10**9, places=4, allow_nan=False),
)


def of_babel(text: str, language: str) -> str:
    """What Babel writes, with the true minus and, in Arabic, the digits that Babel leaves Latin."""
    signed = text.replace("-", "\u2212" if language != "ar" else "\u061c\u2212")
    return signed.translate(ARABIC) if language == "ar" else signed


@given(values, st.integers(0, 4), languages)
def test_a_number_is_written_as_babel_writes_it(value: float, decimals: int, language: str) -> None:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")

    ours = numbers.number(value, decimals, language=language)

    theirs = format_decimal(value, pattern, locale=LANGUAGES[language], numbering_system="default")
    zero = not any(c in theirs for c in "123456789")
    assert ours == of_babel(theirs.lstrip("-\u061c") if zero else theirs, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12,400.5"),
        ("fr", "12\u202f400,5"),
        ("es", "12.400,5"),
        ("ar", "١٢٬٤٠٠٫٥"),
    ],
)
def test_thousands_and_decimals_are_the_readers(language: str, text: str) -> None:
    assert numbers.number(12400.5, 1, language=language) == text


@pytest.mark.parametrize(
    ("language", "text"), [("en", "5.1\u00a0%"), ("fr", "5,1\u00a0%"), ("es", "5,1\u00a0%"), ("ar", "٥٫١\u00a0٪")]
)
def test_a_percentage_never_breaks_before_its_sign(language: str, text: str) -> None:
    assert numbers.percent(0.051, 1, language=language) == text
    assert numbers.quantity(5.1, "%", 1, language=language) == text


@pytest.mark.parametrize(("value", "text"), [(3.3, "+3.3"), (-3.3, "\u22123.3"), (0, "0.0"), (0.04, "0.0"), (-0.04, "0.0")])
def test_a_change_shows_its_sign_unless_it_rounds_to_nothing(value: float, text: str) -> None:
    assert numbers.signed(value, 1, language="en") == text


def test_a_relative_change_keeps_its_sign_on_the_readers_side() -> None:
    assert numbers.signed_percent(-0.26, language="en") == "\u221226\u00a0%"
    assert numbers.signed_percent(0.14, language="ar") == "\u061c+١٤\u00a0٪"


def test_a_share_is_exact_before_it_is_rounded() -> None:
    # 100 × 0.145 is 14.499999999999998 in binary.
    assert numbers.percent(0.145, language="en") == numbers.percent(Decimal("0.145"), language="en") == "14\u00a0%"
    assert numbers.percent(0.285, 1, language="en") == "28.5\u00a0%"


def test_money_names_its_currency() -> None:
    assert numbers.money(91000, "USD", language="en") == "91,000\u00a0USD"
    assert numbers.money(Decimal("3.12"), "USD", 2, language="es") == "3,12\u00a0USD"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_not_written(value: float) -> None:
    with pytest.raises(ValueError, match="not a number to show"):
        numbers.number(value, language="en")


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)), languages)
def test_a_day_is_written_as_babel_writes_it(day: datetime.date, language: str) -> None:
    locale = Locale.parse(LANGUAGES[language])

    long = numbers.date(day, language=language)
    short = numbers.date(day, "short", language=language)
    month = numbers.date(day, "month", language=language)

    assert long == of_babel(format_date(day, "long", locale=locale), language)
    assert short == of_babel(format_skeleton("yMMMd", day, locale=locale), language)
    assert month == of_babel(format_skeleton("yMMMM", day, locale=locale), language)


def test_days_read_as_people_say_them() -> None:
    day = datetime.date(2026, 3, 9)

    assert numbers.date(day, language="en") == "9 March 2026"
    assert numbers.date(day, "short", language="fr") == "9 mars 2026"
    assert numbers.date(day, language="es") == "9 de marzo de 2026"
    assert numbers.date(day, language="ar") == "٩ مارس ٢٠٢٦"
    assert numbers.date(day, "label", language="en") == "Mar"


@pytest.mark.parametrize(
    ("language", "text"),
    [("my", "၁၂,၄၀၀.၅"), ("vi", "12.400,5"), ("zh-hans", "12,400.5"), ("pt-br", "12.400,5"), ("fa", "۱۲٬۴۰۰٫۵")],
)
def test_a_language_to_come_already_has_its_numbers(language: str, text: str) -> None:
    assert numbers.number(12400.5, 1, language=language) == text


def test_the_label_of_a_month_does_not_depend_on_who_asked_before() -> None:
    # In a process of its own, where nobody has asked yet: there the language that comes first could leave its word behind.
    asks = (
        "import datetime, sys; from genba.kit import numbers; sys.stdout.reconfigure(encoding='utf-8');"
        "print(*(numbers.date(datetime.date(2026, 3, 9), 'label', language=n) for n in sys.argv[1:]))"
    )

    answer = subprocess.run(
        [sys.executable, "-c", asks, "zh-hans", "pt-br", "fa", "fr", "ar"], capture_output=True, check=True
    )

    assert answer.stdout.decode().split() == ["3月", "mar.", "مارس", "mars", "مارس"]
