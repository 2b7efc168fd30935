"""Applications at the desk: who asks to join, whether they fit, and what the programme answers."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import can, visible
from genba.directory.models import Enterprise, Provider
from genba.directory.places import SECTION_NAMES, section_of
from genba.directory.resemblance import resembling
from genba.kit.refused import Refused
from genba.programmes import eligibility
from genba.programmes.actions import applications, on_the_way, welcoming
from genba.programmes.actions.applying import LABELS, missing
from genba.programmes.models import Application
from genba.programmes.models.application import ApplicationQuerySet
from genba.web.base.application_forms import labelled
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.base.words import language
from genba.web.desk.application_forms import LeadForm, LeadOfKindForm, ReasonForm, TakeOnForm, filters


@requires(Permission.APPLICATION_READ)
def list_applications(request: HttpRequest) -> HttpResponse:
    """Fifty applications, the latest first, with search and filters in the address."""
    offered = filters(language())
    asked = offered.asked(request.GET)
    rows = cast(ApplicationQuerySet, visible(request.user, Permission.APPLICATION_READ, Application))
    states: dict[str, Any] = {"waiting": rows.waiting, "taken-on": rows.taken_on, "not-taken-on": rows.not_taken_on}
    if asked["state"]:
        rows = states[asked["state"]]()
    if asked["country"]:
        rows = rows.filter(country_id=asked["country"])
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    if asked["source"]:
        rows = rows.filter(source=asked["source"])
    if asked["q"]:
        rows = rows.matching(asked["q"])
    page = slice_of(rows.select_related("answer"), ("-applied_on", "-id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/applications/list.html", filters=offered.fields(asked), rows=page.rows, further=further,
                is_filtered=any(asked.values())).show()  # fmt: skip


@requires(Permission.APPLICATION_ANSWER)
def write_down(request: HttpRequest) -> HttpResponse:
    """An application that came by telephone, at an event or at the door; of an enterprise unless the address says of whom."""
    kind = request.GET.get("kind") or Application.Kind.ENTERPRISE.value
    if kind not in Application.Kind.values:
        raise Http404
    asked: dict[str, Any] = {"user": request.user, "language": language(), "initial": {"applied_on": timezone.localdate()}}
    form: LeadForm | LeadOfKindForm = (LeadForm(request.POST or None, **asked) if kind == Application.Kind.ENTERPRISE
                                       else LeadOfKindForm(request.POST or None, kind=kind, **asked))  # fmt: skip
    page = Page(request, "desk/applications/new.html", form=form, kind=kind, kinds=Application.Kind.choices)
    if form.is_valid():
        made = applications.apply(by=cast(User, request.user), **form.facts())
        return redirect("desk:application", code=made.code)
    return page.show()


@requires(
    Permission.APPLICATION_READ,
    Application,
    load="programme,provider,answer__enterprise,answer__provider,answer__brand,answer__sponsor,answer__trainer,written_by",
)
def show(request: HttpRequest, application: Application) -> HttpResponse:
    """Who asks, whether they fit the rule and why, and what was answered."""
    return Page(
        request, "desk/applications/show.html", application=application, answer=getattr(application, "answer", None),
        verdict=eligibility.of_application(application), kind=SECTION_NAMES.get(section_of(application.isic), ""),
        may_answer=can(request.user, Permission.APPLICATION_ANSWER, application),
        may_welcome=welcoming.may_welcome(request.user, application), again=_again(request, application),
        answers=labelled(application.answers, language()), missing=[LABELS[n] for n in missing(application)],
        notes=list(application.notes.select_related("written_by")), providers=_providers(request, application),
    ).show()  # fmt: skip


def _providers(request: HttpRequest, application: Application) -> list[Provider]:
    """Who within reach could take care of it."""
    mine = visible(request.user, Permission.APPLICATION_ANSWER, Provider)
    return list(mine.filter(country=application.country_id).order_by("name"))


def _again(request: HttpRequest, application: Application) -> list[Application]:
    """Earlier and later applications of the same name in the same country."""
    mine = visible(request.user, Permission.APPLICATION_READ, Application)
    same = mine.filter(country_id=application.country_id, name_key=application.name_key).exclude(pk=application.pk)
    return list(same.order_by("-applied_on")[:5])


@requires(Permission.APPLICATION_ANSWER, Application, load="programme,provider,country")
def take_on(request: HttpRequest, application: Application) -> HttpResponse:
    """It becomes an enterprise: a new one, or one that is here already. Near duplicates are shown once before."""
    mine = visible(request.user, Permission.ENTERPRISE_READ, Enterprise)
    similar = resembling(application.name, application.country_id)
    seen = set(mine.filter(pk__in=[r.enterprise.pk for r in similar]).values_list("pk", flat=True))
    form = TakeOnForm(request.POST or None, user=request.user, initial={"provider": application.provider_id,  # type: ignore[arg-type]
                      "isic": application.isic if application.isic.isdigit() else ""})  # fmt: skip
    page = Page(request, "desk/applications/take_on.html", form=form, application=application,
                similar=[(r.enterprise, r.enterprise.pk in seen) for r in similar], is_warned=False,
                verdict=eligibility.of_application(application))  # fmt: skip
    if form.is_valid():
        facts = dict(form.cleaned_data)
        enterprise = _named(mine, facts.pop("enterprise"))
        if similar and enterprise is None and request.POST.get("another") != "yes":
            page.context["is_warned"] = True
            return page.show(422)
        made = applications.take_on(by=request.user, application=application, enterprise=enterprise, **facts)  # type: ignore[arg-type]
        messages.success(request, _("%(name)s is taken on. Make it an offer.") % {"name": made.name})
        return redirect("desk:enterprise", code=made.code)
    return page.show()


def _named(mine: Any, code: str) -> Enterprise | None:
    """The enterprise of this code among those one may see; none without a code."""
    if not code.strip():
        return None
    found: Enterprise | None = mine.filter(code=code.strip().upper()).first()
    if found is None:
        raise Refused(_("There is no enterprise with this code that you may see."), field="enterprise")
    return found


@requires(Permission.APPLICATION_ANSWER, Application)
def note(request: HttpRequest, application: Application) -> HttpResponse:
    """Mark it as seen, give it to a provider, ask the applicant, or remark something for the office."""
    user, deed = cast(User, request.user), request.POST.get("deed", "")
    if request.method == "POST" and deed == "seen":
        on_the_way.see(by=user, application=application)
    elif request.method == "POST" and deed == "give":
        chosen = [p for p in _providers(request, application) if p.code == request.POST.get("provider")]
        if chosen:
            on_the_way.give_to(by=user, application=application, provider=chosen[0])
    elif request.method == "POST" and deed in ("question", "remark"):
        say = on_the_way.ask if deed == "question" else on_the_way.remark
        say(by=user, application=application, text=request.POST.get("text", ""))
    return redirect("desk:application", code=application.code)


@requires(Permission.APPLICATION_ANSWER, Application, load="country")
def welcome(request: HttpRequest, application: Application) -> HttpResponse:
    """It becomes a provider, a brand, a sponsor or a trainer who signs in; who is there already is shown before."""
    if request.method == "POST":
        welcoming.welcome(by=cast(User, request.user), application=application)
        messages.success(request, _("%(name)s is taken on.") % {"name": application.name})
        return redirect("desk:application", code=application.code)
    return Page(request, "desk/applications/welcome.html", application=application, known=welcoming.already_there(application),
                answers=labelled(application.answers, language())).show()  # fmt: skip


@requires(Permission.APPLICATION_ANSWER, Application)
def decline(request: HttpRequest, application: Application) -> HttpResponse:
    """It is not taken on, for a reason."""
    form = ReasonForm(request.POST or None)
    page = Page(request, "desk/applications/decline.html", form=form, application=application)
    if form.is_valid():
        applications.decline(by=request.user, application=application, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        return redirect("desk:application", code=application.code)
    return page.show()
