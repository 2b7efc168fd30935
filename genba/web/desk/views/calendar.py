"""The calendar of whoever is signed in: a month of classes and visits, one planned visit, and the feed."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from babel import Locale
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from genba.access.doors import public, requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed, can
from genba.delivery.actions import feeds, planned_visits, timetable
from genba.delivery.calendar import Entry, entries, has_left, state_of, zones_in
from genba.delivery.ics import feed_of
from genba.delivery.models import CalendarFeed, PlannedVisit, Workshop
from genba.programmes.models import Engagement
from genba.programmes.trainers import trainers_for
from genba.web.base.addresses import lasting
from genba.web.base.page import Page
from genba.web.desk.calendar_forms import MissedForm, MoveClassForm, MoveForm, PlanVisitForm

BY = "engagement__enterprise,engagement__withdrawal,trainer"


@dataclass(frozen=True)
class Day:
    on: date
    entries: tuple[Entry, ...]


@requires(Permission.WORKSHOP_READ)
def month(request: HttpRequest) -> HttpResponse:
    """A month: a list on a phone, a grid on a laptop. Six queries, however much is in it."""
    user, today = cast(User, request.user), timezone.localdate()
    first = asked_month(request.GET.get("month", ""), today)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    team = list(trainers_for(user, Permission.TRAINER_READ)) if allowed(user, Permission.TRAINER_READ) else []
    trainer = next((t for t in team if t.code == request.GET.get("trainer", "")), None)
    found = entries(user, first, last, trainer=trainer)
    days = [Day(day, tuple(e for e in found if e.on == day))
            for day in (first + timedelta(days=n) for n in range((last - first).days + 1))]  # fmt: skip
    locale = Locale(get_language() or "en")
    names = [locale.days["stand-alone"]["abbreviated"][(locale.first_week_day + n) % 7] for n in range(7)]
    return Page(
        request, "desk/calendar/month.html", first=first, days=days, today=today, any=bool(found), team=team, trainer=trainer,
        says_zone=len(zones_in(found)) > 1, weekdays=names, starts=(first.weekday() - locale.first_week_day) % 7 + 1,
        before=_way(first - timedelta(days=1), trainer), after=_way(last + timedelta(days=1), trainer),
    ).show()  # fmt: skip


def asked_month(text: str, today: date) -> date:
    """The first day of the month that is asked; of this month for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return first if 2000 <= first.year <= 2100 else today.replace(day=1)


def _way(day: date, trainer: User | None) -> tuple[date, str]:
    asked = {"month": f"{day:%Y-%m}"} | ({"trainer": trainer.code} if trainer else {})
    return day.replace(day=1), f"{reverse('calendar:month')}?{urlencode(asked)}"


@requires(Permission.VISIT_READ, PlannedVisit, load="engagement__enterprise,engagement__withdrawal,trainer,visit")
def visit(request: HttpRequest, planned: PlannedVisit) -> HttpResponse:
    """One planned visit: when, who, and everything that became of it."""
    state = state_of(planned)
    stands = state in ("planned", "moved")
    return Page(
        request, "desk/calendar/visit.html", planned=planned, state=state, missed=getattr(planned, "missed", None),
        has_left=has_left(planned),
        moves=list(planned.moves.select_related("from_trainer", "to_trainer", "moved_by")),
        may_plan=stands and can(request.user, Permission.VISIT_PLAN, planned),
        may_report=stands and can(request.user, Permission.VISIT_REPORT, planned.engagement),
    ).show()  # fmt: skip


@requires(Permission.VISIT_PLAN, Engagement, load="enterprise,trainer,withdrawal")
def plan(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Plan one more visit to an enterprise."""
    form = PlanVisitForm(request.POST or None, trainers=trainers_for(request.user, Permission.VISIT_PLAN),
                         initial={"trainer": engagement.trainer_id})  # fmt: skip
    page = Page(request, "desk/calendar/plan.html", form=form, engagement=engagement)
    if form.is_valid():
        facts = dict(form.cleaned_data)
        because = facts.pop("because")
        made = planned_visits.plan(by=request.user, wish=planned_visits.Wish(engagement, **facts), because=because)  # type: ignore[arg-type]
        return redirect("calendar:visit", code=made.code)
    return page.show()


@requires(Permission.VISIT_PLAN, PlannedVisit, load=BY)
def move(request: HttpRequest, planned: PlannedVisit) -> HttpResponse:
    """To another day, hour or trainer, with the reason."""
    initial = {f: getattr(planned, f) for f in ("planned_on", "starts_at", "trainer", "version")}
    form = MoveForm(request.POST or None, trainers=trainers_for(request.user, Permission.VISIT_PLAN), initial=initial)
    page = Page(request, "desk/calendar/move.html", form=form, planned=planned, theirs=None)
    if form.is_valid():
        planned_visits.move(by=cast(User, request.user), planned=planned, **form.cleaned_data)
        return redirect("calendar:visit", code=planned.code)
    return page.show()


@requires(Permission.VISIT_PLAN, PlannedVisit, load="engagement__enterprise")
def missed(request: HttpRequest, planned: PlannedVisit) -> HttpResponse:
    """It did not happen, because …"""
    form = MissedForm(request.POST or None, initial={"version": planned.version})
    page = Page(request, "desk/calendar/missed.html", form=form, planned=planned, theirs=None)
    if form.is_valid():
        planned_visits.miss(by=cast(User, request.user), planned=planned, **form.cleaned_data)
        return redirect("calendar:visit", code=planned.code)
    return page.show()


@requires(Permission.WORKSHOP_PLAN, Workshop)
def move_class(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """A class to other days, with everybody on its list."""
    days = sorted(set(workshop.sessions.values_list("held_on", flat=True)))
    form = MoveClassForm(request.POST or None, days=len(days), initial={"version": workshop.version})
    page = Page(request, "desk/calendar/move_class.html", form=form, workshop=workshop, days=days, theirs=None,
                moves=list(workshop.moves.select_related("moved_by")))  # fmt: skip
    if form.is_valid():
        facts = {k: form.cleaned_data[k] for k in ("version", "reason", "because")}
        timetable.move_class(by=cast(User, request.user), workshop=workshop, days=form.days(), **facts)
        messages.success(request, _("The class is moved."))
        return redirect("desk:workshop", code=workshop.code)
    return page.show()


@requires(Permission.WORKSHOP_READ)
@never_cache
def feed(request: HttpRequest) -> HttpResponse:
    """The own secret address: whether there is one. Sending the form makes it anew and shows it, this once."""
    user, address = cast(User, request.user), ""
    if request.method == "POST":
        secret = feeds.make(by=user, language=get_language() or "en")
        address = lasting(request, "calendar:ics", secret=secret)
    standing: Any = CalendarFeed.objects.filter(user=user, revoked_at=None).first()
    return Page(request, "desk/calendar/feed.html", standing=standing, address=address).show()


@requires(Permission.WORKSHOP_READ)
@require_POST
def stop(request: HttpRequest) -> HttpResponse:
    """The address answers no longer."""
    feeds.stop(by=cast(User, request.user))
    return redirect("calendar:feed")


@public
@never_cache
def ics(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program reads, by the secret alone. Guessed, renewed or stopped: there is nothing here."""
    kept = feeds.check(secret)
    if kept is None:
        raise Http404
    with override(kept.language):
        body = feed_of(kept.user, request.build_absolute_uri("/").rstrip("/"))
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="genba.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
