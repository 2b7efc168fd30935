"""What an action saves: stated by whoever looks after it, checked by a trainer at a visit, counted once."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.delivery.models import Visit
from genba.kit.refused import Refused
from genba.plans.actions.likely import check_amount
from genba.plans.actions.plan import locked, plain
from genba.plans.models import Action, SavingCheck, State
from genba.programmes.locks import check_engagement


@transaction.atomic
def record_saving(
    *, action: Action, by: User | System, actual: Decimal, method: str, version: int | None = None, because: str = ""
) -> Action:
    """What the action really saves, in its own currency and per month or once as the action says, and how we know.

    Refused below nought, without a method, while nothing was done, without `because` for an unlikely amount, and where
    another amount was stated, or seen by a trainer, in a month that is locked.
    With `version`, Stale if somebody was faster.
    """
    now = locked(action, version, ("actual_saving", "saving_method"))
    if actual < 0:
        raise Refused(_("A saving cannot be below nought."), field="actual_saving")
    if not method.strip():
        raise Refused(_("Say how the saving was worked out."), field="saving_method")
    if now.state in (State.PROPOSED, State.DROPPED):
        raise Refused(_("Nothing was done yet, so nothing was saved yet. Say first that the action is started or done."),
                      field="actual_saving")  # fmt: skip
    before = now.actual_saving
    _check_stated(now)
    now.saving_on = timezone.localdate()
    now.actual_saving, now.saving_method, now.version = actual, method.strip(), now.version + 1
    now.saving_by = by if isinstance(by, User) else None
    # A reason for another amount is no reason for this one.
    now.because = because.strip() or (now.because if actual == before or actual == now.expected_saving else "")
    check_amount(now, "actual_saving")
    now.save()
    record("save", now, by=by, changes={"actual_saving": [plain(before), str(actual)]}, reason=method.strip())
    return now


@transaction.atomic
def verify_saving(*, action: Action, by: User, visit: Visit) -> SavingCheck:
    """A trainer looked at a visit and agrees with the stated saving. Said twice, it is kept once.

    Refused while no saving is stated, for a visit to somebody else, and for one in a locked month.
    """
    now = locked(action, None, ())
    if now.actual_saving is None:
        raise Refused(_("No saving is stated yet, so there is none to check."), field="visit")
    if visit.engagement_id != now.engagement_id:
        raise Refused(_("That visit was to another enterprise."), field="visit")
    check_engagement(now.engagement, [visit.visited_on], things=[visit], field="visit")
    made: SavingCheck
    made, is_new = SavingCheck.objects.get_or_create(
        action=now, visit=visit, amount=now.actual_saving, defaults={"checked_by": by}
    )
    if is_new:
        record("verify_saving", now, by=by, changes={"visit": visit.code, "amount": str(now.actual_saving)})
    return made


@transaction.atomic
def count_in(*, action: Action, by: User | System, other: Action | None) -> Action:
    """Say that the saving of an action is within that of another one and must not count twice; None: it counts itself.

    Refused for the action itself, one of another plan or currency, and for chains: the other one must count itself.
    """
    # Both are held, in one order for everybody: two who count each in the other wait for one another, and one hears no.
    keys = [action.pk, *([other.pk] if other else [])]
    held = {row.pk: row for row in Action.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    now, other = held[action.pk], held[other.pk] if other else None
    if other is not None:
        if other.pk == now.pk:
            raise Refused(_("An action cannot be counted in itself."), field="counted_in")
        if other.engagement_id != now.engagement_id:
            raise Refused(_("That action is of another plan."), field="counted_in")
        if other.currency != now.currency:
            raise Refused(_("That action is in another currency: %(code)s.") % {"code": other.currency}, field="counted_in")
        if other.counted_in_id is not None:
            raise Refused(_("That action is itself counted in another one. Choose that one."), field="counted_in")
        if now.counts.exists():
            raise Refused(_("Other actions are counted in this one, so it has to count itself."), field="counted_in")
    check_engagement(now.engagement, [now.proposed_on], field="counted_in")
    _check_stated(now)
    before = now.counted_in.code if now.counted_in else None
    now.counted_in, now.version = other, now.version + 1
    now.save()
    record("count_in", now, by=by, changes={"counted_in": [before, other.code if other else None]})
    return now


def _check_stated(action: Action) -> None:
    """Refused where the saving as it stands was stated or seen in a locked month."""
    if action.actual_saving is None:
        return
    check = checked(action)
    days = [day for day in (action.saving_on, check.visit.visited_on if check else None) if day]
    check_engagement(action.engagement, days, things=[check.visit] if check else [], field="actual_saving")


def checked(action: Action) -> SavingCheck | None:
    """The trainer's latest check of the saving as it is stated today, if there is one."""
    if action.actual_saving is None:
        return None
    found: SavingCheck | None = (
        action.saving_checks.filter(amount=action.actual_saving).select_related("visit", "checked_by").last()
    )
    return found
