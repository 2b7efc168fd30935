"""The improvement plan: propose an action, put it right, decide about it, record what it saved."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.delivery.models import Visit
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.plans.models import Action, Decision, Origin, Saving, State
from genba.programmes.curricula import module_of
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement

EDITABLE = ("problem", "action", "practice", "origin", "owner", "due_on", "cost", "saving_kind", "expected_saving")
NEXT: dict[State, tuple[State, ...]] = {
    State.PROPOSED: (State.STARTED, State.DONE, State.VERIFIED, State.DROPPED),
    State.STARTED: (State.DONE, State.VERIFIED, State.DROPPED),
    State.DONE: (State.VERIFIED, State.STARTED, State.DROPPED),
    State.VERIFIED: (State.STARTED, State.DROPPED),
    State.DROPPED: (State.STARTED,),
}  # what may be decided next, from what the action is today


@transaction.atomic
def propose(
    *, by: User | System, engagement: Engagement, problem: str, action: str, owner: str, due_on: date, practice: str = "",
    origin: str = Origin.TEAM, cost: Decimal | None = None, saving_kind: str = Saving.MONTHLY,
    expected_saving: Decimal | None = None, currency: str = "", proposed_on: date | None = None,
) -> Action:  # fmt: skip
    """A new line of the plan. Money is in `currency` (default: the enterprise's); a monthly saving is per month.

    Refused without problem, action or owner, with negative money, when due before it was proposed, or for a practice
    that the module does not know.
    """
    made = Action(
        engagement=engagement, problem=problem.strip(), action=action.strip(), owner=owner.strip(), due_on=due_on,
        practice=practice, origin=origin, cost=cost, saving_kind=saving_kind, expected_saving=expected_saving,
        currency=currency or engagement.enterprise.currency or engagement.currency,
        proposed_on=proposed_on or timezone.localdate(),
    )  # fmt: skip
    if made.proposed_on > timezone.localdate():
        raise Refused(_("An action cannot be proposed on a day that has not come yet."), field="proposed_on")
    _check(made)
    check_engagement(engagement, [made.proposed_on], field="proposed_on")
    made.save(force_insert=True)
    record("propose", made, by=by, changes={"engagement": engagement.code, "due_on": due_on.isoformat()})
    return made


@transaction.atomic
def edit(*, action: Action, by: User | System, version: int, changes: Mapping[str, Any]) -> Action:
    """Put an action right. `version` is the one the editor saw; Stale if somebody was faster, with what it says now."""
    now = _locked(action, version, tuple(changes))
    before = {field: getattr(now, field) for field in changes}
    for field, value in changes.items():
        setattr(now, field, value.strip() if isinstance(value, str) else value)
    _check(now)
    now.version += 1
    now.save()
    changed = {f: [_plain(before[f]), _plain(getattr(now, f))] for f in changes if before[f] != getattr(now, f)}
    record("edit", now, by=by, changes=changed)
    return now


@transaction.atomic
def decide(
    *, action: Action, by: User, kind: str, on: date | None = None, reason: str = "", visit: Visit | None = None
) -> Decision:
    """A dated decision about an action: started, done, verified, dropped. `on` defaults to the visit's day, else today.

    Refused when dropped without a reason, verified without a visit of the same engagement, dated before the action
    was proposed or before its last decision or in the future, or when it does not follow from what the action is.
    """
    now = Action.objects.select_for_update().get(pk=action.pk)
    on = on or (visit.visited_on if visit else timezone.localdate())
    last = now.decisions.order_by("-decided_on", "-pk").first()
    state = State(last.kind) if last else State.PROPOSED
    if kind not in NEXT[state]:
        raise Refused(_("This action is “%(state)s” today; “%(kind)s” does not follow from that.")
                      % {"state": state.label, "kind": dict(State.choices).get(kind, kind)}, field="kind")  # fmt: skip
    if kind == State.DROPPED and not reason.strip():
        raise Refused(_("Say why the action is dropped."), field="reason")
    if kind == State.VERIFIED and visit is None:
        raise Refused(_("Only a trainer at a visit can say that it was seen."), field="kind")
    if visit and visit.engagement_id != now.engagement_id:
        raise Refused(_("That visit was to another enterprise."), field="visit")
    if on > timezone.localdate():
        raise Refused(_("A decision cannot have a day that has not come yet."), field="on")
    if on < (since := max(now.proposed_on, last.decided_on if last else now.proposed_on)):
        raise Refused(_("A decision cannot be older than the last one, of %(day)s.") % {"day": in_words(since)}, field="on")
    check_engagement(now.engagement, [on], things=[visit] if visit else [], field="on")
    made: Decision = Decision.objects.create(
        action=now, kind=kind, decided_on=on, reason=reason.strip(), visit=visit, decided_by=by
    )
    record("decide", now, by=by, changes={"state": [state.value, kind], "on": on.isoformat()}, reason=reason.strip())
    return made


@transaction.atomic
def record_saving(*, action: Action, by: User | System, actual: Decimal, method: str, version: int | None = None) -> Action:
    """What the action really saves, in its own currency and per month or once as the action says, and how we know.

    Refused below nought, without a method, or while nothing was done. With `version`, Stale if somebody was faster.
    """
    now = _locked(action, version, ("actual_saving", "saving_method"))
    if actual < 0:
        raise Refused(_("A saving cannot be below nought."), field="actual_saving")
    if not method.strip():
        raise Refused(_("Say how the saving was worked out."), field="saving_method")
    if now.state in (State.PROPOSED, State.DROPPED):
        raise Refused(_("Nothing was done yet, so nothing was saved yet. Say first that the action is started or done."),
                      field="actual_saving")  # fmt: skip
    before = now.actual_saving
    now.actual_saving, now.saving_method, now.version = actual, method.strip(), now.version + 1
    now.save()
    record("save", now, by=by, changes={"actual_saving": [_plain(before), str(actual)]}, reason=method.strip())
    return now


def _locked(action: Action, version: int | None, fields: tuple[str, ...]) -> Action:
    now: Action = Action.objects.select_for_update().get(pk=action.pk)
    if version is not None and now.version != version:
        raise Stale(_("Somebody else changed this action while you were typing."), version=now.version,
                    now={f: getattr(now, f) for f in fields})  # fmt: skip
    return now


def _check(action: Action) -> None:
    """What every action of a plan must say, new or put right."""
    for field, sentence in (("problem", _("Say what the problem is.")), ("action", _("Say what will be done.")),
                            ("owner", _("Say who sees to it.")), ("due_on", _("Say by when."))):  # fmt: skip
        if not getattr(action, field):
            raise Refused(sentence, field=field)
    if action.due_on < action.proposed_on:
        raise Refused(
            _("It cannot be due before it was proposed, on %(day)s.") % {"day": action.proposed_on}, field="due_on"
        )
    for field in ("cost", "expected_saving"):
        if (getattr(action, field) or 0) < 0:
            raise Refused(_("An amount of money cannot be below nought."), field=field)
    if action.practice and action.practice not in {p.code for p in module_of(action.engagement.module).practices}:
        raise Refused(_("This module has no practice “%(code)s”.") % {"code": action.practice}, field="practice")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)
