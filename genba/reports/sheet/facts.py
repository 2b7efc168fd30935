"""Who and what a sheet is about."""

from dataclasses import dataclass
from datetime import date

from genba.curriculum import Module
from genba.directory.models import Enterprise
from genba.reports.sheet.rows import Check, Dated, Taking


@dataclass(frozen=True, slots=True)
class EnterpriseFacts:
    """The enterprise as it is known; people by sex at the latest count, in the order female, male, other, not stated."""

    code: str
    name: str
    country: str
    city: str
    isic: str
    output_unit: str
    currency: str
    people: tuple[tuple[str, int], ...]
    counted_on: date | None
    life: tuple[tuple[date, str], ...] = ()  # day and kind of what befell it: moved, split, closed, reopened

    @property
    def headcount(self) -> int | None:
        return sum(n for _, n in self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class EngagementFacts:
    """The enterprise takes this module, with this provider and trainer, as agreed on a day."""

    code: str
    module: str
    title: str
    programme: str
    provider: str
    trainer: str
    agreed_on: date
    withdrawn_on: date | None
    completion: str | None  # the code of its certificate
    completed_on: date | None


@dataclass(frozen=True, slots=True)
class PracticeLine:
    """A good practice as it was first seen and as it was seen last, each with its day; None: nobody looked."""

    code: str
    label: str
    area: str
    before: str | None
    before_on: date | None
    now: str | None
    now_on: date | None


def enterprise_facts(enterprise: Enterprise, found: Dated) -> EnterpriseFacts:
    counted_on = max((on for on, _, _ in found.people), default=None)
    people = dict.fromkeys(("female", "male", "other", "not-stated"), 0)
    for on, sex, n in found.people:
        if on == counted_on:
            people[sex] += n
    return EnterpriseFacts(
        enterprise.code, enterprise.name, enterprise.country_id, enterprise.city, enterprise.isic, enterprise.output_unit,
        enterprise.currency, tuple((sex, n) for sex, n in people.items() if n), counted_on,
        tuple(sorted(found.life)),
    )  # fmt: skip


def engagement_facts(taking: Taking, module: Module | None, language: str) -> EngagementFacts:
    return EngagementFacts(
        taking.code, taking.module, module.titles.in_(language) if module else taking.module, taking.programme,
        taking.provider, taking.trainer or "", taking.agreed_on, taking.withdrawn_on,
        taking.completion, taking.completed_on,
    )  # fmt: skip


def practice_lines(module: Module | None, checks: list[Check], language: str) -> tuple[PracticeLine, ...]:
    """Every practice of the module in its order; the first check is "before", a later one is "now"."""
    seen: dict[str, list[Check]] = {}
    for check in sorted(checks, key=lambda c: c.on):
        seen.setdefault(check.practice, []).append(check)
    lines = []
    for practice in module.practices if module else ():
        those = seen.get(practice.code, [])
        first, last = (those[0], those[-1]) if those else (None, None)
        later = last if len(those) > 1 else None
        lines.append(PracticeLine(
            practice.code, practice.labels.in_(language), practice.areas.in_(language), first.state if first else None,
            first.on if first else None, later.state if later else None, later.on if later else None,
        ))  # fmt: skip
    return tuple(lines)
