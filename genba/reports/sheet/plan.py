"""The improvement plan on a sheet: its lines, and what they save in a year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from genba.plans.models import Saving, State, YearlySavings
from genba.reports.sheet.rows import ActionRow

DROPPED = State.DROPPED.value
SOON = timedelta(days=7)
OPEN = frozenset({State.PROPOSED.value, State.STARTED.value})


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action. Money is in `currency`; expected and actual are per month or once, as saving_kind says."""

    code: str
    problem: str
    action: str
    owner: str
    due_on: date
    state: str
    since: date | None
    is_late: bool
    cost: Decimal | None
    saving_kind: str
    expected: Decimal | None
    actual: Decimal | None
    expected_yearly: Decimal | None
    actual_yearly: Decimal | None
    method: str
    currency: str
    counted_in: str = ""  # the code of the action whose saving holds this one's

    def is_soon(self, today: date) -> bool:
        """Still to be done, and due within seven days."""
        return self.state in OPEN and today <= self.due_on <= today + SOON


def plan_lines(rows: list[ActionRow], today: date) -> tuple[PlanLine, ...]:
    return tuple(
        PlanLine(r.code, r.problem, r.action, r.owner, r.due_on, r.state, r.since, r.state in OPEN and r.due_on < today,
                 r.cost, r.saving_kind, r.expected, r.actual, yearly(r.expected, r.saving_kind),
                 yearly(r.actual, r.saving_kind), r.method, r.currency, r.counted_in or "")
        for r in rows
    )  # fmt: skip


def yearly(saving: Decimal | None, kind: str) -> Decimal | None:
    """A saving over one year: twelve months of a monthly one, a single one once."""
    if saving is None:
        return None
    return saving * 12 if kind == Saving.MONTHLY else saving


def held_elsewhere(lines: Iterable[PlanLine]) -> set[tuple[str, str]]:
    """The savings (code, "expected" or "actual") that are within that of another standing action and count there."""
    standing = {line.code: line for line in lines if line.state != DROPPED}
    return {
        (line.code, which)
        for line in standing.values()
        for which in ("expected", "actual")
        if line.counted_in in standing and getattr(standing[line.counted_in], which) is not None
    }


def savings_of(lines: tuple[PlanLine, ...]) -> tuple[YearlySavings, ...]:
    """What the plan saves in one year, a line for each currency, dropped actions left out, shared savings once.

    Expected and actual are two answers to one question: never added up. Currencies are never added up either.
    """
    standing = [line for line in lines if line.state != DROPPED]
    inside = held_elsewhere(lines)
    totals = []
    for currency in sorted({line.currency for line in standing}):
        here = [line for line in standing if line.currency == currency]
        expected = [
            line.expected_yearly
            for line in here
            if line.expected_yearly is not None and (line.code, "expected") not in inside
        ]
        actual = [
            line.actual_yearly for line in here if line.actual_yearly is not None and (line.code, "actual") not in inside
        ]
        cost = [line.cost for line in here if line.cost is not None]
        totals.append(YearlySavings(currency, sum(expected, Decimal(0)), len(expected), sum(actual, Decimal(0)), len(actual),
                                    sum(cost, Decimal(0)), len(here)))  # fmt: skip
    return tuple(totals)
