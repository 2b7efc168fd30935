"""Classes at the desk: plan one, choose who comes, see who came."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.delivery.actions import timetable, workshops
from genba.delivery.models import CalledOff, Guest, Participant, ParticipationCertificate, Session, Workshop
from genba.directory.models import Person
from genba.programmes.models import Engagement
from genba.reports.roster import roster_of
from genba.review.openable import closed_months
from genba.sync.flagged import flags_of
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.engagement_forms import module_choices
from genba.web.desk.workshop_forms import EnrolForm, LeaveForm, ModuleForm, WorkshopForm

OFFERED_ENGAGEMENTS, OFFERED_PEOPLE = 100, 300
MOST_DIGITS = 18  # of a key


@requires(Permission.WORKSHOP_READ)
def list_workshops(request: HttpRequest) -> HttpResponse:
    """Fifty classes, the latest first; so those to come stand at the top by themselves."""
    rows = visible(request.user, Permission.WORKSHOP_READ, Workshop).select_related("provider", "trainer")
    seats = Participant.objects.filter(workshop=OuterRef("pk")).order_by().values("workshop")
    rows = rows.annotate(people=Subquery(seats.annotate(n=Count("pk")).values("n")),
                         is_called_off=Exists(CalledOff.objects.standing().filter(workshop=OuterRef("pk")))
                         & ~Exists(Session.objects.filter(workshop=OuterRef("pk"))))  # fmt: skip
    page = slice_of(rows, ("-starts_on", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/workshops/list.html", rows=page.rows, further=further,
                today=timezone.localdate()).show()  # fmt: skip


@requires(Permission.WORKSHOP_PLAN)
def plan(request: HttpRequest) -> HttpResponse:
    """A new class: first its module (in the address), then the rest."""
    choices = module_choices(get_language() or "en")
    asked = request.GET.get("engagement", "")
    mine = visible(request.user, Permission.WORKSHOP_PLAN, Engagement)
    first = mine.filter(code=asked).first() if asked else None
    module = first.module if first else request.GET.get("module", choices[0][0] if len(choices) == 1 else "")
    if module not in dict(choices):
        form: Any = ModuleForm(initial={"module": module}, choices=choices)
        return Page(request, "desk/workshops/module.html", form=form).show()
    free = mine.filter(module=module, withdrawal=None, participations=None).select_related("enterprise", "trainer")
    offered = free.filter(pk__in=list(free.order_by("-agreed_on", "-pk").values_list("pk", flat=True)[:OFFERED_ENGAGEMENTS]))
    initial = {"engagements": [first.pk], "provider": first.provider_id, "trainer": first.trainer_id} if first else {}
    form = WorkshopForm(request.POST or None, user=request.user, module=module, initial=initial,  # type: ignore[arg-type]
                        engagements=offered.order_by("enterprise__name_key", "pk"))  # fmt: skip
    page = Page(request, "desk/workshops/new.html", form=form, title=dict(choices)[module], package=form.module)
    if form.is_valid():
        facts = {k: form.cleaned_data[k] for k in ("programme", "provider", "trainer", "place", "insist", "because")}
        made = timetable.plan_alone(by=request.user, module=module, days=form.days(),  # type: ignore[arg-type]
                              engagements=list(form.cleaned_data["engagements"]), **facts)  # fmt: skip
        return redirect("desk:workshop-enrol", code=made.code)
    return page.show()


@requires(Permission.WORKSHOP_READ, Workshop, load="provider,trainer,programme")
def show(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The roster with its balance, the sessions with who was there, and the trail of changes."""
    return Page(
        request, "desk/workshops/show.html", workshop=workshop, closed=closed_months(request.user, workshop),
        roster=roster_of(workshop, request.user), may_mark=can(request.user, Permission.ATTENDANCE_MARK, workshop),
        may_plan=can(request.user, Permission.WORKSHOP_PLAN, workshop),
        flagged=flags_of("workshop", workshop.code) if can(request.user, Permission.REVIEW_READ, workshop) else [],
        called_off=list(workshop.called_off.standing().select_related("said_by")),
        guests=list(visible(request.user, Permission.PERSON_READ, Guest).filter(workshop=workshop)),
        certificates=ParticipationCertificate.objects.filter(participant__workshop=workshop).count(),
    ).show()  # fmt: skip


@requires(Permission.WORKSHOP_PLAN, Workshop)
def enrol(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Tick people of the enterprises that take part and are not on the roster yet. Whom somebody else put there meanwhile
    may be ticked all the same: they are there once."""
    enterprises = workshop.participations.values("engagement__enterprise_id")
    seated = workshop.participants.values("person_id")
    theirs = visible(request.user, Permission.PERSON_READ, Person).filter(enterprise_id__in=enterprises)
    offered = theirs.exclude(pk__in=seated).order_by("-pk").values_list("pk", flat=True)[:OFFERED_PEOPLE]
    ticked = [int(key) for key in request.POST.getlist("people") if key.isdecimal() and len(key) < MOST_DIGITS]
    few = theirs.filter(pk__in=[*offered, *ticked[: 2 * OFFERED_PEOPLE]])
    form = EnrolForm(
        request.POST or None, people=few.select_related("enterprise").order_by("enterprise__name_key", "name_key")
    )
    taking_part = [p.engagement.enterprise for p in workshop.participations.select_related("engagement__enterprise")]
    page = Page(request, "desk/workshops/enrol.html", form=form, workshop=workshop, taking_part=taking_part)
    if form.is_valid():
        seats = workshops.enrol(by=request.user, workshop=workshop, people=list(form.cleaned_data["people"]),  # type: ignore[arg-type]
                                insist=form.cleaned_data["insist"])  # fmt: skip
        said = ngettext("%(n)s person is on the list now.", "%(n)s people are on the list now.", len(seats))
        messages.success(request, said % {"n": len(seats)})
        return redirect("desk:workshop", code=workshop.code)
    return page.show()


@requires(Permission.WORKSHOP_PLAN, Workshop)
def leave(request: HttpRequest, workshop: Workshop, person: str) -> HttpResponse:
    """Take somebody off the roster who will not come, with a reason."""
    mine = visible(request.user, Permission.PERSON_READ, Participant)
    participant = mine.filter(workshop=workshop, person__code=person).select_related("person", "workshop").first()
    if participant is None:
        raise Http404
    form = LeaveForm(request.POST or None)
    page = Page(request, "desk/workshops/leave.html", form=form, workshop=workshop, participant=participant)
    if form.is_valid():
        workshops.withdraw(by=request.user, participant=participant, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        messages.success(request, _("%(name)s is off the list.") % {"name": participant.person.name})
        return redirect("desk:workshop", code=workshop.code)
    return page.show()
