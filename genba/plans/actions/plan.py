"""The improvement plan: propose an action, put it right, decide about it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.curriculum import Texts
from genba.delivery.models import Visit
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.plans.actions.likely import check_amount, check_currency
from genba.plans.models import Action, Decision, Meeting, Origin, Saving, State
from genba.programmes.curricula import module_of
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement

NEXT: dict[State, tuple[State, ...]] = {
    State.PROPOSED: (State.STARTED, State.DONE, State.VERIFIED, State.DROPPED),
    State.STARTED: (State.DONE, State.VERIFIED, State.DROPPED),
    State.DONE: (State.VERIFIED, State.STARTED, State.DROPPED),
    State.VERIFIED: (State.STARTED, State.DROPPED),
    State.DROPPED: (State.STARTED,),
}  # what may be decided next, from what the action is today
AHEAD = {"owner", "due_on"}  # what an action says about the days to come; the rest was said when it was proposed


@transaction.atomic
def propose(
    *, by: User | System, engagement: Engagement, problem: str, action: str, owner: str, due_on: date, practice: str = "",
    origin: str = Origin.TEAM, cost: Decimal | None = None, saving_kind: str = Saving.MONTHLY,
    expected_saving: Decimal | None = None, currency: str = "", proposed_on: date | None = None, area: str = "",
    root_cause: str = "", expected_method: str = "", because: str = "", meeting: Meeting | None = None,
) -> Action:  # fmt: skip
    """A new line of the plan. Money is in `currency` (default: the enterprise's); a monthly saving is per month.

    Refused without problem, action or owner, with negative money, when due before it was proposed, for a practice or
    an area that the module does not know, and, without `because`, for an unlikely saving or a strange currency.
    """
    made = Action(
        engagement=engagement, problem=problem.strip(), action=action.strip(), owner=owner.strip(), due_on=due_on,
        practice=practice, origin=origin, cost=cost, saving_kind=saving_kind, expected_saving=expected_saving,
        currency=currency.strip().upper() or engagement.enterprise.currency or engagement.currency,
        proposed_on=proposed_on or timezone.localdate(), area=area.strip() or _area_of(engagement, practice),
        root_cause=root_cause.strip(), expected_method=expected_method.strip(), because=because.strip(), meeting=meeting,
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
    """Put an action right. `version` is the one the editor saw; Stale if somebody was faster, with what it says now.

    In a locked month what was proposed stays; who sees to it and by when may still change.
    """
    now = locked(action, version, tuple(changes))
    before = {field: getattr(now, field) for field in changes}
    for field, value in changes.items():
        setattr(now, field, value.strip() if isinstance(value, str) else value)
    if {f for f in changes if before[f] != getattr(now, f)} - AHEAD:
        check_engagement(now.engagement, [now.proposed_on])
    if "because" not in changes and {"expected_saving", "saving_kind", "currency"} & set(changes):
        now.because = ""  # a reason for another amount is no reason for this one
    _check(now)
    now.version += 1
    now.save()
    changed = {f: [plain(before[f]), plain(getattr(now, f))] for f in changes if before[f] != getattr(now, f)}
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


def locked(action: Action, version: int | None, fields: tuple[str, ...]) -> Action:
    """The action as it is now, held; Stale if it is no longer the version that the editor saw."""
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
    if action.area and action.area not in areas_of(action.engagement):
        raise Refused(_("This module has no area “%(name)s”.") % {"name": action.area}, field="area")
    tied = action.counted_in or (action.counts.first() if action.pk else None)
    if tied and tied.currency != action.currency:
        raise Refused(_("“%(name)s” shares its saving and is in %(code)s. Take them apart first.")
                      % {"name": tied.action, "code": tied.currency}, field="currency")  # fmt: skip
    check_currency(action)
    check_amount(action, "expected_saving")


def areas_of(engagement: Engagement) -> dict[str, Texts]:
    """The areas of the practices of the module, by their English names, in its order."""
    return {p.areas.in_("en"): p.areas for p in module_of(engagement.module).practices}


def _area_of(engagement: Engagement, practice: str) -> str:
    """Where a practice belongs; "" without one."""
    return next((p.areas.in_("en") for p in module_of(engagement.module).practices if p.code == practice), "")


def plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)
