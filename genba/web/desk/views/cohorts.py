"""Cohorts at the desk: form one, choose its trainers with reasons, plan its class and visits."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.delivery.actions import planned_visits, timetable
from genba.delivery.calendar import of_engagement
from genba.delivery.matching import candidates
from genba.delivery.models import Workshop
from genba.delivery.proposals import proposed_visits
from genba.programmes.actions import cohorts
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort, CohortMember, Engagement
from genba.programmes.trainers import trainers_for
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.cohort_forms import ClassForm, CohortForm, MembersForm, TakeOutForm, TrainersForm, VisitsForm
from genba.web.desk.engagement_forms import module_choices
from genba.web.desk.workshop_forms import ModuleForm

OFFERED = 100


@requires(Permission.COHORT_READ)
def list_cohorts(request: HttpRequest) -> HttpResponse:
    """Fifty cohorts, the newest first."""
    standing = Count("members", filter=Q(members__left_on=None, members__engagement__withdrawal=None), distinct=True)
    rows = visible(request.user, Permission.COHORT_READ, Cohort).select_related("provider", "trainer", "co_trainer")
    page = slice_of(rows.annotate(many=standing), ("-id",), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/cohorts/list.html", rows=page.rows, further=further).show()


def free(request: HttpRequest, module: str, **where: Any) -> QuerySet[Engagement]:
    """Engagements of a module that are open and in no cohort, the latest hundred, by name."""
    in_one = CohortMember.objects.filter(engagement=OuterRef("pk"), left_on=None)
    rows = visible(request.user, Permission.COHORT_PLAN, Engagement).filter(~Exists(in_one), module=module, withdrawal=None)
    few = list(rows.filter(**where).order_by("-agreed_on", "-pk").values_list("pk", flat=True)[:OFFERED])
    return (
        Engagement.objects.filter(pk__in=few).select_related("enterprise", "trainer").order_by("enterprise__name_key", "pk")
    )


@requires(Permission.COHORT_PLAN)
def form(request: HttpRequest) -> HttpResponse:
    """A new cohort: first its module (in the address), then the rest."""
    choices = module_choices(get_language() or "en")
    module = request.GET.get("module", choices[0][0] if len(choices) == 1 else "")
    if module not in dict(choices):
        asked: Any = ModuleForm(initial={"module": module}, choices=choices)
        return Page(request, "desk/cohorts/module.html", form=asked).show()
    typed = CohortForm(request.POST or None, user=request.user, engagements=free(request, module))  # type: ignore[arg-type]
    page = Page(request, "desk/cohorts/new.html", form=typed, title=dict(choices)[module], package=module_of(module))
    if typed.is_valid():
        made = cohorts.form(by=request.user, module=module, **typed.cleaned_data)  # type: ignore[arg-type]
        return redirect("desk:cohort", code=made.code)
    return page.show()


@requires(Permission.COHORT_READ, Cohort, load="provider,trainer,co_trainer,programme,country")
def show(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Its enterprises, those who left too; its trainers, class and visits; and what to do next."""
    members = list(cohort.members.select_related("engagement__enterprise", "engagement__withdrawal")
                   .order_by("engagement__enterprise__name_key", "pk"))  # fmt: skip
    standing = [m for m in members if m.left_on is None and not hasattr(m.engagement, "withdrawal")]
    workshops = list(Workshop.objects.filter(timetable__cohort=cohort).select_related("timetable"))
    visits = of_engagement(request.user, engagement__cohort_members__in=[m.pk for m in standing])
    package, may_plan = module_of(cohort.module), can(request.user, Permission.COHORT_PLAN, cohort)
    return Page(
        request, "desk/cohorts/show.html", cohort=cohort, members=members, standing=len(standing), workshops=workshops,
        visits=visits, package=package, may_plan=may_plan,
        next=_next(cohort, len(standing), package.class_size.min, workshops, visits) if may_plan else None,
    ).show()  # fmt: skip


