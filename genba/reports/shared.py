"""What a brand sees of a supplier: the part of a sheet that the enterprise agreed to share, and nothing else.

The owner's preview and the brand's page show this one object, so that they cannot differ. Nothing in it is about a
person, no absolute number of the enterprise is in it, and no text that people typed.
"""

from dataclasses import dataclass
from datetime import date

from genba.partnerships.models import Consent
from genba.reports.sheet.kpis import KpiLine
from genba.reports.sheet.sheet import EnterpriseSheet
from genba.reports.sheet.steps import Step
from genba.science.figures import Figure

Covers = Consent.Covers


@dataclass(frozen=True, slots=True)
class SharedChange:
    """How one KPI changed: a fraction of what it was, with n months on each side and the two periods."""

    indicator: str
    label: str
    relative: Figure
    verdict: str
    before: tuple[date, date, int] | None  # first day, last day, months
    now: tuple[date, date, int] | None
    definition: str


@dataclass(frozen=True, slots=True)
class SharedPractice:
    """A good practice and how it was last seen."""

    label: str
    state: str | None


@dataclass(frozen=True, slots=True)
class SharedSheet:
    """What a brand may see. A part that is not shared is None: not even its length shows."""

    code: str
    name: str
    country: str
    city: str
    module: str | None
    steps: tuple[Step, ...] | None
    changes: tuple[SharedChange, ...] | None
    practices: tuple[SharedPractice, ...] | None
    as_of: date


def shared_sheet(sheet: EnterpriseSheet, covers: frozenset[str]) -> SharedSheet:
    """The part of a sheet that these kinds of consent cover."""
    e = sheet.enterprise
    has_progress = Covers.PROGRESS in covers
    return SharedSheet(
        e.code, e.name, e.country, e.city,
        module=sheet.engagement.title if has_progress and sheet.engagement else None,
        steps=sheet.steps if has_progress else None,
        changes=tuple(_change(k) for k in sheet.kpis if k.is_tracked) if Covers.CHANGE in covers else None,
        practices=tuple(SharedPractice(p.label, p.now or p.before) for p in sheet.practices)
        if Covers.PRACTICES in covers else None,
        as_of=sheet.as_of,
    )  # fmt: skip


def _change(line: KpiLine) -> SharedChange:
    before, now = line.before, line.now
    return SharedChange(
        line.indicator, line.label, line.change.relative, line.change.verdict,
        (before.starts_on, before.ends_on, before.n) if before else None,
        (now.starts_on, now.ends_on, now.n) if now else None,
        line.definition,
    )  # fmt: skip
