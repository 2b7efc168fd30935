"""Do a follow-up after completion: on site or by phone, what is still practised, and KPI values where there are any."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.closeout.models import Completion, FollowUp, StillPractised
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.observations.actions import observations
from genba.observations.actions.baselines import Answer, about
from genba.observations.actions.checks import not_over
from genba.observations.models import PracticeCheck, PracticeState
from genba.programmes.locks import check_engagement


@dataclass(frozen=True)
class Values:
    """KPI values of one period that had ended on the day of the follow-up."""

    starts_on: date
    ends_on: date
    answers: Iterable[Answer]


def practised_at_the_end(completion: Completion) -> list[str]:
    """The practices, by code, that were practised when the module was completed: what a follow-up asks about."""
    checks: Mapping[str, PracticeCheck] = PracticeCheck.objects.last_checks(
        completion.engagement_id, completion.completed_on + timedelta(days=1)
    )
    return sorted(code for code, check in checks.items() if check.state == PracticeState.PRACTISED)


@transaction.atomic
def report(
    *, by: User, follow_up: FollowUp, done_on: date, how: str, answers: Mapping[str, str], spoke_with: str = "",
    note: str = "", values: Values | None = None,
) -> FollowUp:  # fmt: skip
    """Keep what was found. answers: by practice "yes", "partly", "no" or "unknown", one for each that was practised.

    Refused before its day and in the future, twice, after the completion was taken back, without an answer for each
    practice (field "practice-<code>"), and for whatever the KPI values are refused.
    """
    now = FollowUp.objects.select_for_update().select_related("completion__engagement__enterprise").get(pk=follow_up.pk)
    _possible(now, done_on, how)
    check_engagement(now.completion.engagement, [done_on], field="done_on")
    asked = practised_at_the_end(now.completion)
    for code in sorted({*asked, *answers}):
        if code not in asked:
            raise Refused(_("“%(practice)s” was not practised at the end of the module.") % {"practice": code},
                          field=f"practice-{code}")  # fmt: skip
        if answers.get(code) not in StillPractised.Answer.values:
            raise Refused(_("Say whether it is still practised."), field=f"practice-{code}")
    now.done_on, now.how, now.spoke_with, now.note, now.done_by = done_on, how, spoke_with.strip(), note.strip(), by
    now.save(update_fields=["done_on", "how", "spoke_with", "note", "done_by"])
    StillPractised.objects.bulk_create(StillPractised(follow_up=now, practice=c, answer=answers[c]) for c in asked)
    if values:
        _keep(by, now, values)
    record("report", now, by=by, changes={"completion": now.completion.code, "done_on": done_on.isoformat(), "how": how})
    return now


def _possible(follow_up: FollowUp, done_on: date, how: str) -> None:
    if follow_up.done_on:
        raise Refused(_("It was already done, on %(day)s.") % {"day": in_words(follow_up.done_on)})
    if follow_up.completion.taken_back_on:
        raise Refused(_("The completion was taken back, so there is nothing to follow up."))
    if done_on > timezone.localdate():
        raise Refused(_("A follow-up cannot be noted on a day that has not come yet."), field="done_on")
    if done_on < follow_up.due_on:
        raise Refused(_("It is due on %(day)s. Before that day nobody can say what lasted.")
                      % {"day": in_words(follow_up.due_on)}, field="done_on")  # fmt: skip
    if how not in FollowUp.How.values:
        raise Refused(_("Say whether it was at the enterprise or by phone."), field="how")


def _keep(by: User, follow_up: FollowUp, values: Values) -> None:
    answers = list(values.answers)
    if answers and follow_up.done_on and values.ends_on > follow_up.done_on:
        raise Refused(not_over(), field="period")
    for answer in answers:
        with about(answer.indicator):
            observations.record(
                by=by, enterprise=follow_up.completion.engagement.enterprise, indicator=answer.indicator,
                starts_on=values.starts_on, ends_on=values.ends_on, numerator=answer.numerator,
                denominator=answer.denominator, note=answer.note, source="follow-up", version=answer.version,
            )  # fmt: skip
