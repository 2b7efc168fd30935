"""Enterprises that want to be seen, and the profile of each. Who takes it back is gone with the next request."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from genba.access.doors import public
from genba.directory.models import Enterprise
from genba.directory.models.enterprise import EnterpriseQuerySet
from genba.directory.places import SECTION_NAMES, country_name, section_of
from genba.publishing.models import EnterpriseListing
from genba.reports.front import front
from genba.reports.profile import profile_of, taken_by
from genba.reports.sheet.words import reason
from genba.web.base.fields import Offer
from genba.web.base.filters import Filter, Filters
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor


def seen() -> EnterpriseQuerySet:
    """The enterprises that want to be seen by everybody."""
    rows: EnterpriseQuerySet = Enterprise.objects.filter(pk__in=EnterpriseListing.objects.seen().values("enterprise_id"))
    return rows


@public
@cache_control(no_cache=True)
def list_enterprises(request: HttpRequest) -> HttpResponse:
    """Fifty by name, with search and filters in the address, and how many there are."""
    language = get_language() or "en"
    everybody = seen()
    offered = _filters(everybody.order_by().values_list("country_id", "isic").distinct(), language)
    asked = offered.asked(request.GET)
    rows = everybody.filter(country_id=asked["country"]) if asked["country"] else everybody
    rows = rows.of_section(asked["section"]) if asked["section"] else rows
    rows = rows.matching(asked["q"]) if asked["q"] else rows
    page = slice_of(rows.select_related("region"), ("name_key", "id"), request.GET.get("after", ""))
    further = with_cursor(request, page.next) if page.next else ""
    taken, all_of_them = taken_by(e.pk for e in page.rows), front(("enterprises",), language)
    return Page(
        request, "public/partners/enterprises.html", filters=offered.fields(asked), further=further, n=rows.count(),
        rows=[(e, taken.get(e.pk, ())) for e in page.rows], is_filtered=any(asked.values()),
        programme=all_of_them.figures[0] if all_of_them.figures else None, worked_out_at=all_of_them.worked_out_at,
    ).show()  # fmt: skip


def _filters(kinds: Iterable[tuple[str, str]], language: str) -> Filters:
    """The countries and kinds of business that there are, and no others."""
    pairs = list(kinds)
    countries = sorted(((c, country_name(c, language)) for c in {c for c, _isic in pairs}), key=lambda pair: pair[1])
    letters = sorted({letter for _c, isic in pairs if (letter := section_of(isic))})
    return Filters({
        "q": Filter(_("Name or town")),
        "country": Filter(_("Country"), Offer([("", _("all")), *countries])),
        "section": Filter(_("Kind of business"), Offer([("", _("all")), *((s, str(SECTION_NAMES[s])) for s in letters)])),
    })  # fmt: skip


@public
@cache_control(no_cache=True)
def show(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of one; there is no such page without its own consent. The code of a double leads to the one kept."""
    listing = EnterpriseListing.objects.seen().select_related("enterprise__region").filter(enterprise__code=code).first()
    if listing is None:
        kept = Enterprise.successor_of(code)
        if kept and EnterpriseListing.objects.seen().filter(enterprise=kept).exists():
            return redirect("profile", code=kept.code)
        raise Http404
    profile = profile_of(listing.enterprise, shows_results=listing.shows_results, words=listing.words,
                         language=get_language() or "en")  # fmt: skip
    return Page(request, "public/partners/profile.html", profile=profile, level=1, reason=reason).show()
