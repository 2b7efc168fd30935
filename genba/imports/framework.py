"""Results frameworks as offices publish them: a row is a line of the framework in a country and a period."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.impact.actions import framework
from genba.impact.framework_import import Row, row_of
from genba.impact.models import FrameworkIndicator
from genba.imports.directions import Directions
from genba.imports.kinds import Kind
from genba.imports.reach import those_within
from genba.kit.refused import Refused
from genba.kit.sheets import Column, Record
from genba.programmes.models import Programme

CELLS = ("no", "level", "indicator", "country", "period", "target", "actual")


def columns() -> Sequence[Column]:
    """Target and actual are text: what is no number keeps its words."""
    return (
        Column("no", _l("No"), required=True, max_length=20, example="2.1", aliases=("Number", "Nr"),
               help=_l("The number of the line in your own document.")),
        Column("level", _l("Level"), max_length=200, example=_l("Outcome 2"), help=_l("Impact, outcome or output, as you say it.")),
        Column("indicator", _l("Indicator"), required=True, max_length=500, example=_l("People trained (m/f)"),
               help=_l("The wording of the line.")),
        Column("country", _l("Country"), required=True, example="Kenya"),
        Column("period", _l("Period"), required=True, example="2026-H1", help=_l("2026, 2026-H1, 2026-Q2 or 2026-06.")),
        Column("target", _l("Target"), max_length=200, example="40",
               help=_l("A number, or your own words. “35 (60%F)” is 35, of them 60 percent women.")),
        Column("actual", _l("Actual"), max_length=200, example="36 (56%F)", help=_l("As the target.")),
        Column("kind", _l("Kind"), example="count", choices=tuple((k, k) for k in FrameworkIndicator.Kind.values), kind="choice",
               help=_l("count, percent or yes-no; if empty, the wording tells.")),
        Column("programme", _l("Programme"), max_length=100, help=_l("Only where this system runs several programmes.")),
    )  # fmt: skip


class Taking:
    """Keeps the rows and hands them to the framework's own action."""

    def __init__(self, by: User | System, directions: Directions) -> None:
        self.by = by
        self.columns = columns()
        self._programme = lru_cache(programme_named)
        self._rows: dict[Programme, list[Row]] = {}
        self._seen: dict[tuple[Programme, str, str, str], int] = {}
        self._countries = those_within(by, Permission.FRAMEWORK_EDIT, "country")

    def take(self, record: Record) -> None:
        """Refused for a country that is none or beyond reach, a period that is none, and a line that stands there twice."""
        said = record.values
        row = row_of({name.capitalize(): said.get(name) for name in CELLS}, kind=said.get("kind") or "")
        if self._countries is not None and row.country not in self._countries:
            raise Refused(_("This country is beyond the reach of your role."), field="country")
        framework.checked_period(row.period)
        programme = self._programme(said.get("programme") or "")
        key = (programme, row.no, row.country, row.period)
        if key in self._seen:
            raise Refused(_("The same line, country and period stand in row %(row)s already.") % {"row": self._seen[key]},
                          field="no")  # fmt: skip
        self._seen[key] = record.number
        self._rows.setdefault(programme, []).append(row)

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
             _l("A target that is no number keeps its words; nothing is made up.")),
            Permission.FRAMEWORK_EDIT, columns, Taking)  # fmt: skip
