"""The desk's enterprises: find, register, put right."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import allowed, visible
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise, Merge
from genba.directory.models.enterprise import EnterpriseQuerySet
from genba.directory.models.sex import Sex
from genba.directory.resemblance import resembling
from genba.programmes.models import Engagement, Offer
from genba.review.openable import closed_months
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.forms import EditForm, RegisterForm, filters
from genba.web.desk.likely import enterprises_seen

SHOWN = ("id", "name_key", "code", "name", "city", "region__name", "country_id", "isic", "headcount")


@requires(Permission.ENTERPRISE_READ)
def list_enterprises(request: HttpRequest) -> HttpResponse:
    """Fifty enterprises by name, with search and filters in the address."""
    offered = filters(get_language() or "en")
    asked = offered.asked(request.GET)
    mine = visible(request.user, Permission.ENTERPRISE_READ, Enterprise)
    rows = cast(EnterpriseQuerySet, mine)
    if asked["country"]:
        rows = rows.filter(country_id=asked["country"])
    if asked["sector"]:
        rows = rows.of_section(asked["sector"])
    if asked["size"]:
        rows = rows.of_size(asked["size"])
    if asked["owned"]:
        rows = rows.filter(owned=asked["owned"])
    if asked["doors"] != "all":
        rows = rows.closed() if asked["doors"] == "closed" else rows.open()
    if asked["q"]:
        rows = rows.matching(asked["q"])
    page = slice_of(rows.values_list(*SHOWN, named=True), ("name_key", "id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    return Page(request, "desk/enterprises/list.html", filters=offered.fields(asked), rows=page.rows, further=further,
                is_filtered=any(asked.values())).show()  # fmt: skip


@requires(Permission.ENTERPRISE_REGISTER)
def register(request: HttpRequest) -> HttpResponse:
    """A new enterprise. Near duplicates are shown once before it is made; sending again says it is another."""
    form = RegisterForm(request.POST or None, user=request.user, language=get_language() or "en")  # type: ignore[arg-type]
    page = Page(request, "desk/enterprises/register.html", form=form, similar=[], sexes=list(Sex))
    if form.is_valid():
        facts = form.cleaned_data
        similar = resembling(facts["name"], facts["country"], phone=facts["phone"])
        if similar and request.POST.get("another") != "yes":
            page.context["similar"] = enterprises_seen(request.user, similar)
            return page.show(422)
        enterprise = enterprises.register(by=request.user, **facts)  # type: ignore[arg-type]
        return redirect("desk:enterprise", code=enterprise.code)
    return page.show()


@requires(Permission.ENTERPRISE_REGISTER)
def similar(request: HttpRequest) -> HttpResponse:
    """The part of the page that warns while a name is typed."""
    name, country, phone = (request.GET.get(part, "")[:150] for part in ("name", "country", "phone"))
    found = enterprises_seen(request.user, resembling(name, country, phone=phone))
    return Page(request, "desk/enterprises/similar.html", similar=found).show()


@requires(Permission.ENTERPRISE_READ, Enterprise, load="region")
def show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """One enterprise: what it is, who works there, which modules it takes."""
    workforce = enterprise.workforce.order_by("-counted_on", "role", "sex")
    latest = [w for w in workforce if w.counted_on == workforce[0].counted_on] if workforce else []
    mine = visible(request.user, Permission.ENGAGEMENT_READ, Engagement).filter(enterprise=enterprise)
    engagements = mine.select_related("provider", "trainer", "withdrawal").order_by("-agreed_on")
    merges = Merge.objects.filter(noun=Merge.Noun.ENTERPRISE, kept_code=enterprise.code, undone_at=None)
    offers = visible(request.user, Permission.OFFER_READ, Offer).filter(enterprise=enterprise).order_by("-offered_on", "-pk")
    return Page(request, "desk/enterprises/show.html", enterprise=enterprise, workforce=latest, engagements=engagements,
                closed=closed_months(request.user, enterprise),
                life=list(enterprise.events.select_related("other")),
                offers=offers.select_related("provider", "agreement", "cancellation", "acceptance")[:20],
                merges=merges if allowed(request.user, Permission.ENTERPRISE_EDIT) else ()).show()  # fmt: skip


@requires(Permission.ENTERPRISE_EDIT, Enterprise, load="region")
def edit(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """Put the facts of an enterprise right; two editors at once are both heard."""
    facts = ("name", "city", "address", "phone", "isic", "output_unit", "owned", "version")
    initial = {f: getattr(enterprise, f) for f in facts} | {"region": enterprise.region.name if enterprise.region else ""}
    form = EditForm(request.POST or None, initial=initial)
    page = Page(request, "desk/enterprises/edit.html", form=form, enterprise=enterprise)
    if form.is_valid():
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        enterprises.edit(enterprise=enterprise, by=request.user, version=version, changes=changes)  # type: ignore[arg-type]
        return redirect("desk:enterprise", code=enterprise.code)
    return page.show()
