"""Results frameworks as offices publish them: a row is a line of the framework in a country and a period."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.impact.actions import framework
from genba.impact.actions.framework_baseline import baseline_facts
from genba.impact.framework import begins_in
from genba.impact.framework_import import Row, kind_of, row_of
from genba.impact.framework_parts import dimensions_of
from genba.impact.models import FrameworkIndicator
from genba.impact.periods import period_of
from genba.imports.directions import Directions
from genba.imports.kinds import Kind
from genba.imports.reach import those_within
from genba.kit.refused import Refused
from genba.kit.sheets import Column, Record
from genba.programmes.models import Programme

CELLS = ("no", "level", "indicator", "country", "period", "target", "actual")
MORE = ("of_whom", "baseline", "baseline_of", "baseline_source", "note", "tier")
NUMBERS = frozenset({"target", "actual", "baseline", "of_whom", "note"})  # a cell of these is of its own row only
Key = tuple[Programme, str, str, str]


def columns() -> Sequence[Column]:
    """Target and actual are text: what is no number keeps its words."""
    return (
        Column("no", _l("No"), required=True, max_length=12, example="2.1", aliases=("Number", "Nr"),
               help=_l("The number of the line in your own document.")),
        Column("level", _l("Level"), max_length=200, example=_l("Outcome 2"), help=_l("Impact, outcome or output, as you say it.")),
        Column("indicator", _l("Indicator"), required=True, max_length=300, example=_l("People trained (m/f)"),
               help=_l("The wording of the line.")),
        Column("country", _l("Country"), required=True, example="Kenya"),
        Column("period", _l("Period"), required=True, example="2026-H1",
               help=_l("2026, 2026-H1, 2026-Q2 or 2026-06; 2025/26, 2025/26-H1 or 2025/26-Q3 of a year that begins in another "
                       "month; 2025-04/2026-03 from month to month.")),
        Column("target", _l("Target"), max_length=200, example="40",
               help=_l("A number, or your own words. “35 (60%F)” is 35, of them 60 percent women.")),
        Column("actual", _l("Actual"), max_length=200, example="36 (56%F)", help=_l("As the target.")),
        Column("kind", _l("Kind"), example="count", choices=tuple((k, k) for k in FrameworkIndicator.Kind.values), kind="choice",
               help=_l("count, percent or yes-no; if empty, the wording tells.")),
        Column("of_whom", _l("Of whom"), max_length=60, aliases=("Part", "Disaggregation"),
               help=_l("Empty for all. Otherwise the row is a part of the line: female, male, other, not-stated, manager, worker, "
                       "micro, small, medium or large.")),
        Column("baseline", _l("Baseline"), max_length=200, help=_l("Where the line stood before, as the target.")),
        Column("baseline_of", _l("Baseline of"), max_length=16, help=_l("Of when it is: a period, or a day such as 2024-12-31.")),
        Column("baseline_source", _l("Source of the baseline"), max_length=300, help=_l("Who says so.")),
        Column("note", _l("Note"), max_length=1000, aliases=("Notes", "Remarks"), help=_l("What one should know of the actual.")),
        Column("tier", _l("Tier"), choices=tuple((t, t) for t in FrameworkIndicator.Tier.values), kind="choice",
               help=_l("output, outcome or impact, where the words of the level do not say it.")),
        Column("programme", _l("Programme"), max_length=100, help=_l("Only where this system runs several programmes.")),
    )  # fmt: skip


class Taking:
    """Keeps the rows and hands them to the framework's own action."""

    not_merged = NUMBERS

    def __init__(self, by: User | System, directions: Directions) -> None:
        self.by = by
        self.columns = columns()
        self._programme = lru_cache(programme_named)
        self._begins_in = lru_cache(begins_in)
        self._lines: dict[Programme, dict[str, FrameworkIndicator]] = {}
        self._rows: dict[Programme, list[Row]] = {}
        self._seen: dict[tuple[Any, ...], int] = {}
        self._told: dict[tuple[Any, ...], dict[str, float]] = {}
        self._notes: dict[str, None] = {}
        self._countries = those_within(by, Permission.FRAMEWORK_EDIT, "country")

    def take(self, record: Record) -> None:
        """Refused for a country that is none or beyond reach, a period that is none, a line that stands there twice, a
        baseline without time or source, and a part that cannot be."""
        said = record.values
        programme = self._programme(said.get("programme") or "")
        line = self._line(programme, said)
        row = row_of(
            {name.capitalize(): said.get(name) for name in CELLS}, kind=line.kind, more={n: said.get(n) for n in MORE}
        )
        if self._countries is not None and row.country not in self._countries:
            raise Refused(_("This country is beyond the reach of your role."), field="country")
        of = period_of(row.period, begins_in=self._begins_in(programme))
        key = (programme, row.no, row.country, of.name)
        if (*key, row.part) in self._seen:
            raise Refused(_("The same line, country and period stand in row %(row)s already.")
                          % {"row": self._seen[*key, row.part]}, field="no")  # fmt: skip
        if row.baseline:
            self._check_baseline(line, row, self._begins_in(programme))
        framework.check_row(line, row, of)
        self._check_part(line, row, key)
        self._seen[*key, row.part] = record.number
        self._rows.setdefault(programme, []).append(row)

    def _line(self, programme: Programme, said: Mapping[str, Any]) -> FrameworkIndicator:
        """The line of this number: the one that is here, or as its first row in the file makes it."""
        if programme not in self._lines:
            self._lines[programme] = {i.no: i for i in FrameworkIndicator.objects.filter(programme=programme)}
        known, no, wording = self._lines[programme], said.get("no") or "", said.get("indicator") or ""
        kind = said.get("kind") or kind_of(wording)
        line = known.setdefault(no, FrameworkIndicator(programme=programme, no=no, wording=wording, kind=kind))
        if wording and wording != line.wording:
            self._notes[
                _("Line %(no)s is kept as it was worded first: “%(wording)s”.") % {"no": no, "wording": line.wording}
            ] = None
        if said.get("kind") and said["kind"] != line.kind:
            raise Refused(
                _("Line %(no)s is answered otherwise already: %(kind)s.") % {"no": no, "kind": line.kind}, field="kind"
            )
        return line

    def _check_baseline(self, line: FrameworkIndicator, row: Row, month: int) -> None:
        try:
            baseline_facts(line, row.baseline or {}, month)
        except Refused as no:
            field = {"told_of": "baseline_of", "source": "baseline_source"}.get(no.field or "", "baseline")
            raise Refused(no.reason, field=field) from None

    def _check_part(self, line: FrameworkIndicator, row: Row, key: Key) -> None:
        """What the file itself tells of the whole and its parts; what is here already is looked at when it is written."""
        if row.part and row.part[0] not in dimensions_of(line):
            raise Refused(_("This line is not told by “%(part)s”.") % {"part": ": ".join(row.part)}, field="of_whom")
        for side in ("target", "actual") if line.kind == FrameworkIndicator.Kind.COUNT else ():
            number = getattr(row, side)
            if number is None:
                continue
            for dimension in (row.part[0],) if row.part else dimensions_of(line):
                told = self._told.setdefault((*key, dimension, side), {})
                told[row.part[1] if row.part else ""] = number
                total = sum(n for part, n in told.items() if part)
                if "" in told and total > told[""]:
                    raise Refused(_("The parts come to %(total)s, more than the %(whole)s of the whole.")
                                  % {"total": f"{total:g}", "whole": f"{told['']:g}"}, field=side)  # fmt: skip

    def notes(self) -> Sequence[str]:
        """Where the file words a line otherwise than it is kept."""
        return list(self._notes)

    def write(self) -> int:
        """One event in the trail for each time it is called."""
        n = 0
        for programme, rows in self._rows.items():
            framework.import_rows(by=self.by, programme=programme, rows=rows)
            n += len(rows)
        self._rows = {}
        return n


def programme_named(name: str) -> Programme:
    """The programme of this name, or the only one there is."""
    if not name:
        return Programme.objects.meant(None)
    found = Programme.objects.filter(name=name).first()
    if found is None:
        raise Refused(_("There is no programme “%(name)s” here.") % {"name": name}, field="programme")
    return found


KIND = Kind("results-framework", _l("Results framework"),
            (_l("One row for each line of the framework, country and period."),
             _l("A target that is no number keeps its words; nothing is made up."),
             _l("A cell merged over several rows counts for each of them, but not a figure: write that into each row.")),
            Permission.FRAMEWORK_EDIT, columns, Taking)  # fmt: skip
