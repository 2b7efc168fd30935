"""Which module could come next: gaps in the good practices, area by area, against what other modules say they answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from genba.curriculum import Module, UnknownModule
from genba.observations.models import PracticeCheck, PracticeState
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement


@dataclass(frozen=True, slots=True)
class Gap:
    """An area of good practices: how many of those that were looked at are not practised."""

    area: str  # its name in module.yaml and in the form
    label: str
    absent: int
    n: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A module that answers some of the gaps; absent and n add up the gaps it answers."""

    module: str
    title: str
    gaps: tuple[Gap, ...]

    @property
    def absent(self) -> int:
        return sum(gap.absent for gap in self.gaps)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The gaps of an enterprise, the widest first, and the modules that answer them. others: whether there is any other
    module to take at all."""

    gaps: tuple[Gap, ...]
    suggestions: tuple[Suggestion, ...]
    others: bool


def outlook(engagement: Engagement, language: str) -> Outlook:
    """From the last look at each practice (the baseline, where nobody looked later). Two queries."""
    try:
        module = curriculum().module(engagement.module)
    except UnknownModule:
        return Outlook((), (), False)
    checks = PracticeCheck.objects.last_checks(engagement.pk)
    taken = set(
        Engagement.objects.filter(enterprise=engagement.enterprise_id, withdrawal=None).values_list("module", flat=True)
    )
    return outlook_of(module, {code: check.state for code, check in checks.items()}, taken | {module.slug},
                      curriculum().modules, language)  # fmt: skip


def outlook_of(
    module: Module, states: Mapping[str, str], taken: set[str], offered: Iterable[Module], language: str
) -> Outlook:
    """Pure: states by practice; taken: slugs the enterprise takes or took; offered: the modules that there are."""
    gaps = gaps_of(module, states, language)
    others = [m for m in offered if m.status == "active" and m.slug not in taken]
    found = [Suggestion(m.slug, m.titles.in_(language), tuple(g for g in gaps if g.area in m.answers)) for m in others]
    found = sorted((s for s in found if s.gaps), key=lambda s: (-s.absent, s.module))
    return Outlook(gaps, tuple(found), bool(others))


def gaps_of(module: Module, states: Mapping[str, str], language: str) -> tuple[Gap, ...]:
    """Areas in which at least one practice that was looked at is not practised, the widest first."""
    areas: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for practice in module.practices:
        if practice.code in states:
            areas.setdefault(practice.area, []).append(states[practice.code])
            labels[practice.area] = practice.areas.in_(language)
    gaps = [
        Gap(area, labels[area], sum(s != PracticeState.PRACTISED for s in seen), len(seen)) for area, seen in areas.items()
    ]
    return tuple(sorted((g for g in gaps if g.absent), key=lambda g: (-g.absent, g.area)))
