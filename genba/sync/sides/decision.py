"""What became of one action of the plan: {"state": …, "reason": …}."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.delivery.models import Visit
from genba.plans import actions as plans
from genba.plans.models import Action, Decision, State
from genba.sync.models import FACTS, Disagreement
from genba.sync.sides.side import Look, Said, Side


def looks(rows: Sequence[Disagreement]) -> Mapping[int, Look]:
    """Two queries."""
    found = Action.objects.filter(code__in={row.of for row in rows}).select_related("engagement__enterprise")
    actions = {action.code: action for action in found.prefetch_related("decisions")}
    return {
        row.pk: Look(a.engagement.enterprise.name, a.action, stands(last_of(a)))
        if (a := actions.get(row.of))
        else Look(row.of, "", None)
        for row in rows
    }


def last_of(action: Action) -> Decision | None:
    return max(action.decisions.all(), key=lambda d: (d.decided_on, d.pk), default=None)


def stands(last: Decision | None) -> Said:
    return {"state": last.kind, "reason": last.reason} if last else {"state": State.PROPOSED.value, "reason": ""}


def says(version: Said) -> str:
    if version is None:
        return _("not said")
    label = str(State(version["state"]).label)
    return f"{label}: {version['reason']}" if version.get("reason") else label


def take(by: User, row: Disagreement, reason: str) -> None:
    """The decision of the device, at its visit. Where it does not follow from what stands, the action is taken up again
    first; where something was decided on a later day, it is of that day."""
    action = Action.objects.select_for_update().get(code=row.of)
    mine: Said = row.mine
    last, kind = last_of(action), mine["state"]
    state = State(last.kind) if last else State.PROPOSED
    if state == kind:
        return
    made = row.receipt.outcomes.filter(noun="visit", state__in=FACTS).get()
    visit = Visit.objects.get(code=made.code)
    on = max(visit.visited_on, last.decided_on if last else visit.visited_on)
    for step in (kind,) if kind in plans.NEXT[state] else (State.STARTED, kind):
        why = mine.get("reason") or reason if step == kind else reason
        plans.decide(action=action, by=by, kind=step, on=on, reason=why, visit=visit)


SIDE = Side(Permission.PLAN_DECIDE, looks, says, take)
