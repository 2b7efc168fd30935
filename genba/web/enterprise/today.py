"""What the people of an enterprise do next: own actions, numbers of the month, an offer, a visit or class to come, minutes.

Each kind is one question to the database, however long the plan is, and is asked only of whoever may do it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission as P
from genba.access.policy import allowed, visible
from genba.curriculum import UnknownModule
from genba.delivery.models import PlannedVisit, Session
from genba.directory.models import Enterprise
from genba.kit import numbers
from genba.kit.days import in_words
from genba.kit.names import name_key
from genba.observations.models import Baseline, Observation
from genba.plans.models import Action, State, Team
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement, Offer
from genba.pulses.models import PulseAsk
from genba.web.base import words
from genba.web.base.deeds import Deed, Tap

SOON = timedelta(days=7)  # an action is due soon
AHEAD = timedelta(days=14)  # a visit or a class is announced
MEETS = timedelta(days=30)  # a team meets at least once in so many days
AT_MOST = 25  # of each kind: a day has no room for more
READ = 300  # open actions of one enterprise that are looked at


def engagements_of(user: User, enterprise: Enterprise, today: date) -> list[Any]:
    """The open engagements of the enterprise, the latest first, each with its last class that is over and its baseline. One query."""
    rows: Any = visible(user, P.PLAN_READ, Engagement)
    return list(
        rows.filter(enterprise=enterprise).open().annotate(
            class_ended=Max("participations__workshop__ends_on", filter=Q(participations__workshop__ends_on__lt=today)),
            has_baseline=Exists(Baseline.objects.filter(engagement=OuterRef("pk"))),
            has_plan=Exists(Action.objects.filter(engagement=OuterRef("pk"))),
        ).order_by("-agreed_on", "-pk")
    )  # fmt: skip


def deeds(user: User, enterprise: Enterprise, own: list[Any], today: date) -> list[Deed]:
    """Everything to do, the first first: what is one's own and late, then what the month asks, then what is to come."""
    actions = list(_plan(user, own, today))
    late = [deed for deed in actions if deed.is_late]
    soon = [deed for deed in actions if not deed.is_late]
    return [*_pulses(user, enterprise), *_offers(user, enterprise, today), *late, *_plans(user, own), *_numbers(user, enterprise, own, today),
            *soon, *_meetings(user, own, today), *_classes(user, own, today), *_visits(user, own, today)]  # fmt: skip


def is_of(action: Action, names: set[str]) -> bool:
    """Whether a person of this name looks after the action: it may be written short, such as the first name alone."""
    owner = set(name_key(action.owner).split())
    return bool(owner) and owner <= names


def _plan(user: User, own: list[Any], today: date) -> Iterator[Deed]:
    """Actions that are late or due within a week: one's own first, and whoever forms the team sees those of all."""
    if not allowed(user, P.PLAN_READ):
        return
    rows = Action.objects.filter(engagement__in=own, due_on__lte=today + SOON).unfinished()[:READ]
    names = set(name_key(user.name).split())
    theirs = allowed(user, P.TEAM_FORM)
    marked = sorted(((not is_of(a, names), a.due_on, a.pk, a) for a in rows), key=lambda m: m[:3])
    for is_other, _due, _pk, action in [m for m in marked if theirs or not m[0]][:AT_MOST]:
        yield _action(user, action, today, is_other=is_other)


def _action(user: User, action: Action, today: date, *, is_other: bool) -> Deed:
    late = action.due_on < today
    day = in_words(action.due_on)
    if is_other:
        why = (_("%(owner)s looks after it, late since %(day)s") if late else _("%(owner)s looks after it, due on %(day)s")) % {
            "owner": action.owner, "day": day}  # fmt: skip
    else:
        why = (_("yours, late since %(day)s") if late else _("yours, due on %(day)s")) % {"day": day}
    where = reverse("enterprise:action", args=[action.code])
    taps: list[Tap] = []
    if allowed(user, P.PLAN_DECIDE):
        taps = [Tap(_("It is done"), State.DONE)]
        if action.state == State.PROPOSED:
            taps.append(Tap(_("We have begun"), State.STARTED))
    kind = _("Action begun") if action.state == State.STARTED else _("Action")
    return Deed(kind, action.action, why, _("Open this action"), where, late, tuple(taps),
                says=reverse("enterprise:action-say", args=[action.code]))  # fmt: skip


def _plans(user: User, own: list[Any]) -> Iterator[Deed]:
    """The class is over and the plan has no action yet."""
    for e in own if allowed(user, P.PLAN_EDIT) else ():
        if e.class_ended and not e.has_plan:
            why = _("the class ended on %(day)s") % {"day": in_words(e.class_ended)}
            yield Deed(_("Plan"), _("Begin with one problem that everyone sees"), why, _("Write the first action"),
                       reverse("enterprise:action-new", args=[e.code]))  # fmt: skip


def last_month(today: date) -> tuple[date, date]:
    """The first and the last day of the month before this one."""
    end = today.replace(day=1) - timedelta(days=1)
    return end.replace(day=1), end


