"""The completion rule of a module, explained for an engagement: each line met or not, and what is missing."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from genba.closeout.facts import Attended, Facts, facts_of
from genba.curriculum import Module, UnknownModule
from genba.directory.models import WorkRole
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement

ROLES = (WorkRole.MANAGER.value, WorkRole.WORKER.value)


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing. kind: nobody (no such person on the list), unmarked, days, endline, first-measure.

    n: which manager or worker; days: ISO days not there; kpi: the code.
    """

    kind: str
    role: str = ""
    n: int = 0
    days: tuple[str, ...] = ()
    kpi: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the rule: how much there is of how much. key: as in module.yaml."""

    key: str
    found: int
    wanted: int
    missing: tuple[Missing, ...] = ()
    share: float = 0.0  # of attendance only: of the minutes, that each person must have been there

    @property
    def is_met(self) -> bool:
        return self.found >= self.wanted


@dataclass(frozen=True, slots=True)
class Explanation:
    """The rule of one engagement on a day. rule_version: of the module here; agreed_version: when it was agreed."""

    engagement: str
    module: str
    rule_version: str
    agreed_version: str
    as_of: date
    lines: tuple[Line, ...]

    @property
    def is_met(self) -> bool:
        return all(line.is_met for line in self.lines)

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_met)

    @property
    def is_of_another_version(self) -> bool:
        """Only one version of a module is in modules/; where another was agreed, that is said."""
        return self.rule_version != self.agreed_version


def explain(engagement: Engagement) -> Explanation | None:
    """The rule of one engagement in detail; None where its module is no longer in modules/."""
    return explain_many([engagement], in_detail=True)[engagement.pk]


def explain_many(engagements: Sequence[Engagement], *, in_detail: bool = False) -> dict[int, Explanation | None]:
    """By key, in the same few queries for one and for five hundred."""
    facts, today = facts_of(engagements, in_detail=in_detail), timezone.localdate()
    found: dict[int, Explanation | None] = {}
    for e in engagements:
        try:
            module = curriculum().module(e.module)
        except UnknownModule:
            found[e.pk] = None
            continue
        lines = lines_of(module, facts[e.pk])
        found[e.pk] = Explanation(e.code, e.module, module.version, e.module_version, today, lines)
    return found


def lines_of(module: Module, facts: Facts) -> tuple[Line, ...]:
    """The lines that the module asks for, in the order of the work."""
    rule = module.completion
    lines = [
        Line("baseline", int(facts.baseline_on is not None), int(rule.baseline)),
        _attendance(module, facts),
        Line("improvement_plan", min(facts.actions, 1), int(rule.improvement_plan)),
        Line("actions_done", facts.actions_done, rule.actions_done),
        Line("visits", facts.visits, rule.visits),
        _kpis(module, facts),
    ]
    return tuple(line for line in lines if line.wanted)


def _attendance(module: Module, facts: Facts) -> Line:
    """So many managers and workers, each there for the share of all minutes. More of one do not stand for the other."""
    share = module.completion.attendance_share
    wanted = dict(zip(ROLES, (module.participants.managers, module.participants.workers), strict=True))
    found, missing = 0, []
    for role, n in wanted.items() if share else ():
        people = sorted((p for p in facts.people if p.role == role), key=lambda p: -(p.minutes or 0))
        there = sum(facts.given > 0 and (p.minutes or 0) >= share * facts.given for p in people)
        found += min(there, n)
        missing += [_absent(role, place, people) for place in range(there, n)]
    return Line("attendance_share", found, sum(wanted.values()) if share else 0, tuple(missing), share)


def _absent(role: str, place: int, people: list[Attended]) -> Missing:
    if place >= len(people):
        return Missing("nobody", role, place + 1)
    one = people[place]
    if one.minutes is None:
        return Missing("unmarked", role, place + 1)
    return Missing("days", role, place + 1, tuple(day.isoformat() for day in one.missed))


def _kpis(module: Module, facts: Facts) -> Line:
    wanted = module.completion.kpis_reported
    both, endlines = 0, []
    for kpi in module.kpis:
        before, after = facts.kpis.get(kpi.code, (False, False))
        both += before and after
        if before and not after:
            endlines.append(Missing("endline", kpi=kpi.code))
    missing = tuple(endlines) if both < wanted else ()
    if both + len(endlines) < wanted:
        missing += tuple(Missing("first-measure", kpi=k.code) for k in module.core_kpis
                         if not facts.kpis.get(k.code, (False, False))[0])  # fmt: skip
    return Line("kpis_reported", both, wanted, missing)


def as_rows(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """As JSON can hold them, to be kept as they were."""
    return [{**asdict(line), "missing": [{**asdict(m), "days": list(m.days)} for m in line.missing]} for line in lines]


def from_rows(rows: Sequence[dict[str, Any]]) -> tuple[Line, ...]:
    """Lines as they were kept."""
    return tuple(
        Line(**{**row, "missing": tuple(Missing(**{**m, "days": tuple(m["days"])}) for m in row["missing"])}) for row in rows
    )
