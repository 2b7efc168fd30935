"""How a table of KPI values is laid out: one value a row, or several KPIs in a row as a mapping file describes them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.curriculum import Indicator
from genba.imports.directions import Directions
from genba.imports.firms import firm_columns
from genba.kit.refused import Refused
from genba.kit.sheets import BadFile, Column
from genba.kit.sheets.amounts import plain_digits
from genba.kit.sheets.dates import checked
from genba.kit.sheets.headings import heading_key
from genba.kit.sheets.wrong import Wrong
from genba.observations.actions.checks import indicator_called
from genba.programmes.curricula import curriculum
from genba.science.windows import last_day

YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.]0?1)?$")  # 2026-03; a spreadsheet may have made 2026-03-01 of it
MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})$")
ONE_VALUE = ("indicator", "numerator", "denominator", "unit")  # columns that a row of several KPIs does not have

Amount = str | float  # the name of a column, or a number that is the same in every row


@dataclass(frozen=True)
class Measure:
    """One KPI of a row: the columns, or the constant number, that stand above and below the line."""

    indicator: Indicator
    numerator: Amount
    denominator: Amount


@dataclass(frozen=True)
class Layout:
    """The columns of a table, the KPIs of each row (none: the row names its own), and the columns that name the part."""

    columns: Sequence[Column]
    measures: tuple[Measure, ...] = ()
    part: tuple[str, ...] = ("part",)
    theirs: tuple[str, ...] = ()  # columns that are headings of the file, as its mapping names them


def columns() -> Sequence[Column]:
    """The columns of a table with one value a row."""
    return (
        *firm_columns(),
        Column("indicator", _l("KPI"), "choice", required=True, choices=_kpis(), aliases=("Indicator", "KPI code")),
        Column("month", _l("Month"), lookup=month_called, example="2026-03",
               help=_l("For a value of one month. Or fill in the day, or the first and the last day.")),
        Column("day", _l("Day"), "date", help=_l("For a value of one day.")),
        Column("starts_on", _l("First day"), "date", aliases=("From", "Period start"), help=_l("For any other period.")),
        Column("ends_on", _l("Last day"), "date", aliases=("To", "Until", "Period end")),
        Column("part", _l("Part"), max_length=60, aliases=("Line", "Team", "Department"),
               help=_l("A line or a team; empty for the whole enterprise.")),
        Column("numerator", _l("Above the line"), "number", example="60", aliases=("Numerator",),
               help=_l("What is counted, such as defective pieces. Empty, like the one below: not tracked, and the note says why.")),
        Column("denominator", _l("Below the line"), "number", example="1000", aliases=("Denominator",),
               help=_l("What it is divided by, such as pieces inspected.")),
        Column("unit", _l("Unit"), max_length=60, help=_l("Of the KPI; checked where it is given.")),
        Column("note", _l("Note"), max_length=300, aliases=("Remark", "Remarks", "Comment"),
               help=_l("Why it is not tracked, or why an unusual value is right.")),
        Column("replace", _l("Replace"), "yes_no", help=_l("yes: put this value in the place of another of the same period.")),
    )  # fmt: skip


def layout_of(directions: Directions) -> Layout:
    """The layout that a mapping describes. Raises BadFile with what does not fit in it."""
    if not directions.values and not directions.part:
        return Layout(columns())
    measures = tuple(_measure(said) for said in directions.values)
    codes = [measure.indicator.code for measure in measures]
    numbers = list(dict.fromkeys(a for m in measures for a in (m.numerator, m.denominator) if isinstance(a, str)))
    for name in {*(c for c in codes if codes.count(c) > 1), *set(numbers).intersection(directions.part)}:
        raise BadFile(_("In the mapping, “%(name)s” stands twice in “values” and “part”.") % {"name": name})
    left_out = (*(ONE_VALUE if measures else ()), *(("part",) if directions.part else ()))
    ours = [column for column in columns() if column.name not in left_out]
    theirs = [*(Column(h, h, "number") for h in numbers), *(Column(h, h, max_length=60) for h in directions.part)]
    own = {heading_key(name): column for column in ours for name in column.names()}
    for column in theirs:
        if same := own.get(heading_key(column.name)):
            raise BadFile(_("The heading “%(heading)s” is also our column “%(column)s”. Rename it in the file and the mapping.")
                          % {"heading": column.name, "column": same.label})  # fmt: skip
    return Layout([*ours, *theirs], measures, directions.part or ("part",), tuple(column.name for column in theirs))


def _measure(said: Mapping[str, Any]) -> Measure:
    """A line of `values`: a KPI, and a heading or a number above and below the line, one of them at least a heading."""
    amounts = [said.get("numerator"), said.get("denominator")]
    is_sound = said.keys() == {"indicator", "numerator", "denominator"} and any(isinstance(a, str) for a in amounts)
    if not is_sound or any(isinstance(a, bool) or not isinstance(a, str | int | float) for a in amounts):
        raise BadFile(_("In the mapping, each line of “values” has an indicator, a numerator and a denominator; each of these "
                        "two is a heading of the file or a number, and not both are numbers."))  # fmt: skip
    numerator, denominator = (a if isinstance(a, str) else float(a) for a in amounts if a is not None)
    try:
        return Measure(indicator_called(str(said["indicator"])), numerator, denominator)
    except Refused as no:
        raise BadFile(no.reason) from None


def period_of(said: Mapping[str, Any]) -> tuple[date, date]:
    """The first and the last day that a row speaks of. Refused where it names none, half of one, or two."""
    given = [name for name in ("month", "day", "starts_on", "ends_on") if said.get(name)]
    if given == ["month"]:
        return said["month"], last_day(said["month"])
    if given == ["day"]:
        return said["day"], said["day"]
    if given == ["starts_on", "ends_on"]:
        return said["starts_on"], said["ends_on"]
    if not given:
        raise Refused(_("Say when: write the month, the day, or the first and the last day."), field="month")
    if given == ["starts_on"]:
        raise Refused(_("Write the last day of the period too."), field="ends_on")
    if given == ["ends_on"]:
        raise Refused(_("Write the first day of the period too."), field="starts_on")
    raise Refused(_("A row has one period. Write the month, or the day, or the first and the last day."), field=given[-1])


def month_called(text: str) -> date:
    """The first day of a month written 2026-03 or 03/2026."""
    plain = plain_digits(text)
    if found := YEAR_FIRST.match(plain):
        return checked(int(found[1]), int(found[2]), 1)
    if found := MONTH_FIRST.match(plain):
        return checked(int(found[2]), int(found[1]), 1)
    raise Wrong(_("This is no month."), _("Write year and month, such as 2026-03."))


def _kpis() -> tuple[tuple[str, Any], ...]:
    """The code of each KPI with its name, which is read in whatever language is asked for."""
    return tuple((kpi.code, _name(kpi)) for kpi in curriculum().indicators)


def _name(kpi: Indicator) -> Any:
    return lazy(lambda: kpi.labels.in_(get_language() or "en"), str)()
