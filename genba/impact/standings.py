"""The programme's figures, stored: worked out from rows now and then, so that a page reads a few dozen of them.

A standing is an indicator in a cell: country, provider, module and group, each empty (or 0) for all. Cells of a provider
are cut by country too, since one provider may work in two.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.impact import framework
from genba.impact.cells import Cell, outcomes
from genba.impact.expressions import Outcome
from genba.impact.indicators import Definition, definition_of, definitions, own
from genba.impact.kpis import kpi_outcomes
from genba.impact.left_out import left_out
from genba.impact.models import Standing
from genba.impact.rows import from_database
from genba.kit.prepared import composed
from genba.kit.refused import Refused
from genba.science.suppression import suppress

DIMENSIONS = ("country", "module", "size", "sector", "owned", "sex", "role", "currency")
SMALL_GROUP = "small-group"
Progress = Callable[[int, int], None]


def refresh(progress: Progress | None = None) -> int:
    """Work every standing out anew and put them in place of the old ones at once. Returns how many there are."""
    at = timezone.now()
    rows: list[Standing] = []
    facts = from_database()
    steps = len(own()) + 1
    for step, told in enumerate(own(), start=1):
        if told.work:
            rows.extend(_standing(told.code, cell, outcome, at) for cell, outcome in outcomes(told.work(facts), told.by))
        if progress:
            progress(step, steps)
    rows.extend(_standing(code, cell, outcome, at) for code, cell, outcome in kpi_outcomes(facts))
    _say_what_is_left_out(rows, left_out(facts))
    with transaction.atomic():
        Standing.objects.all().delete()
        Standing.objects.bulk_create(rows, batch_size=500)
    framework.work_out_lines()
    if progress:
        progress(steps, steps)
    return len(rows)


def _standing(code: str, cell: Cell, outcome: Outcome, at: Any) -> Standing:
    return Standing(indicator=code, country=cell.country, provider_id=cell.provider_id, module=cell.module, group=cell.group,
                    value=outcome.value, detail=outcome.detail, withheld=outcome.withheld, worked_out_at=at)  # fmt: skip


def _say_what_is_left_out(rows: Sequence[Standing], counted: Mapping[tuple[str, Cell], dict[str, int]]) -> None:
    """Beside each figure, how many it leaves out and why; see genba.impact.left_out."""
    for row in rows:
        where = Cell(row.country, row.provider_id, row.module, row.group)
        counts = {**row.detail.get("left_out", {}), **counted.get((row.indicator, where), {})}
        row.detail = {name: said for name, said in row.detail.items() if name != "left_out"}
        if any(counts.values()):
            row.detail["left_out"] = {reason: n for reason, n in sorted(counts.items()) if n}


@dataclass(frozen=True)
class Line:
    """A standing as it is shown: its definition, the part it is of, and the figure or why there is none."""

    definition: Definition
    country: str
    module: str
    part: str  # "" for the whole, else the value of the dimension
    value: float | None
    detail: Mapping[str, Any]
    withheld: str
    worked_out_at: Any

    @property
    def size(self) -> int:
        """How many enterprises or people stand behind the figure."""
        return int(self.detail.get("n_trained", self.detail.get("n", 0)) or 0)


def lines(*, code: str = "", country: str = "", module: str = "", by: str = "", inside: bool = False) -> list[Line]:
    """The standings of one indicator (or of all), whole or split by a dimension, in the order of the definitions.

    inside: for the programme's own offices. Everybody else sees no group under settings.SMALL_GROUP, nor what would
    reveal it by subtraction. Refused for an unknown indicator or dimension.
    """
    cut = Cut(code, country, module, by)
    return cuts([cut], inside=inside)[cut]


@dataclass(frozen=True)
class Cut:
    """What is asked of the standings; see lines."""

    code: str = ""
    country: str = ""
    module: str = ""
    by: str = ""

    def holds(self, row: Standing) -> bool:
        """Whether a stored figure is one of those asked for."""
        is_where = (
            (bool(row.country) and self.country in ("", row.country))
            if self.by == "country"
            else row.country == self.country
        )
        is_what = bool(row.module) if self.by == "module" else row.module == self.module
        is_part = row.group == "" if self.by in ("", "country", "module") else row.group.startswith(f"{self.by}:")
        return self.code in ("", row.indicator) and is_where and is_what and is_part

    @property
    def condition(self) -> Q:
        """The same for the database."""
        kept = Q(indicator=self.code) if self.code else Q()
        if self.by == "country":
            kept &= ~Q(country="") if not self.country else Q(country=self.country)
        else:
            kept &= Q(country=self.country)
        kept &= ~Q(module="") if self.by == "module" else Q(module=self.module)
        return kept & (Q(group="") if self.by in ("", "country", "module") else Q(group__startswith=f"{self.by}:"))


def cuts(asked: Sequence[Cut], *, inside: bool = False) -> dict[Cut, list[Line]]:
    """The lines of several questions by one query; each is answered, and hides small groups, as if asked alone."""
    for cut in asked:
        if cut.code:
            definition_of(cut.code)
        if cut.by and cut.by not in DIMENSIONS:
            raise Refused(_("There is no split by “%(by)s”. There are: %(known)s.")
                          % {"by": cut.by[:40], "known": ", ".join(DIMENSIONS)}, field="by")  # fmt: skip
    order = {name: place for place, name in enumerate(definitions())}
    rows = [row for row in composed((Standing, *asked), lambda: _rows_of(asked)) if row.indicator in order]
    answers: dict[Cut, list[Line]] = {}
    for cut in asked:
        found = [_line(row, cut.by) for row in rows if cut.holds(row)]
        found.sort(key=lambda line: (order[line.definition.code], line.part))
        answers[cut] = found if inside else list(outside(found))
    return answers


def _rows_of(asked: Sequence[Cut]) -> QuerySet[Standing, Standing]:
    wanted = Q(pk__in=[])
    for cut in asked:
        wanted |= cut.condition
    return Standing.objects.filter(wanted, provider_id=0)


def _line(row: Standing, by: str) -> Line:
    part = {"country": row.country, "module": row.module}.get(by, row.group.partition(":")[2])
    return Line(definition_of(row.indicator), row.country, row.module, part, row.value, row.detail, row.withheld,
                row.worked_out_at)  # fmt: skip


def outside(found: Sequence[Line]) -> Iterator[Line]:
    """The same lines with small groups, and what would reveal them, hidden: the parts of an indicator are one total. Why
    others do not report is for the offices: it is counted in ones and twos."""
    for code in dict.fromkeys(line.definition.code for line in found):
        parts = {at: line for at, line in enumerate(found) if line.definition.code == code}
        sizes = suppress({at: _behind(line) for at, line in parts.items()}, max(3, settings.SMALL_GROUP))
        for at, line in parts.items():
            shown = {name: said for name, said in line.detail.items() if name not in ("left_out", "without_rate")}
            yield (
                replace(line, detail=shown)
                if sizes[at] is not None
                else replace(line, value=None, detail={}, withheld=SMALL_GROUP)
            )


def _behind(line: Line) -> int:
    reporting = line.detail.get("n_reporting")
    return line.size if reporting is None else int(reporting)
