"""KPI values of enterprises: one value a row, or several KPIs in a row as a mapping file says.

Every value passes the checks of one that is typed. It is compared with the last one of its part, which may stand further
up in the file. The same value again changes nothing; another one for the same period is taken in only where the row says
that it shall replace it, and never where this file itself says two things.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.imports.directions import Directions
from genba.imports.firms import Firms
from genba.imports.kinds import Kind
from genba.imports.observation_layout import Amount, Measure, columns, layout_of, period_of
from genba.kit.refused import Refused
from genba.kit.sheets import BadFile, Problem, Record
from genba.kit.sheets.kinds import shown
from genba.observations.actions import observations
from genba.observations.actions.checks import Taken, Unlikely, is_news, judged
from genba.observations.ledger import Kept, Ledger, Value
from genba.programmes.curricula import curriculum

LONGEST_PART = 60

Said = list[tuple[Measure, Value]]


class Taking:
    """Judges the values of many rows beside what is known of them, and hands the good ones to the action."""

    def __init__(self, by: User | System, directions: Directions) -> None:
        self.by = by
        self._layout = layout_of(directions)
        self.columns = self._layout.columns
        self._labels = {column.name: str(column.label) for column in self.columns}
        self._own = {kpi.code: Measure(kpi, "numerator", "denominator") for kpi in curriculum().indicators}
        self._firms = Firms(by, Permission.OBSERVATION_RECORD)
        self._note_of_all = directions.set.get("note", "")
        self._began_at = timezone.now()
        self._said: dict[int, Said | Refused] = {}  # by row of the file
        self._ledger = Ledger([])
        self._kept: list[Kept] = []
        self._rows = self._taken_in = self._put_right = self._unchanged = self._unusual = 0

    def look_ahead(self, records: Sequence[Record]) -> None:
        """The enterprises of these rows, and what stands written beside their values."""
        if records:
            self._check_headings(records[0])
            self._firms.look_ahead(records)
        self._said = {record.number: self._read(record) for record in records}
        values = [value for said in self._said.values() if not isinstance(said, Refused) for _measure, value in said]
        self._ledger = Ledger(values, since=self._began_at)

    def take(self, record: Record) -> None:
        """A problem for each value that the checks refuse; then none of the row is kept."""
        said = self._said.pop(record.number)
        if isinstance(said, Refused):
            raise said
        news = []
        for measure, value in said:
            try:
                kept = judged(value, self._ledger)
                if is_news(kept, replace=bool(record.values.get("replace"))):
                    news.append(kept)
            except Refused as no:
                record.problems.append(self._problem(record, measure, no))
        if record.problems:
            return
        for kept in news:
            self._ledger.add(kept)
        self._kept += news
        self._rows += bool(news)
        self._unchanged += len(said) - len(news)

    def write(self) -> int:
        """One event in the trail for each enterprise, and one for each value that was put right."""
        observations.record_many(by=self.by, values=self._kept, source="imported")
        rows, corrected = self._rows, sum(1 for kept in self._kept if kept.standing)
        self._taken_in += len(self._kept) - corrected
        self._put_right += corrected
        self._unusual += sum(1 for kept in self._kept if kept.unusual)
        self._kept, self._rows = [], 0
        return rows

    def notes(self) -> list[str]:
        """How many values the rows came to."""
        told = ((self._taken_in, _("New values: %(n)s.")), (self._put_right, _("Values put right: %(n)s.")),
                (self._unchanged, _("Values that stand there already: %(n)s.")),
                (self._unusual, _("Unusual values that are kept because of their note: %(n)s.")))  # fmt: skip
        return [sentence % {"n": n} for n, sentence in told if n]

    def _check_headings(self, record: Record) -> None:
        """A mapping file may speak of headings that the file lacks: then all of it would read as blank."""
        absent = [heading for heading in self._layout.theirs if heading not in record.values]
        if absent:
            raise BadFile(_("The mapping names the heading “%(heading)s”, which the file does not have.")
                          % {"heading": absent[0]})  # fmt: skip

    def _read(self, record: Record) -> Said | Refused:
        """What a row says, or why it cannot be told whose it is or of when."""
        try:
            return list(self._values(record))
        except Refused as no:
            return no

    def _values(self, record: Record) -> Iterator[tuple[Measure, Value]]:
        said = record.values
        firm = self._firms.of(record)
        starts_on, ends_on = period_of(said)
        part = " ".join(filter(None, (said.get(name) for name in self._layout.part)))
        if len(part) > LONGEST_PART:
            raise Refused(_("The name of the part is longer than %(most)s letters.") % {"most": LONGEST_PART},
                          field=self._layout.part[0])  # fmt: skip
        note, unit = said.get("note") or "", said.get("unit") or ""
        for measure in self._layout.measures or (self._own[said["indicator"]],):
            numerator, denominator = _amount(said, measure.numerator), _amount(said, measure.denominator)
            if self._layout.measures and (numerator is None or denominator is None):
                continue  # blank is not nought, and in a row of several KPIs it is no answer either
            # What is said of every row answers a doubt, but not why one of them is not tracked.
            reason = "" if numerator is None and denominator is None and note == self._note_of_all else note
            yield measure, Value(firm, measure.indicator, starts_on, ends_on, numerator, denominator, part, unit, reason)

    def _problem(self, record: Record, measure: Measure, no: Refused) -> Problem:
        """Where a value of the row stands in the file, what is wrong with it, and what to do."""
        problem, remedy = no.reason, ""
        if isinstance(no, Unlikely):
            problem = no.doubt.sentence
            remedy = _("If it is right, say why in the column “%(note)s”.") % {"note": self._labels["note"]}
        elif isinstance(no, Taken):
            remedy = _("To put this one in its place, write yes in the column “%(replace)s”.") % {
                "replace": self._labels["replace"]}  # fmt: skip
        name = self._place(record, measure, no.field or "")
        told = record.values.get(name)
        return Problem(self._labels.get(name, ""), "" if told is None else shown(told), problem, remedy)

    def _place(self, record: Record, measure: Measure, field: str) -> str:
        """The column of the file that an action calls by a name of its own."""
        amounts = {"numerator": measure.numerator, "denominator": measure.denominator}
        if field in amounts:
            column = amounts.pop(field)
            return column if isinstance(column, str) else str(*amounts.values())
        if field == "period":
            return next(name for name in ("month", "day", "ends_on") if record.values.get(name))
        return {"output_unit": "enterprise"}.get(field, field)


def _amount(said: dict[str, Any], amount: Amount) -> float | None:
    if not isinstance(amount, str):
        return amount
    cell: Decimal | None = said.get(amount)
    return None if cell is None else float(cell)


KIND = Kind("observations", _l("KPI values"),
            (_l("One row for each value: of one KPI, one enterprise and one period."),
             _l("Both numbers, or neither: then it is not tracked, and the note says why."),
             _l("A month, a day, or the first and the last day: one of the three.")),
            Permission.OBSERVATION_RECORD, columns, Taking, has_values=True)  # fmt: skip
