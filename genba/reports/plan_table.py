"""The improvement plan as a table: what is shown, given out as a file and printed are these rows and no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.kit.sheets import Column
from genba.plans.models import Action, Origin, State
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement

UNFINISHED = (State.PROPOSED, State.STARTED)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One action. Money is in `currency`, savings are of one year. `checked_at`: the number of the visit at which a
    trainer agreed with the saving as it is stated now. `expected_held`, `actual_held`: whether that saving is within the
    one of the standing action it is counted in."""

    code: str
    action: str
    problem: str
    root_cause: str
    area: str
    area_name: str
    origin: Origin
    state: State
    owner: str
    due_on: date
    is_late: bool
    cost: Decimal | None
    expected: Decimal | None
    actual: Decimal | None
    currency: str
    method: str
    checked_at: int | None
    counted_in: str
    expected_held: bool
    actual_held: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """What the shown rows save in one year and cost once, in one currency; each saving once, dropped actions not."""

    currency: str
    cost: Decimal
    expected: Decimal
    actual: Decimal


COLUMNS = (
    Column("action", _("Action")),
    Column("problem", _("Problem")),
    Column("root_cause", _("Behind it")),
    Column("area", _("Part of the work")),
    Column("origin", _("Idea from")),
    Column("state", _("State")),
    Column("owner", _("Who")),
    Column("due_on", _("By")),
    Column("late", _("Late")),
    Column("cost", _("Cost")),
    Column("expected", _("Expected a year")),
    Column("actual", _("Measured a year")),
    Column("currency", _("Currency")),
    Column("method", _("How it was worked out")),
    Column("checked", _("Checked at visit")),
    Column("counted_in", _("Counted in")),
)


def plan_rows(engagement: Engagement, language: str, today: date | None = None) -> list[PlanRow]:
    """All actions of a plan by due day, in three queries."""
    on = today or timezone.localdate()
    actions = list(
        Action.objects.filter(engagement=engagement)
        .with_state()
        .select_related("counted_in")
        .prefetch_related("saving_checks__visit")
    )
    standing = {a.pk: a for a in actions if a.state != State.DROPPED}
    areas = {p.areas.in_("en"): p.areas.in_(language) for p in module_of(engagement.module).practices}
    return [_row(a, standing.get(a.counted_in_id or 0), areas, on) for a in actions]


def _row(action: Action, holder: Action | None, areas: dict[str, str], on: date) -> PlanRow:
    checks = [c for c in action.saving_checks.all() if c.amount == action.actual_saving]
    return PlanRow(
        code=action.code, action=action.action, problem=action.problem, root_cause=action.root_cause, area=action.area,
        area_name=areas.get(action.area, action.area), origin=Origin(action.origin), state=action.state,
        owner=action.owner, due_on=action.due_on, is_late=action.state in UNFINISHED and action.due_on < on,
        cost=action.cost, expected=action.yearly(action.expected_saving), actual=action.yearly(action.actual_saving),
        currency=action.currency,
        method=action.expected_method if action.actual_saving is None else action.saving_method,
        checked_at=checks[-1].visit.number if checks else None,
        counted_in=action.counted_in.action if action.counted_in else "",
        expected_held=holder is not None and holder.expected_saving is not None,
        actual_held=holder is not None and holder.actual_saving is not None,
    )  # fmt: skip


def kept(rows: Sequence[PlanRow], *, area: str = "", owner: str = "", state: str = "", late: bool = False) -> list[PlanRow]:
    """The rows that are asked for; "" asks for all."""
    return [
        r for r in rows
        if (not area or r.area == area) and (not owner or r.owner == owner) and (not state or r.state == state)
        and (not late or r.is_late)
    ]  # fmt: skip


def sums_of(rows: Sequence[PlanRow]) -> list[Sum]:
    """The sums of some rows, a line for each currency."""
    standing = [r for r in rows if r.state != State.DROPPED]
    nought = Decimal(0)
    return [
        Sum(currency, sum((r.cost or nought for r in here), nought),
            sum((r.expected or nought for r in here if not r.expected_held), nought),
            sum((r.actual or nought for r in here if not r.actual_held), nought))
        for currency in sorted({r.currency for r in standing})
        for here in [[r for r in standing if r.currency == currency]]
    ]  # fmt: skip


def cells(row: PlanRow) -> list[object]:
    """A row in the order of COLUMNS, for files: days as days, money as numbers."""
    return [row.action, row.problem, row.root_cause, row.area_name, str(row.origin.label), str(row.state.label), row.owner,
            row.due_on, row.is_late, row.cost, row.expected, row.actual, row.currency, row.method, row.checked_at,
            row.counted_in]  # fmt: skip
