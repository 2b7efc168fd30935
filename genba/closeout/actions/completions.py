"""Confirm that an enterprise completed a module, and take that back."""

from calendar import monthrange
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.closeout.models import Completion, FollowUp
from genba.closeout.rule import Explanation, as_rows, explain
from genba.closeout.words import in_one
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement

FOLLOW_UP_MONTHS = (6, 12)


@transaction.atomic
def confirm(*, by: User | System, engagement: Engagement, completed_on: date, reason: str = "") -> Completion:
    """The enterprise has completed the module; two follow-ups are planned from that day.

    The rule is judged as things are now and kept as it was. Refused when something is missing and no `reason` says why
    it counts all the same, when the enterprise left, when it is confirmed already, and for a day that cannot be.
    """
    # Locked, so that two who confirm at once do not both.
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    _possible(engagement, completed_on)
    explanation = explain(engagement)
    if explanation is None:
        raise Refused(_("There is no module “%(slug)s” here.") % {"slug": engagement.module})
    _met(explanation, reason)
    check_engagement(engagement, [completed_on], field="completed_on")
    made: Completion = Completion.objects.create(
        engagement=engagement, completed_on=completed_on, confirmed_by=_person(by), is_met=explanation.is_met,
        reason="" if explanation.is_met else reason.strip(), module_version=explanation.rule_version,
        lines=as_rows(explanation.lines),
    )  # fmt: skip
    FollowUp.objects.bulk_create(FollowUp(completion=made, months=months, due_on=after(completed_on, months))
                                 for months in FOLLOW_UP_MONTHS)  # fmt: skip
    record("confirm", made, by=by, changes={"engagement": engagement.code, "completed_on": completed_on.isoformat(),
                                            "is_met": made.is_met}, reason=made.reason)  # fmt: skip
    return made


@transaction.atomic
def take_back(*, by: User, completion: Completion, reason: str) -> Completion:
    """It was not completed after all: the certificate no longer counts, follow-ups are no longer due. Nothing is lost."""
    now = Completion.objects.select_for_update().get(pk=completion.pk)
    if now.taken_back_on:
        raise Refused(_("It was already taken back, on %(day)s.") % {"day": in_words(now.taken_back_on)})
    if not reason.strip():
        raise Refused(_("Say why the completion is taken back."), field="reason")
    check_engagement(now.engagement, [now.completed_on])
    now.taken_back_on, now.taken_back_by, now.taken_back_because = timezone.localdate(), by, reason.strip()
    now.save(update_fields=["taken_back_on", "taken_back_by", "taken_back_because"])
    record("take-back", now, by=by, reason=reason.strip())
    return now


def after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has none (31 August → 28 February)."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _person(by: User | System) -> User:
    if not isinstance(by, User):
        raise Refused(_("A completion is confirmed by a person."))
    return by


def _possible(engagement: Engagement, completed_on: date) -> None:
    left = getattr(engagement, "withdrawal", None)
    if left:
        raise Refused(_("The enterprise left the module on %(day)s. What was left cannot be completed.")
                      % {"day": in_words(left.withdrawn_on)})  # fmt: skip
    standing = Completion.objects.in_force().filter(engagement=engagement).select_related("confirmed_by").first()
    if standing:
        raise Refused(_("%(name)s already confirmed it: completed on %(day)s.")
                      % {"name": standing.confirmed_by.name, "day": in_words(standing.completed_on)})  # fmt: skip
    if completed_on > timezone.localdate():
        raise Refused(_("A module cannot be completed on a day that has not come yet."), field="completed_on")
    if completed_on < engagement.agreed_on:
        raise Refused(_("The enterprise agreed to the module on %(day)s. It cannot be completed before that.")
                      % {"day": in_words(engagement.agreed_on)}, field="completed_on")  # fmt: skip


def _met(explanation: Explanation, reason: str) -> None:
    if not explanation.is_met and not reason.strip():
        raise Refused(_("Something is still missing. %(missing)s. If it counts all the same, say why.")
                      % {"missing": in_one(explanation.lines)}, field="reason")  # fmt: skip
