"""What a visitor wants to know of a module before anything else: for whom, how long, what for, who took it already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.curriculum import Module
from genba.curriculum.modules import Completion
from genba.directory.places import SECTION_NAMES, isic_title, section_of
from genba.impact.agenda import is_reported
from genba.impact.standings import Line
from genba.kit import numbers
from genba.programmes.curricula import curriculum
from genba.reports.published import OF_ALL, published


@dataclass(frozen=True, slots=True)
class Taken:
    """How many enterprises took a module so far, or why that is not shown."""

    n: int | None
    withheld: str
    worked_out_at: datetime | None


def taken() -> dict[str, Taken]:
    """By module, as everybody may see it beside all else that is published. Who is not in it has none yet."""
    return {line.part: _taken(line) for line in published()["module"] if line.definition.code == OF_ALL}


def _taken(line: Line) -> Taken:
    return Taken(None if line.value is None else int(line.value), line.withheld, line.worked_out_at)


def sectors(module: Module, language: str) -> list[str]:
    """The kinds of business it is for, in words; empty for all."""
    return [_sector(code, language) for code in module.sectors]


def _sector(code: str, language: str) -> str:
    title = isic_title(code) if language == "en" else ""
    return title or str(SECTION_NAMES.get(section_of(code), code))


def needs(module: Module, language: str) -> list[str]:
    """What it helps with: the areas of good practices that it improves, of its own and of other modules."""
    areas = {practice.area: practice.areas.in_(language) for practice in curriculum().practices}
    areas |= {practice.area: practice.areas.in_(language) for practice in module.practices}
    return [areas[code] for code in module.answers if code in areas]


def goals(module: Module) -> tuple[list[str], list[str]]:
    """Its targets of the 2030 Agenda: those that the programme reports on, and the others."""
    reported = [target for target in module.sdg_targets if is_reported(target)]
    return reported, [target for target in module.sdg_targets if target not in reported]


def to_complete(rule: Completion, language: str) -> list[str]:
    """What an enterprise does to complete a module, a sentence for each line of its rule."""
    return list(_to_complete(rule, language))


def _to_complete(rule: Completion, language: str) -> Iterator[str]:
    def number(n: float) -> str:
        return numbers.number(n, language=language)

    if rule.baseline:
        yield _("Measures where it stands before the class.")
    share = numbers.percent(rule.attendance_share, 0, language=language)
    yield _("Its managers and workers are in class for at least %(share)s of the time.") % {"share": share}
    if rule.improvement_plan:
        yield _("Makes a plan of what to change.")
    if rule.actions_done:
        yield ngettext("Carries out at least one action of the plan.", "Carries out at least %(n)s actions of the plan.",
                       rule.actions_done) % {"n": number(rule.actions_done)}  # fmt: skip
    if rule.visits:
        yield ngettext("Receives the trainer at least once.", "Receives the trainer at least %(n)s times.",
                       rule.visits) % {"n": number(rule.visits)}  # fmt: skip
    if rule.kpis_reported:
        yield ngettext("Reports at least one figure before and after.", "Reports at least %(n)s figures before and after.",
                       rule.kpis_reported) % {"n": number(rule.kpis_reported)}  # fmt: skip
