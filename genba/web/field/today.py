"""What a trainer does next: today's class or visit first, then what was returned, what is late, the plan, the follow-ups.

What is to come within a week stands at the end. Each kind is one question to the database, whatever there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed, visible
from genba.closeout.models import Completion, FollowUp
from genba.curriculum import UnknownModule
from genba.delivery.models import Attendance, PlannedVisit, Session, Visit
from genba.delivery.rhythm import visit_due_on
from genba.kit import numbers
from genba.kit.days import in_words
from genba.observations.models import Baseline
from genba.programmes.curricula import curriculum
from genba.programmes.locks import month_in_words
from genba.programmes.models import Engagement
from genba.quality.models import Finding
from genba.quality.telling import days_of, kpi_name, why
from genba.review.samples import sample_of
from genba.sync.models import Disagreement
from genba.web.base.deeds import Deed
from genba.web.field.plan_deeds import plan_deeds
from genba.web.field.returned import returned, unsigned

AHEAD = timedelta(days=7)
BACK = timedelta(days=30)  # a session that nobody marked is asked about for so long
OWN_AT_MOST = 300  # engagements of one trainer, the latest first
AT_MOST = 25  # of each kind: a day has no room for more
FINDINGS_AT_MOST = 3  # they are no hurry; the others come as these are settled


@dataclass(frozen=True)
class Dated:
    """A deed and its day: what is before today is late, what is today comes first."""

    on: date
    deed: Deed


def engagements_of(user: User) -> list[Any]:
    """The open engagements of a trainer, each with what decides about the next deed. One query."""
    mine = cast(Any, visible(user, Permission.VISIT_REPORT, Engagement)).filter(trainer=user).open()
    found: list[Any] = list(
        mine.select_related("enterprise").annotate(
            is_completed=Exists(Completion.objects.in_force().filter(engagement=OuterRef("pk"))),
            has_baseline=Exists(Baseline.objects.filter(engagement=OuterRef("pk"))),
            class_begins=Min("participations__workshop__sessions__held_on"), class_ended=Max("participations__workshop__sessions__held_on"),
            planned_on=Subquery(PlannedVisit.objects.standing().filter(engagement=OuterRef("pk")).values("planned_on")[:1]),
            visits_made=Count("visits", filter=Q(visits__kind=Visit.Kind.FOLLOW_UP), distinct=True),
        ).order_by("-agreed_on", "-pk")[:OWN_AT_MOST]
    )  # fmt: skip
    today = timezone.localdate()
    for e in found:  # too late for a baseline once a class has begun; the visits go on all the same
        e.can_be_visited = e.has_baseline or bool(e.class_begins and e.class_begins < today)
    return found


def by_class(own: list[Any]) -> list[Any]:
    """Those whose class begins first come first."""
    return sorted(own, key=lambda e: (e.class_begins or date.max, e.agreed_on, e.pk))


def deeds(user: User, own: list[Any], today: date) -> list[Deed]:
    """Everything the trainer should do about the `own` engagements and classes, the first first."""
    rows = by_class(own)
    dated = [*_classes(user, today), *_visits(rows, today)]
    now = [d.deed for d in dated if d.on == today]
    late = [d.deed for d in dated if d.on < today]
    ahead = [d.deed for d in dated if d.on > today]
    baselines = list(_baselines(rows, today))
    pressing = [deed for deed in baselines if deed.is_late]
    return [*now, *returned(user), *_disagreements(user), *pressing, *late, *plan_deeds(rows, today), *unsigned(user, today), *_follow_ups(user, today), *_findings(user),
            *_sample(user, today), *(deed for deed in baselines if not deed.is_late), *ahead]  # fmt: skip


def _sample(user: User, today: date) -> Iterator[Deed]:
    """An expert trainer reads a tenth of last month's reports."""
    if not allowed(user, Permission.SAMPLE_NOTE):
        return
    month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    left = sum(1 for one in sample_of(user, month) if one.read is None)
    if left:
        why = ngettext("%(n)s report of the sample is not read", "%(n)s reports of the sample are not read", left) % {
            "n": numbers.number(left, language=get_language() or "en")}  # fmt: skip
        yield Deed(_("Sample"), month_in_words(month), why, _("Read them"), reverse("desk:review-sample"))


def _disagreements(user: User) -> Iterator[Deed]:
    """Two people changed the same thing, and the trainer may say which version holds."""
    n = visible(user, Permission.DEVICE_READ, Disagreement).filter(decided_at=None).count()
    if n:
        title = ngettext("%(n)s disagreement", "%(n)s disagreements", n) % {
            "n": numbers.number(n, language=get_language() or "en")
        }
        yield Deed(_("Two versions"), title, _("two people changed the same thing"), _("See both versions"),
                   reverse("desk:disagreements"))  # fmt: skip