def _numbers(user: User, enterprise: Enterprise, own: list[Any], today: date) -> Iterator[Deed]:
    """The numbers of the month that ended, while the enterprise takes a module and has begun to count."""
    if not allowed(user, P.OBSERVATION_RECORD):
        return
    measured = [e for e in own if e.has_baseline]
    start, end = last_month(today)
    codes = _codes(measured)
    if not codes or Observation.objects.filter(enterprise=enterprise, indicator__in=codes, ends_on__gte=end).exists():
        return
    month = numbers.date(start, "month", language=get_language() or "en")
    yield Deed(_("Numbers"), _("Write down the numbers of %(month)s") % {"month": month},
               _("nobody has written any of them yet"), _("Write them down"),
               reverse("enterprise:numbers", args=[measured[0].code]))  # fmt: skip


def _codes(own: list[Any]) -> list[str]:
    codes = []
    for e in own:
        try:
            codes += [kpi.code for kpi in curriculum().module(e.module).core_kpis]
        except UnknownModule:  # taken out of modules/: nothing is asked any more
            continue
    return codes


def _pulses(user: User, enterprise: Enterprise) -> Iterator[Deed]:
    """Something happened to many, and the enterprise has not said how it is."""
    if not allowed(user, P.PULSE_ANSWER):
        return
    rows = PulseAsk.objects.open().unanswered().filter(enterprise=enterprise).select_related("pulse")
    for ask in rows.order_by("pulse__closes_on", "pk")[:AT_MOST]:
        why = _("ten questions, two minutes, until %(day)s") % {"day": in_words(ask.pulse.closes_on)}
        yield Deed(
            _("How is your enterprise?"), ask.pulse.reason, why, _("Answer"), reverse("enterprise:pulse", args=[ask.code])
        )


def _offers(user: User, enterprise: Enterprise, today: date) -> Iterator[Deed]:
    """Offers that hold, and are neither signed nor called off."""
    if not allowed(user, P.OFFER_READ):
        return
    rows = visible(user, P.OFFER_READ, Offer).filter(enterprise=enterprise, agreement=None, cancellation=None)
    for offer in (
        rows.filter(valid_until__gte=today, acceptance=None)
        .select_related("provider")
        .order_by("valid_until", "pk")[:AT_MOST]
    ):
        why = _("it holds until %(day)s") % {"day": in_words(offer.valid_until)}
        yield Deed(_("Offer"), _("%(provider)s made you an offer") % {"provider": offer.provider.name}, why, _("Read the offer"),
                   reverse("enterprise:offer", args=[offer.code]))  # fmt: skip


def _meetings(user: User, own: list[Any], today: date) -> Iterator[Deed]:
    """Minutes to write: the team has not met for a month, or nobody wrote it down. Or there is no team after the class."""
    trained = {e.pk: e for e in own if e.class_ended}
    if not trained or not (allowed(user, P.MEETING_WRITE) or allowed(user, P.TEAM_FORM)):
        return
    teams = {
        t.engagement_id: t for t in Team.objects.filter(engagement__in=trained).annotate(met_on=Max("meetings__held_on"))
    }
    for key, e in trained.items():
        team: Any = teams.get(key)
        if team is None and allowed(user, P.TEAM_FORM):
            why = _("the class ended on %(day)s") % {"day": in_words(e.class_ended)}
            yield Deed(
                _("Team"), _("Form the improvement team"), why, _("Form the team"), reverse("enterprise:team", args=[e.code])
            )
        elif team and allowed(user, P.MEETING_WRITE) and (team.met_on or team.formed_on) < today - MEETS:
            said = _("the last meeting was on %(day)s") if team.met_on else _("formed on %(day)s, and not met yet")
            yield Deed(_("Meeting"), _("%(team)s: meet, and write the minutes") % {"team": team.name},
                       said % {"day": in_words(team.met_on or team.formed_on)}, _("Write the minutes"),
                       reverse("enterprise:meeting-new", args=[team.code]))  # fmt: skip


def _classes(user: User, own: list[Any], today: date) -> Iterator[Deed]:
    """The next class, from two weeks before."""
    if not allowed(user, P.WORKSHOP_READ):
        return
    rows = Session.objects.filter(
        workshop__participations__engagement__in=own, held_on__gte=today, held_on__lte=today + AHEAD
    )
    named = set()
    for session in rows.select_related("workshop").order_by("held_on", "-part", "pk")[: AT_MOST * 4]:
        if session.workshop_id not in named:
            named.add(session.workshop_id)
            day = _("today") if session.held_on == today else in_words(session.held_on)
            yield Deed(_("Class"), session.workshop.place, _("%(day)s, %(part)s") % {"day": day, "part": session.get_part_display()},
                       _("See the class"), reverse("desk:workshop", args=[session.workshop.code]))  # fmt: skip


def _visits(user: User, own: list[Any], today: date) -> Iterator[Deed]:
    """Visits that the trainer announced for the next two weeks."""
    if not allowed(user, P.VISIT_READ):
        return
    rows = PlannedVisit.objects.standing().filter(engagement__in=own, planned_on__gte=today, planned_on__lte=today + AHEAD)
    for visit in rows.select_related("trainer")[:AT_MOST]:
        day = _("today") if visit.planned_on == today else in_words(visit.planned_on)
        hour = words.clock(visit.starts_at, language=get_language() or "en")
        yield Deed(_("Visit"), _("%(trainer)s comes to visit you") % {"trainer": visit.trainer.name},
                   _("%(day)s at %(hour)s") % {"day": day, "hour": hour}, _("See the visit"),
                   reverse("calendar:visit", args=[visit.code]))  # fmt: skip
