"""Locked months at the desk: lock one, see who opened what and why, open one thing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.directory.models import Country
from genba.directory.places import country_name
from genba.kit.days import in_words
from genba.programmes.actions import locks
from genba.programmes.locks import month_in_words
from genba.programmes.models import PeriodLock
from genba.programmes.trainers import providers_for
from genba.review.openable import openable
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.review_forms import LockForm, OpenForm


@requires(Permission.PERIOD_LOCK)
def list_locks(request: HttpRequest) -> HttpResponse:
    """The locked months within reach with what was opened in them, and the form that locks one more."""
    form = LockForm(request.POST or None, countries=_countries(request),
                    providers=list(providers_for(request.user, Permission.PERIOD_LOCK)))  # fmt: skip
    rows = visible(request.user, Permission.PERIOD_LOCK, PeriodLock).select_related("country", "provider", "locked_by")
    page = slice_of(rows.prefetch_related("openings__opened_by"), ("-month", "-id"), request.GET.get("after", ""))
    language = get_language() or "en"
    said = [(k, month_in_words(k.month), k.provider.name if k.provider else country_name(k.country_id or "", language))
            for k in page.rows]  # fmt: skip
    shown = Page(request, "desk/review/locks.html", form=form, rows=said,
                 further=with_cursor(request, page.next) if page.next else "")  # fmt: skip
    if form.is_valid():
        made = locks.lock(by=request.user, **form.facts())  # type: ignore[arg-type]
        messages.success(request, _("%(month)s is locked.") % {"month": month_in_words(made.month)})
        return redirect("desk:locks")
    return shown.show()


def _countries(request: HttpRequest) -> list[tuple[Country, str]]:
    """The countries whose months the reader may lock."""
    within = reach(request.user, Permission.PERIOD_LOCK)
    rows = Country.objects.all() if within is None else Country.objects.filter(pk__in=within.get("country", []))
    language = get_language() or "en"
    return sorted(((c, country_name(c.pk, language)) for c in rows), key=lambda pair: pair[1])


@requires(Permission.PERIOD_LOCK)
def open_one(request: HttpRequest, noun: str, code: str) -> HttpResponse:
    """One thing of a locked month may be changed for seven days, with the reason."""
    thing, name, found, back = _thing(request, noun, code)
    form = OpenForm(request.POST or None)
    page = Page(
        request, "desk/review/open.html", form=form, name=name, locks=[month_in_words(k.month) for k in found], back=back
    )
    if form.is_valid():
        made = locks.open_for(by=request.user, locks=found, thing=thing, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        messages.success(request, _("It can be changed until %(day)s.") % {"day": in_words(made[0].until_on)})
        return redirect(back)
    return page.show()


def _thing(request: HttpRequest, noun: str, code: str) -> tuple[Any, str, list[PeriodLock], str]:
    """What is to be opened, its name, the locks that are on it, and the page to go back to."""
    thing, found = openable(request.user, noun, code)
    if noun == "visit":
        return thing, f"{thing.engagement.enterprise.name}, {in_words(thing.visited_on)}", found, reverse(
            "field:visit", args=[code])  # fmt: skip
    if noun == "workshop":
        return thing, f"{thing.place}, {in_words(thing.starts_on)}", found, reverse("desk:workshop", args=[code])
    if noun == "enterprise":
        return thing, thing.name, found, reverse("desk:enterprise", args=[code])
    return thing, thing.enterprise.name, found, reverse("desk:engagement", args=[code])