def _findings(user: User) -> Iterator[Deed]:
    """Recorded values that are doubtful, where the trainer is the one to put them right or to say why they are right."""
    rows = cast(Any, visible(user, Permission.FINDING_SETTLE, Finding)).open().with_owner().filter(owner_id=user.pk)
    found = list(rows.select_related("enterprise").order_by("-ends_on", "-pk")[:FINDINGS_AT_MOST])
    for one in found:
        about = f"{kpi_name(one)}, {days_of(one)}: {why(one)}"
        yield Deed(
            _("Figures to check"), one.enterprise.name, about, _("Look at it"), reverse("desk:finding", args=[one.code])
        )


def _follow_ups(user: User, today: date) -> Iterator[Deed]:
    """Follow-ups after completion that are due: the trainer's own, or those of everybody a coordinator looks after."""
    mine = cast(Any, visible(user, Permission.VISIT_REPORT, FollowUp))
    if any(role.slug in ("trainer", "expert-trainer") for role in user.roles):
        mine = mine.filter(completion__engagement__trainer=user)
    due = mine.due_on(today).select_related("completion__engagement__enterprise").order_by("due_on", "pk")[:AT_MOST]
    for one in due:
        why = _("%(n)s months after completion, due on %(day)s") % {"n": one.months, "day": in_words(one.due_on)}
        yield Deed(_("Follow-up"), one.completion.engagement.enterprise.name, why, _("Ask what lasted"),
                   reverse("field:follow-up", args=[one.code]), one.due_on < today)  # fmt: skip


def _baselines(rows: list[Any], today: date) -> Iterator[Deed]:
    missing = [e for e in rows if not e.can_be_visited]
    for e in missing[:AT_MOST]:
        yield Deed(_("Baseline"), e.enterprise.name, baseline_when(e), _("Take the baseline"), reverse("field:baseline", args=[e.code]),
                   bool(e.class_begins and e.class_begins - today <= AHEAD))  # fmt: skip


def baseline_when(e: Any) -> str:
    """Why a baseline waits, in words."""
    if e.class_begins:
        return _("the class begins on %(day)s") % {"day": in_words(e.class_begins)}
    return _("agreed on %(day)s") % {"day": in_words(e.agreed_on)}


def _classes(user: User, today: date) -> Iterator[Dated]:
    """Sessions of this week, and those before that nobody marked; a workshop is named once."""
    unmarked = ~Exists(Attendance.objects.filter(session=OuterRef("pk")))
    sessions = (
        Session.objects.filter(unmarked, Q(workshop__trainer=user) | Q(workshop__timetable__co_trainer=user), held_on__gte=today - BACK, held_on__lte=today + AHEAD)
        .select_related("workshop").order_by("held_on", "-part")[: AT_MOST * 4]
    )  # fmt: skip
    named = set()
    for s in sessions:
        if s.workshop_id in named:
            continue
        named.add(s.workshop_id)
        why = _("%(day)s, %(part)s") % {"day": _("today") if s.held_on == today else in_words(s.held_on),
                                       "part": s.get_part_display()}  # fmt: skip
        to_come = s.held_on > today
        button = _("See the list") if to_come else _("Mark who is here")
        address = reverse("field:workshop", args=[s.workshop.code])
        yield Dated(s.held_on, Deed(_("Class"), s.workshop.place, why, button, address, s.held_on < today))


def visits_due(rows: list[Any], today: date) -> list[tuple[date, Any]]:
    """The engagements that may be visited and have a visit to come or late, with its day: the one that was planned, else
    what the rhythm of the module asks. The first first."""
    due = []
    for e in rows:
        try:
            module = curriculum().module(e.module)
        except UnknownModule:  # a module that was taken out of modules/ has no rhythm any more
            continue
        ended = e.class_ended if e.class_ended and e.class_ended <= today else None
        on = e.planned_on or visit_due_on(module, ended, e.visits_made)
        if e.can_be_visited and not e.is_completed and on:
            due.append((on, e))
    return sorted(due, key=lambda pair: pair[0])


def _visits(rows: list[Any], today: date) -> Iterator[Dated]:
    for on, e in [pair for pair in visits_due(rows, today) if pair[0] <= today + AHEAD][:AT_MOST]:
        said = _("visit %(number)s, planned on %(day)s") if e.planned_on else _("visit %(number)s, due on %(day)s")
        if on == today:
            said = _("visit %(number)s, planned for today") if e.planned_on else _("visit %(number)s, due today")
        why = said % {"number": e.visits_made + 1, "day": in_words(on)}
        address = reverse("field:visit-new", args=[e.code])
        yield Dated(on, Deed(_("Visit"), e.enterprise.name, why, _("Report the visit"), address, on < today))
