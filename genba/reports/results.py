"""The results of a module on one page, for the talk about them: the sheet of the enterprise, shorter, with what was agreed."""

from dataclasses import dataclass
from datetime import date

from genba.closeout.models import ResultsTalk
from genba.closeout.suggestions import Outlook, outlook
from genba.curriculum import UnknownModule
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement
from genba.reports.sheet import EnterpriseSheet, enterprise_sheet


@dataclass(frozen=True, slots=True)
class Area:
    """The practices of one area: of n that were looked at, how many were practised at the start and are now."""

    label: str
    before: int
    now: int
    n: int


@dataclass(frozen=True, slots=True)
class Results:
    """sheet: where every figure comes from. agreed: at the last talk, "" before any; next_module: its title."""

    sheet: EnterpriseSheet
    areas: tuple[Area, ...]
    talked_on: date | None
    agreed: str
    next_module: str
    outlook: Outlook


def results_of(engagement: Engagement, language: str) -> Results:
    """Four queries for the sheet, three for what comes next."""
    sheet = enterprise_sheet(engagement.enterprise, language=language, engagement=engagement.code)
    talk = ResultsTalk.objects.filter(engagement=engagement).first()
    return Results(sheet, _areas(sheet), talk.talked_on if talk else None, talk.agreed if talk else "",
                   _title(talk.next_module, language) if talk else "", outlook(engagement, language))  # fmt: skip


def _areas(sheet: EnterpriseSheet) -> tuple[Area, ...]:
    looked = [p for p in sheet.practices if p.before]
    return tuple(
        Area(area, sum(p.before == "practised" for p in here), sum((p.now or p.before) == "practised" for p in here), len(here))
        for area in dict.fromkeys(p.area for p in looked) if (here := [p for p in looked if p.area == area])
    )  # fmt: skip


def _title(slug: str, language: str) -> str:
    try:
        return curriculum().module(slug).titles.in_(language) if slug else ""
    except UnknownModule:
        return slug
