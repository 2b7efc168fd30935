"""Report a visit to an enterprise, and put the report right."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.delivery.actions import planned_visits
from genba.delivery.models import Visit
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.programmes import locks
from genba.programmes.models import Engagement

EDITABLE = ("visited_on", "met", "advice", "next_steps")


@transaction.atomic
def report(
    *, by: User, engagement: Engagement, visited_on: date, advice: str, met: str = "", next_steps: str = "",
    number: int | None = None, kind: str = Visit.Kind.FOLLOW_UP, trainer: User | None = None,
) -> Visit:  # fmt: skip
    """A visit took place. `number` defaults to the next one; `trainer` to that of the engagement, else to `by`. Its report came
    now, by our own clock: that of a device may be wrong, and what waited there comes late.

    Refused before the agreement, in the future, after the enterprise left, without advice, when the number is taken,
    in a locked month, and when the same report comes a second time.
    """
    # Locked, so that two reports sent at once do not take the same number.
    Engagement.objects.select_for_update().get(pk=engagement.pk)
    made = Visit(
        engagement=engagement, number=_next(engagement) if number is None else number, kind=kind, visited_on=visited_on,
        trainer=trainer or engagement.trainer or by, met=met.strip(), advice=advice.strip(), next_steps=next_steps.strip(),
        reported_at=timezone.now(),
    )  # fmt: skip
    _check(made)
    if Visit.objects.filter(engagement=engagement, number=made.number).exists():
        raise Refused(_("There is already a visit %(number)s of this engagement.") % {"number": made.number}, field="number")
    locks.check_engagement(engagement, [visited_on], field="visited_on")
    same = Visit.objects.filter(engagement=engagement, visited_on=visited_on, kind=kind, advice=made.advice, met=made.met)
    if same.exists():
        raise Refused(_("This report is here already: the same day, the same advice."), field="visited_on")
    made.save(force_insert=True)
    planned_visits.keep(made)
    record("report", made, by=by, changes={"engagement": engagement.code, "number": made.number,
                                           "visited_on": visited_on.isoformat()})  # fmt: skip
    return made


@transaction.atomic
def edit(*, visit: Visit, by: User, version: int, changes: Mapping[str, Any]) -> Visit:
    """Put a report right. `version` is the one the editor saw; Stale if somebody was faster, with what it says now."""
    now = Visit.objects.select_for_update().get(pk=visit.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed this visit while you were typing."), version=now.version,
                    now={f: getattr(now, f) for f in changes})  # fmt: skip
    locks.check_engagement(now.engagement, [now.visited_on, changes.get("visited_on", now.visited_on)], things=[now],
                           field="visited_on")  # fmt: skip
    before = {field: getattr(now, field) for field in changes}
    for field, value in changes.items():
        setattr(now, field, value.strip() if isinstance(value, str) else value)
    _check(now)
    now.version += 1
    now.save()
    changed = {f: [str(before[f]), str(getattr(now, f))] for f in changes if before[f] != getattr(now, f)}
    record("edit", now, by=by, changes=changed)
    return now


def _next(engagement: Engagement) -> int:
    return (Visit.objects.filter(engagement=engagement).aggregate(last=Max("number"))["last"] or 0) + 1


def _check(visit: Visit) -> None:
    engagement = visit.engagement
    if visit.visited_on > timezone.localdate():
        raise Refused(_("A visit cannot be reported on a day that has not come yet."), field="visited_on")
    if visit.visited_on < engagement.agreed_on:
        raise Refused(_("The enterprise agreed to the module on %(day)s; a visit cannot be older than that.")
                      % {"day": in_words(engagement.agreed_on)}, field="visited_on")  # fmt: skip
    left = getattr(engagement, "withdrawal", None)
    if left and visit.visited_on > left.withdrawn_on:
        raise Refused(
            _("The enterprise left the module on %(day)s.") % {"day": in_words(left.withdrawn_on)}, field="visited_on"
        )
    if not visit.advice:
        raise Refused(_("Say what you advised. The enterprise reads it."), field="advice")
    if not 0 <= visit.number <= 99:
        raise Refused(_("The number of a visit is from 0 to 99."), field="number")
