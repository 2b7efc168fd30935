"""The owner decides whether everybody sees the enterprise, looks first at exactly that, and takes it back."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.directory.models import Enterprise
from genba.publishing.actions import listings, shown
from genba.publishing.models import EnterpriseListing
from genba.reports.profile import profile_of
from genba.reports.sheet.words import reason
from genba.web.base.page import Page
from genba.web.enterprise.listing_forms import ListingForm


@requires(Permission.CONSENT_GIVE, Enterprise, load="region")
def show(request: HttpRequest, enterprise: Enterprise) -> HttpResponse:
    """Choose, look, publish, take back. Looking shows nothing to anybody else."""
    listing = EnterpriseListing.objects.in_force().filter(enterprise=enterprise).first()
    now = (
        {"shows_results": listing.shows_results, "words": listing.words}
        if listing
        else {"shows_results": False, "words": ""}
    )
    deed = request.POST.get("deed", "")
    form = ListingForm(request.POST if deed in ("look", "publish") else None, initial=now)
    is_good = form.is_bound and form.is_valid()
    chosen = form.cleaned_data if is_good else now
    profile = profile_of(enterprise, **chosen, language=get_language() or "en")
    page = Page(request, "enterprise/sharing/everybody.html", form=form, enterprise=enterprise, listing=listing, level=2,
                profile=profile, reason=reason, is_typed=is_good)  # fmt: skip
    if deed == "withdraw" and listing:
        listings.withdraw_enterprise(by=cast(User, request.user), listing=listing)
        messages.success(request, _("Taken back. Nobody sees it any more."))
    elif deed == "stories":
        shown.withdraw_all(by=cast(User, request.user), enterprise=enterprise)
        messages.success(request, _("No story names your enterprise any more."))
    elif deed == "publish" and is_good:
        _publish(cast(User, request.user), enterprise, listing, form.cleaned_data)
        messages.success(request, _("Everybody can see it now."))
    else:
        return page.show()
    return redirect("enterprise:everybody", code=enterprise.code)


def _publish(by: User, enterprise: Enterprise, listing: EnterpriseListing | None, chosen: dict[str, Any]) -> None:
    if listing:
        listings.change(by=by, listing=listing, **chosen)
    else:
        listings.list_enterprise(by=by, enterprise=enterprise, **chosen)
