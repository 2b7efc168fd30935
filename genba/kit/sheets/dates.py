"""Days as people type them: ISO, day or month first, Excel's own numbers, and years of other calendars."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale
from django.utils.translation import gettext as _

from genba.kit.names import name_key
from genba.kit.sheets.amounts import plain_digits
from genba.kit.sheets.wrong import Ambiguous, Wrong

ORDERS = ("iso", "dmy", "mdy")
FIRST_YEAR, LAST_YEAR = 1900, 2099
BUDDHIST_YEARS = range(2443, 2643)  # 543 years ahead of 1900–2099
HIJRI_YEARS = range(1350, 1501)
SERIAL_OF_1950, SERIAL_OF_2099 = 18_264, 73_050
EXCEL_EPOCH = date(1899, 12, 30)

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
PARTS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:[T ,].*)?$")
NAMED = re.compile(r"(\d{1,2})[-/. ]*(?:de )?([^\W\d]+)\.?,?[-/. ]*(?:de )?(\d{4}|\d{2})$")
NAMED_FIRST = re.compile(r"([^\W\d]+)\.? (\d{1,2}),? (\d{4})$")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)$")
LANGUAGES = ("en", "fr", "es", "ar", "pt", "vi", "id", "tr", "de", "ru")


def as_date(cell: object, order: str | None = None) -> date:
    """The day a cell names. Raises Wrong with the reason, or Ambiguous when only the column can tell the order."""
    if isinstance(cell, datetime):
        return checked(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return checked(cell.year, cell.month, cell.day)
    if isinstance(cell, bool):
        raise Wrong(_("This is no date."), how_to_write())
    if isinstance(cell, int | float):
        return _from_serial(float(cell))
    return _from_text(plain_digits(str(cell)), order)


def decide_order(texts: Iterable[str]) -> str | None:
    """Whether a column has the day or the month first, from the dates that can only be read one way."""
    seen = set()
    for text in texts:
        if found := PARTS.match(plain_digits(text)):
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second:
                seen.add("dmy")
            elif second > 12 >= first:
                seen.add("mdy")
    return seen.pop() if len(seen) == 1 else None


def checked(year: int, month: int, day: int) -> date:
    """A day of our calendar and our time; years of other calendars are met with the day they probably mean."""
    if year in BUDDHIST_YEARS:
        meant = _day(year - 543, month, day)
        raise Wrong(
            _("%(year)s looks like a year of the Buddhist calendar.") % {"year": year},
            _("If so, it is %(date)s of the Gregorian calendar: write %(date)s.") % {"date": meant.isoformat()},
        )
    if year in HIJRI_YEARS:
        meant = from_hijri(year, month, day)
        raise Wrong(
            _("%(year)s looks like a year of the Hijri calendar.") % {"year": year},
            _("If so, it is about %(date)s of the Gregorian calendar, a day more or less: write %(date)s.")
            % {"date": meant.isoformat()},
        )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Wrong(_("The year %(year)s cannot be right.") % {"year": year}, how_to_write())
    return _day(year, month, day)


def from_hijri(year: int, month: int, day: int) -> date:
    """The Gregorian day of the tabular Islamic calendar (civil epoch, 16 July 622 Julian); ± 1 day of the sighted."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise Wrong(_("There is no such day."), how_to_write())
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(227_014 + days)


def how_to_write() -> str:
    """The remedy of every wrong date."""
    return _("Write year-month-day, such as 2024-03-05.")


def _from_serial(number: float) -> date:
    if not SERIAL_OF_1950 <= number <= SERIAL_OF_2099:
        raise Wrong(_("This number is no date."), how_to_write())
    return EXCEL_EPOCH + timedelta(days=int(number))


def _from_text(text: str, order: str | None) -> date:
    if found := ISO.match(text) or COMPACT.match(text):
        return checked(int(found[1]), int(found[2]), int(found[3]))
    if text.isdigit() and len(text) == 5:
        return _from_serial(float(text))
    if found := PARTS.match(text):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        return _in_order(first, second, year, "dmy" if found[2] == "." and order is None else order)
    if found := NAMED.match(text):
        return checked(_year(found[3]), _month(found[2]), int(found[1]))
    if found := NAMED_FIRST.match(text):
        return checked(int(found[3]), _month(found[1]), int(found[2]))
    raise Wrong(_("This is no date."), how_to_write())


def _in_order(first: int, second: int, year: int, order: str | None) -> date:
    if order == "dmy" or (order != "mdy" and first > 12):
        return checked(year, second, first)
    if order == "mdy" or second > 12:
        return checked(year, first, second)
    if first == second:
        return checked(year, first, second)
    one, other = f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}"
    raise Ambiguous(
        _("This can be %(one)s or %(other)s.") % {"one": one, "other": other},
        _("Write year-month-day, or say whether the day or the month comes first."),
    )


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        problem = _("There is no day %(day)s in month %(month)s of %(year)s.") if 1 <= month <= 12 else _(
            "There is no month %(month)s."
        )  # fmt: skip
        raise Wrong(problem % {"day": day, "month": month, "year": year}, how_to_write()) from error


def _year(text: str) -> int:
    """Two digits mean 1970 to 2069, as Excel and the POSIX clock nearly agree."""
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 70 else 1900)


def _month(text: str) -> int:
    month = _months().get(name_key(text))
    if month is None:
        raise Wrong(_("“%(text)s” is no month that we know.") % {"text": text[:30]}, how_to_write())
    return month


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months, whole and short, in the languages we meet; a name of two months in two languages is dropped."""
    known: dict[str, int] = {}
    clashes = set()
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                for number, name in Locale(language).months[form][width].items():
                    key = name_key(name)
                    if known.setdefault(key, number) != number:
                        clashes.add(key)
    return {key: number for key, number in known.items() if key not in clashes}
