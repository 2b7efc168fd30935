"""Each kind of cell as people type it, and the sentence where it cannot be taken."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genba.kit.refused import Refused
from genba.kit.sheets import Column, Problem, open_table, read_records
from genba.kit.sheets.dates import from_hijri
from genba.kit.sheets.kinds import reader_of


def read(kind: str, cell: Any, **more: Any) -> Any:
    dates = more.pop("dates", None)
    return Column("c", "Workers", kind, **more).read(cell, dates=dates)


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        ("text", "  Alpha ", "Alpha"),
        ("text", "007", "007"),
        ("text", 123.0, "123"),
        ("text", 0.5, "0.5"),
        ("text", "'=SUM(A1)", "=SUM(A1)"),
        ("whole", "1 250", 1250),
        ("whole", "1,234", 1234),
        ("whole", 12.0, 12),
        ("whole", "٤٢", 42),
        ("number", "12,5", Decimal("12.5")),
        ("number", "1.250,75", Decimal("1250.75")),
        ("number", "-0.5", Decimal("-0.5")),
        ("number", "'-5", Decimal(-5)),
        ("number", "1.2E-05", Decimal("0.000012")),
        ("number", 0.1, Decimal("0.1")),
        ("money", "(1 200.50)", Decimal("-1200.50")),
        ("date", "2024-03-05", datetime.date(2024, 3, 5)),
        ("date", "2024/3/5 10:30", datetime.date(2024, 3, 5)),
        ("date", "20240305", datetime.date(2024, 3, 5)),
        ("date", "25/03/2024", datetime.date(2024, 3, 25)),
        ("date", "03/25/2024", datetime.date(2024, 3, 25)),
        ("date", "05.03.2024", datetime.date(2024, 3, 5)),
        ("date", "5-Mar-24", datetime.date(2024, 3, 5)),
        ("date", "5 de marzo de 2024", datetime.date(2024, 3, 5)),
        ("date", "5 mars 2024", datetime.date(2024, 3, 5)),
        ("date", "March 5, 2024", datetime.date(2024, 3, 5)),
        ("date", "٢٠٢٤-٠٣-٠٥", datetime.date(2024, 3, 5)),
        ("date", "45356", datetime.date(2024, 3, 5)),
        ("date", 45356.0, datetime.date(2024, 3, 5)),
        ("date", datetime.datetime(2024, 3, 5, 9, 30), datetime.date(2024, 3, 5)),
        ("yes_no", "Oui", True),
        ("yes_no", "لا", False),
        ("yes_no", True, True),
        ("yes_no", 0.0, False),
        ("email", "Ana@Example.ORG", "Ana@example.org"),
        ("phone", "+84 (90) 123-4567", "+84901234567"),
        ("phone", "٠٩٠١٢٣٤٥٦٧", "0901234567"),
        ("phone", 84901234567.0, "84901234567"),
        ("country", "vn", "VN"),
        ("country", "Bangladesh", "BD"),
        ("whole", "", None),
        ("date", None, None),
        ("text", "   ", None),
    ],
)
def test_a_cell_is_read_as_it_is_meant(kind: str, cell: Any, value: Any) -> None:
    assert read(kind, cell) == value


@pytest.mark.parametrize(
    ("kind", "cell", "problem", "remedy"),
    [
        ("whole", "12.5", "This must be a whole number.", "Write it without decimals."),
        ("whole", "many", "“many” is not a number", "Write digits only"),
        ("number", "1,234", "This can be 1234 or 1.234.", "Write it without a sign between thousands"),
        ("number", "40%", "This is a percentage.", "without the sign"),
        ("number", True, "This is no number.", "Write digits only"),
        ("number", float("inf"), "This is no number.", "Write digits only"),
        ("money", "USD 1200", "An amount is a number only.", "its own column"),
        ("date", "05/03/2024", "This can be 2024-03-05 or 2024-05-03.", "Write year-month-day"),
        ("date", "2024-02-30", "There is no day 30 in month 2 of 2024.", "Write year-month-day"),
        ("date", "2024-13-01", "There is no month 13.", "Write year-month-day"),
        ("date", "soon", "This is no date.", "Write year-month-day"),
        ("date", 7.0, "This number is no date.", "Write year-month-day"),
        ("date", "0024-03-05", "The year 24 cannot be right.", "Write year-month-day"),
        ("yes_no", "perhaps", "This is neither yes nor no.", "Write yes or no."),
        ("email", "ana at example", "This is no e-mail address.", "name@example.org"),
        ("phone", "8.49E+10", "shortened", "as text"),
        ("phone", "call me", "This is no phone number.", "digits only"),
        ("country", "Bangladsh", "“Bangladsh” is no country that we know.", "Did you mean “Bangladesh”?"),
    ],
)
def test_a_cell_that_cannot_be_read_says_why_and_what_to_do(kind: str, cell: Any, problem: str, remedy: str) -> None:
    found = read(kind, cell)

    assert isinstance(found, Problem)
    assert problem in str(found)
    assert remedy in str(found)
    assert found.column == "Workers"


def test_a_buddhist_year_is_met_with_the_day_it_probably_means() -> None:
    found = read("date", "2567-03-05")

    assert found.problem == "2567 looks like a year of the Buddhist calendar."
    assert found.remedy == "If so, it is 2024-03-05 of the Gregorian calendar: write 2024-03-05."


def test_a_buddhist_year_in_a_date_cell_of_a_workbook_is_met_too() -> None:
    found = read("date", datetime.date(2567, 3, 5))

    assert "2024-03-05" in found.remedy


def test_a_hijri_year_is_met_with_the_day_it_probably_means() -> None:
    found = read("date", "12/09/1445", dates="dmy")

    assert found.problem == "1445 looks like a year of the Hijri calendar."
    assert "about 2024-03-22" in found.remedy


@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1400, 1, 1), datetime.date(1979, 11, 21)),
        ((1421, 1, 1), datetime.date(2000, 4, 6)),
        ((1446, 1, 1), datetime.date(2024, 7, 8)),
    ],
)
def test_the_tabular_hijri_calendar_begins_its_years_where_published_tables_do(
    hijri: tuple[int, int, int], gregorian: datetime.date
) -> None:
    assert abs((from_hijri(*hijri) - gregorian).days) <= 1


def test_a_negative_number_of_people_is_refused_in_plain_words() -> None:
    found = read("whole", "-12", minimum=0)

    assert found.problem == "“Workers” cannot be negative."


def test_limits_are_told() -> None:
    low, high = read("number", "1", minimum=5), read("number", "900", maximum=100)

    assert (low.problem, high.problem) == ("This is less than 5.", "This is more than 100.")


def test_an_empty_required_cell_gives_an_example() -> None:
    found = read("text", " ", required=True, example="Green Leaf")

    assert found.problem == "“Workers” is empty."
    assert "Green Leaf" in found.remedy


def test_a_text_that_is_too_long_says_by_how_much() -> None:
    found = read("text", "x" * 50, max_length=40)

    assert found.problem == "The text has 50 letters; there is room for 40."


def test_a_choice_is_read_by_value_or_label_and_a_wrong_one_lists_them() -> None:
    column = Column("size", "Size", "choice", choices=(("s", "Small"), ("m", "Medium-sized")))

    values = [column.read("s"), column.read("SMALL"), column.read("medium sized")]
    wrong = column.read("Smal")

    assert values == ["s", "s", "m"]
    assert wrong.remedy == "Did you mean “Small”? Choose one of: Small, Medium-sized."


def test_a_lookup_of_another_room_may_refuse_in_its_own_words() -> None:
    def lookup(text: str) -> str:
        raise Refused(f"{text} is none of ours.")

    found = Column("code", "Code", lookup=lookup).read("E-1")

    assert (found.problem, found.remedy) == ("E-1 is none of ours.", "")


def test_true_is_not_taken_for_a_one_that_was_read_before() -> None:
    reader = reader_of(Column("workers", "Workers", "whole"))

    values = [reader(1.0), reader(True)]

    assert values[0] == 1
    assert isinstance(values[1], Problem)


def records(path: Any, *columns: Column, dates: str | None = None) -> list[Any]:
    with open_table(path, columns=columns) as table:
        return [record.values.get("c", record.problems) for record in read_records(table, columns, dates=dates)]


def test_the_rest_of_a_column_tells_whether_the_day_or_the_month_comes_first(text_file: Any) -> None:
    column = Column("c", "Day", "date")
    path = text_file("Day,x\n1/2/2015,a\n1/13/2015,b\n")

    found = records(path, column)

    assert found == [datetime.date(2015, 1, 2), datetime.date(2015, 1, 13)]


def test_the_rest_of_a_column_tells_it_in_a_workbook_too(book: Any) -> None:
    column = Column("c", "Day", "date")
    path = book(List=[["Day"], ["1/2/2015"], ["13/1/2015"]])

    found = records(path, column)

    assert found == [datetime.date(2015, 2, 1), datetime.date(2015, 1, 13)]


def test_a_column_with_both_orders_leaves_the_doubtful_ones_as_problems(text_file: Any) -> None:
    column = Column("c", "Day", "date")
    path = text_file("Day,x\n1/2/2015,a\n1/13/2015,b\n13/1/2015,c\n")

    found = records(path, column)

    assert found[1:] == [datetime.date(2015, 1, 13), datetime.date(2015, 1, 13)]
    assert found[0][0].problem == "This can be 2015-02-01 or 2015-01-02."


def test_the_order_that_is_said_is_used(text_file: Any) -> None:
    column = Column("c", "Day", "date")
    path = text_file("Day,x\n1/2/2015,a\n")

    found = [records(path, column, dates=dates)[0] for dates in ("dmy", "mdy")]

    assert found == [datetime.date(2015, 2, 1), datetime.date(2015, 1, 2)]


@pytest.mark.parametrize(("other", "value"), [("0,75", "1.234"), ("0.75", "1234"), ("1,234,567", "1234")])
def test_the_rest_of_a_column_tells_what_its_commas_mean(text_file: Any, other: str, value: str) -> None:
    column = Column("c", "Amount", "number")
    path = text_file(f'Amount;x\n"1,234";a\n"{other}";b\n')

    found = records(path, column)

    assert found[0] == Decimal(value)


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_that_we_write_is_read_back(day: datetime.date) -> None:
    serial = float((day - datetime.date(1899, 12, 30)).days)

    assert read("date", day.isoformat()) == read("date", serial) == day


@given(st.text(max_size=30))
def test_no_text_breaks_a_reader(text: str) -> None:
    for kind in ("text", "whole", "number", "money", "date", "yes_no", "email", "phone", "choice"):
        read(kind, text)
