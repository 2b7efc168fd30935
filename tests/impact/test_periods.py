"""The periods of a results framework: their days, whichever month a year begins in, and what is said of those there are not."""

from datetime import date
from itertools import pairwise

import pytest

from genba.impact.periods import moment_of, period_of
from genba.kit.refused import Refused


@pytest.mark.parametrize(
    ("text", "begins_in", "name", "first", "last"),
    [
        ("2026", 1, "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-h2", 1, "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2026-Q1", 7, "2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-02", 4, "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        # Years that begin in another month: July as in Norway's partners' books, April as in India and the United Kingdom.
        ("2025/26", 7, "2025/26", date(2025, 7, 1), date(2026, 6, 30)),
        ("2025/2026", 4, "2025/26", date(2025, 4, 1), date(2026, 3, 31)),
        ("1999/00", 10, "1999/00", date(1999, 10, 1), date(2000, 9, 30)),
        ("2025/26-H1", 7, "2025/26-H1", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025/26-H2", 7, "2025/26-H2", date(2026, 1, 1), date(2026, 6, 30)),
        ("2025/26-Q2", 10, "2025/26-Q2", date(2026, 1, 1), date(2026, 3, 31)),
        ("2023/24-Q4", 4, "2023/24-Q4", date(2024, 1, 1), date(2024, 3, 31)),
        ("2023/24-Q2", 12, "2023/24-Q2", date(2024, 3, 1), date(2024, 5, 31)),
        # Another donor's year, told by its months.
        ("2025-04/2026-03", 7, "2025-04/2026-03", date(2025, 4, 1), date(2026, 3, 31)),
        ("2024-02/2024-02", 1, "2024-02/2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)  # fmt: skip
def test_a_period_has_its_name_and_its_days(text: str, begins_in: int, name: str, first: date, last: date) -> None:
    found = period_of(text, begins_in=begins_in)

    assert (found.name, found.starts_on, found.ends_on) == (name, first, last)


@pytest.mark.parametrize("begins_in", range(1, 13))
def test_quarters_and_halves_fill_the_year_without_gap_or_overlap(begins_in: int) -> None:
    year = "2025" if begins_in == 1 else "2025/26"
    whole = period_of(year, begins_in=begins_in)

    for parts in (("H1", "H2"), ("Q1", "Q2", "Q3", "Q4")):
        found = [period_of(f"{year}-{part}", begins_in=begins_in) for part in parts]
        assert (found[0].starts_on, found[-1].ends_on) == (whole.starts_on, whole.ends_on)
        assert [(b.starts_on - a.ends_on).days for a, b in pairwise(found)] == [1] * (len(parts) - 1)


@pytest.mark.parametrize(
    ("text", "begins_in", "says"),
    [
        ("2025-H3", 1, "There is no 2025-H3: a year has two halves. Write 2025-H1 or 2025-H2."),
        ("2025-Q5", 1, "There is no 2025-Q5: a year has four quarters. Write 2025-Q1 to 2025-Q4."),
        ("2025/26-H0", 7, "There is no 2025/26-H0: a year has two halves. Write 2025/26-H1 or 2025/26-H2."),
        ("2025-13", 1, "There is no 2025-13: a year has twelve months, 01 to 12."),
        ("2025-00", 1, "There is no 2025-00: a year has twelve months, 01 to 12."),
        ("2025/27", 7, "A year of the programme runs from one year into the next: 2025/26, not 2025/27."),
        ("2025/2027", 7, "A year of the programme runs from one year into the next: 2025/26, not 2025/2027."),
        ("2025/26", 1, "The year of this programme begins in January, so it has no year 2025/26. Write 2025,"),
        ("2026-03/2025-04", 1, "“2026-03/2025-04” ends before it begins."),
        ("2010-01/2025-12", 1, "“2010-01/2025-12” is longer than ten years."),
        ("2025-04/2026-13", 1, "a year has twelve months"),
        ("soon", 1, "“soon” is no period. Write 2026, 2026-H1,"), ("", 1, "is no period"), ("26", 1, "is no period"),
    ],
)  # fmt: skip
def test_a_period_that_there_is_not_is_told_with_what_there_is(text: str, begins_in: int, says: str) -> None:
    with pytest.raises(Refused) as no:
        period_of(text, begins_in=begins_in)

    assert says in no.value.reason
    assert no.value.field == "period"


def test_a_baseline_is_of_a_period_or_of_a_day() -> None:
    assert moment_of(" 2024-12-31 ").ends_on == moment_of("2024").ends_on == date(2024, 12, 31)
    assert moment_of("2024/25", begins_in=7).starts_on == date(2024, 7, 1)
    with pytest.raises(Refused, match="There is no day 2024-02-30"):
        moment_of("2024-02-30")
