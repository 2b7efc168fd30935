"""The owner decides what each brand sees, and sees exactly that."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.models import Event
from genba.directory.models import Brand, Enterprise
from genba.partnerships import actions as consents
from genba.partnerships.models import Consent
from genba.publishing.models import EnterpriseListing
from genba.reports.shared import shared_sheet
from genba.reports.sheet import enterprise_sheet
from genba.reports.sheet.words import reason
from genba.web.base.page import Page
from genba.web.enterprise.forms import GiveForm
from genba.web.enterprise.views.sheets import own_enterprise

BRANDS = 50
VIEWS = 20


@requires(Permission.CONSENT_GIVE)
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader's own enterprise shares."""
    return _show(request, own_enterprise(request, Permission.CONSENT_GIVE))


@requires(Permission.CONSENT_GIVE, Enterprise)
def show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """Each brand, what it may see, and who looked; a consent is given or taken back here."""
    return _show(request, enterprise)


def _show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    form = GiveForm(request.POST or None)
    standing = list(Consent.objects.in_force().filter(enterprise=enterprise).select_related("brand"))
    brands = list(Brand.objects.order_by("name")[:BRANDS])
    given = {(c.brand_id, c.covers): c for c in standing}
    rows = [(b, [(kind, given.get((b.pk, kind.value))) for kind in Consent.Covers]) for b in brands]
    views = Event.objects.filter(noun="enterprise", code=enterprise.code, verb="view-shared").order_by("-at")[:VIEWS]
    listing = EnterpriseListing.objects.in_force().filter(enterprise=enterprise).first()
    page = Page(request, "enterprise/sharing/show.html", form=form, enterprise=enterprise, rows=rows, views=views,
                listing=listing)  # fmt: skip
    if request.method == "POST" and form.is_valid():
        _decide(request, enterprise, given, form)
        return redirect("enterprise:sharing", code=enterprise.code)
    return page.show()


def _decide(request: HttpRequest, enterprise: Enterprise, given: dict[tuple[int, str], Consent], form: GiveForm) -> None:
    """One button was pressed: give or take back one kind, for one brand."""
    user = cast(User, request.user)
    brand = Brand.objects.filter(code=request.POST.get("brand", "")).first()
    covers = request.POST.get("covers", "")
    if brand is None or covers not in Consent.Covers.values:
        raise Http404
    standing = given.get((brand.pk, covers))
    if request.POST.get("deed") == "withdraw":
        if standing:
            consents.withdraw(by=user, consent=standing)
        return
    consents.give(by=user, enterprise=enterprise, brand=brand, covers=covers, until_on=form.cleaned_data["until_on"])


@requires(Permission.CONSENT_GIVE, Enterprise)
def preview(request: HttpRequest, enterprise: Enterprise, brand: str) -> HttpResponse:
    """Exactly what a brand sees now; with ?all=yes what it would see with everything given."""
    whom = Brand.objects.filter(code=brand).first()
    if whom is None:
        raise Http404
    standing = Consent.objects.in_force().filter(enterprise=enterprise, brand=whom)
    is_all = request.GET.get("all") == "yes"
    covers = frozenset(Consent.Covers.values if is_all else standing.values_list("covers", flat=True))
    sheet = enterprise_sheet(enterprise, language=get_language() or "en")
    return Page(request, "enterprise/sharing/preview.html", enterprise=enterprise, brand=whom, covers=covers,
                is_all=is_all, reason=reason, shared=shared_sheet(sheet, covers)).show()  # fmt: skip
