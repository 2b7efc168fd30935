"""The periods of a results framework, by the names that donors use, and their days.

    2026, 2026-H1, 2026-Q2, 2026-06    of the calendar year
    2025/26, 2025/26-H1, 2025/26-Q3    of a year that begins in another month: the programme says in which
    2025-04/2026-03                    from the first of a month to the end of another, for a donor who counts otherwise

A name never changes its days by itself: they are kept beside the name from the moment it is written.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from genba.impact.months import first_day, last_day
from genba.kit.refused import Refused

JANUARY = 1
LONGEST_MONTHS = 120
OF_CALENDAR = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?:(?P<kind>[HQ])(?P<nth>\d)|(?P<month>\d\d)))?")
OF_PROGRAMME = re.compile(r"(?P<year>(?:19|20)\d\d)/(?P<next>(?:19|20)?\d\d)(?:-(?P<kind>[HQ])(?P<nth>\d))?")
FROM_TO = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)/(?P<last>(?:19|20)\d\d)-(?P<last_month>\d\d)")
DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Period:
    """name: as it is kept; ends_on is its last day."""

    name: str
    starts_on: date
    ends_on: date


def period_of(text: str, *, begins_in: int = JANUARY) -> Period:
    """The period of this name. begins_in: the month (1 to 12) in which the year of the programme begins.

    Refused, with `period` as field, for what is none: the sentence says what there is instead.
    """
    tidy = re.sub(r"\s+", "", text).upper().replace("–", "-")
    if found := FROM_TO.fullmatch(tidy):
        return _from_to(tidy, found)
    if found := OF_PROGRAMME.fullmatch(tidy):
        return _of_programme(tidy, found, begins_in)
    if found := OF_CALENDAR.fullmatch(tidy):
        if found["month"]:
            year, month = int(found["year"]), _month(tidy, found["month"])
            return _months(tidy, year, month, 1)
        return _part(tidy, found, int(found["year"]), JANUARY)
    raise _no(_("“%(text)s” is no period. Write 2026, 2026-H1, 2026-Q2, 2026-06, 2025/26 or 2025-07/2026-06.")
              % {"text": text.strip()[:20]})  # fmt: skip


def moment_of(text: str, *, begins_in: int = JANUARY) -> Period:
    """A period, or a day such as 2024-12-31: of when something is told. Refused as `period_of`."""
    tidy = text.strip()
    if DAY.fullmatch(tidy):
        try:
            day = date.fromisoformat(tidy)
        except ValueError:
            raise _no(_("There is no day %(text)s.") % {"text": tidy}) from None
        return Period(tidy, day, day)
    return period_of(text, begins_in=begins_in)


def _from_to(name: str, found: re.Match[str]) -> Period:
    first, last = (int(found["year"]), _month(name, found["month"])), (int(found["last"]), _month(name, found["last_month"]))
    months = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    if months < 1:
        raise _no(_("“%(text)s” ends before it begins.") % {"text": name})
    if months > LONGEST_MONTHS:
        raise _no(_("“%(text)s” is longer than ten years.") % {"text": name})
    return _months(name, *first, months)


def _of_programme(name: str, found: re.Match[str], begins_in: int) -> Period:
    year = int(found["year"])
    short = f"{year}/{(year + 1) % 100:02d}"
    if found["next"] not in (str(year + 1), short[-2:]):
        raise _no(_("A year of the programme runs from one year into the next: %(year)s, not %(text)s.")
                  % {"year": short, "text": name})  # fmt: skip
    if begins_in == JANUARY:
        raise _no(_("The year of this programme begins in January, so it has no year %(text)s. Write %(year)s, or say first "
                    "in which month its year begins.") % {"text": name, "year": year})  # fmt: skip
    return _part(short + (f"-{found['kind']}{found['nth']}" if found["kind"] else ""), found, year, begins_in)


def _part(name: str, found: re.Match[str], year: int, begins_in: int) -> Period:
    """A year, or a half or quarter of it, counted from the month in which it begins."""
    kind = found["kind"]
    if not kind:
        return _months(name, year, begins_in, 12)
    nth, whole = int(found["nth"]), name.rpartition("-")[0]
    if kind == "H" and nth not in (1, 2):
        raise _no(_("There is no %(text)s: a year has two halves. Write %(year)s-H1 or %(year)s-H2.")
                  % {"text": name, "year": whole})  # fmt: skip
    if kind == "Q" and nth not in (1, 2, 3, 4):
        raise _no(_("There is no %(text)s: a year has four quarters. Write %(year)s-Q1 to %(year)s-Q4.")
                  % {"text": name, "year": whole})  # fmt: skip
    months = 6 if kind == "H" else 3
    return _months(name, year, begins_in + (nth - 1) * months, months)


def _month(name: str, text: str) -> int:
    if not 1 <= int(text) <= 12:
        raise _no(_("There is no %(text)s: a year has twelve months, 01 to 12.") % {"text": name})
    return int(text)


def _months(name: str, year: int, month: int, many: int) -> Period:
    """From the first day of a month (counted on over the end of the year) for so many months."""
    first = 12 * year + month - 1
    return Period(name, first_day(first), last_day(first + many - 1))


def _no(sentence: str) -> Refused:
    return Refused(sentence, field="period")