def _next(cohort: Cohort, standing: int, least: int, workshops: list[Any], visits: list[Any]) -> tuple[str, str, str] | None:
    """Title, button and address of the one next thing."""
    code = {"code": cohort.code}
    if standing < 1 or (standing < least and not workshops):
        title = ngettext("It needs %(least)s enterprise at least; it has %(n)s.",
                         "It needs %(least)s enterprises at least; it has %(n)s.", least)  # fmt: skip
        return title % {"least": least, "n": standing}, _("Add enterprises"), reverse("desk:cohort-add", kwargs=code)
    if cohort.trainer is None:
        return _("Nobody trains it yet."), _("Choose the trainers"), reverse("desk:cohort-trainers", kwargs=code)
    if not workshops:
        return _("Its class has no day yet."), _("Plan the class"), reverse("desk:cohort-class", kwargs=code)
    if not visits:
        return _("Its visits have no days yet."), _("Plan the visits"), reverse("desk:cohort-visits", kwargs=code)
    return None


@requires(Permission.COHORT_PLAN, Cohort)
def add(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Enterprises of the same module and provider join."""
    offered = free(request, cohort.module, programme=cohort.programme_id, provider=cohort.provider_id)
    form = MembersForm(request.POST or None, engagements=offered)
    page = Page(request, "desk/cohorts/add.html", form=form, cohort=cohort)
    if form.is_valid():
        cohorts.add(by=request.user, cohort=cohort, engagements=list(form.cleaned_data["engagements"]),  # type: ignore[arg-type]
                    insist=form.cleaned_data["insist"])  # fmt: skip
        return redirect("desk:cohort", code=cohort.code)
    return page.show()


@requires(Permission.COHORT_PLAN, Cohort)
def take_out(request: HttpRequest, cohort: Cohort, engagement: str) -> HttpResponse:
    """An enterprise is taken out, with the reason; it stays in the list."""
    member = (
        cohort.members.filter(engagement__code=engagement, left_on=None).select_related("engagement__enterprise").first()
    )
    if member is None:
        raise Http404
    form = TakeOutForm(request.POST or None)
    page = Page(request, "desk/cohorts/take_out.html", form=form, cohort=cohort, enterprise=member.engagement.enterprise)
    if form.is_valid():
        cohorts.take_out(by=request.user, cohort=cohort, engagement=member.engagement, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        return redirect("desk:cohort", code=cohort.code)
    return page.show()


@requires(Permission.COHORT_PLAN, Cohort, load="trainer,co_trainer")
def trainers(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Who could train it, each with what speaks for and against; then choose."""
    found = candidates(request.user, cohort)
    best = [c.trainer.pk for c in found[:2]] + [None, None]
    initial = {"trainer": cohort.trainer_id or best[0], "co_trainer": cohort.co_trainer_id, "version": cohort.version}
    form = TrainersForm(request.POST or None, trainers=trainers_for(request.user, Permission.COHORT_PLAN), initial=initial)
    page = Page(request, "desk/cohorts/trainers.html", form=form, cohort=cohort, candidates=found, theirs=None,
                has_days=bool(cohort.begins_on) or cohort.timetables.exists())  # fmt: skip
    if form.is_valid():
        timetable.assign(by=request.user, cohort=cohort, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("The trainers are kept."))
        return redirect("desk:cohort", code=cohort.code)
    return page.show()


@requires(Permission.COHORT_PLAN, Cohort, load="trainer,co_trainer,programme,provider")
def plan_class(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """Where and when; what speaks against it is said before anything is saved."""
    form = ClassForm(request.POST or None, cohort=cohort)
    page = Page(request, "desk/cohorts/class.html", form=form, cohort=cohort, package=form.module)
    if form.is_valid():
        made = timetable.plan_class(by=request.user, cohort=cohort, **form.facts())  # type: ignore[arg-type]
        messages.success(request, _("The class is planned. Now choose the people."))
        return redirect("desk:workshop-enrol", code=made.code)
    return page.show()


@requires(Permission.COHORT_PLAN, Cohort, load="trainer")
def plan_visits(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """A day and an hour for each visit, offered by the rhythm of the module where everybody is free."""
    form = VisitsForm(request.POST or None, wishes=proposed_visits(cohort))
    page = Page(request, "desk/cohorts/visits.html", form=form, cohort=cohort, package=module_of(cohort.module))
    if form.is_valid():
        made = planned_visits.plan_many(by=request.user, cohort=cohort, wishes=form.chosen(),  # type: ignore[arg-type]
                                        because=form.cleaned_data["because"])  # fmt: skip
        said = ngettext("%(n)s visit is planned.", "%(n)s visits are planned.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("desk:cohort", code=cohort.code)
    return page.show()
