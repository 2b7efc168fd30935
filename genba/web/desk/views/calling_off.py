"""A class that did not happen, and the new days it gets; who else was in the room; the free days of a country."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from genba.access.doors import find, requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import allowed, visible
from genba.delivery.actions import calling_off, guests
from genba.delivery.models import Guest, Workshop
from genba.directory.actions import holidays
from genba.directory.models import Country, Holiday
from genba.web.base.page import Page
from genba.web.base.paging import slice_of, with_cursor
from genba.web.desk.calling_off_forms import CallOffForm, GuestForm, HoldAgainForm, HolidayForm


@requires(Permission.WORKSHOP_PLAN, Workshop)
def call_off(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """It does not happen, because …"""
    sessions = list(workshop.sessions.all())
    form = CallOffForm(request.POST or None, sessions=sessions, initial={"version": workshop.version, "session": ""})
    page = Page(request, "desk/workshops/call_off.html", form=form, workshop=workshop, theirs=None)
    if form.is_valid():
        chosen = next((s for s in sessions if s.key == form.cleaned_data["session"]), None)
        calling_off.call_off(by=cast(User, request.user), workshop=workshop, version=form.cleaned_data["version"],
                             reason=form.cleaned_data["reason"], session=chosen)  # fmt: skip
        messages.success(request, _("It is called off. Everybody stays on the list; give it a new day when you know one."))
        return redirect("desk:workshop", code=workshop.code)
    return page.show()


@requires(Permission.WORKSHOP_PLAN, Workshop)
def hold_again(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """New days for everything that is called off, or for the one session of the address."""
    rows = list(workshop.called_off.standing())
    asked = request.GET.get("session", "")
    one = next((row for row in rows if row.code == asked), None)
    if not rows or (asked and one is None):
        raise Http404
    days = len({row.held_on for row in ([one] if one else rows)})
    form = HoldAgainForm(request.POST or None, days=days, initial={"version": workshop.version})
    page = Page(request, "desk/workshops/hold_again.html", form=form, workshop=workshop, rows=[one] if one else rows,
                theirs=None)  # fmt: skip
    if form.is_valid():
        calling_off.hold_again(by=cast(User, request.user), workshop=workshop, version=form.cleaned_data["version"],
                               days=form.days(), called_off=one, because=form.cleaned_data["because"])  # fmt: skip
        messages.success(request, _("It has a new day. Everybody is on the list as before."))
        return redirect("desk:workshop", code=workshop.code)
    return page.show()


@requires(Permission.ATTENDANCE_MARK, Workshop, load="trainer")
def guest_new(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Who else was in the room."""
    days = sorted({s.held_on for s in workshop.sessions.all() if s.held_on <= timezone.localdate()})
    form = GuestForm(request.POST or None, days=days, initial={"there_on": days[-1].isoformat() if days else ""})
    page = Page(request, "desk/workshops/guest.html", form=form, workshop=workshop, days=days)
    if form.is_valid():
        guests.note(by=cast(User, request.user), workshop=workshop, **form.cleaned_data)
        return redirect("desk:workshop", code=workshop.code)
    return page.show()


@require_POST
@requires(Permission.ATTENDANCE_MARK, Workshop)
def guest_remove(request: HttpRequest, workshop: Workshop, person: str) -> HttpResponse:
    """A slip: the person was not there."""
    guest = visible(request.user, Permission.ATTENDANCE_MARK, Guest).filter(workshop=workshop, code=person).first()
    if guest is None:
        raise Http404
    guests.remove(by=cast(User, request.user), guest=guest)
    messages.success(request, _("%(name)s is taken off.") % {"name": guest.name})
    return redirect("desk:workshop", code=workshop.code)


@requires(Permission.WORKSHOP_READ)
def list_holidays(request: HttpRequest) -> HttpResponse:
    """The free days of the countries within reach, those of this year and later; whoever may writes more of them."""
    since = timezone.localdate().replace(month=1, day=1)
    mine = visible(request.user, Permission.WORKSHOP_READ, Holiday) | Holiday.objects.filter(
        country__in=visible(request.user, Permission.ENTERPRISE_READ, Country)
    )
    rows: Any = mine.filter(held_on__gte=since).distinct()
    may_edit = allowed(request.user, Permission.HOLIDAY_EDIT)
    countries = (
        visible(request.user, Permission.HOLIDAY_EDIT, Country).order_by("code") if may_edit else Country.objects.none()
    )
    form = HolidayForm(request.POST or None if may_edit else None, countries=countries)
    slice_ = slice_of(rows, ("held_on", "id"), request.GET.get("after", ""))
    further = with_cursor(request, slice_.next) if slice_.next else ""
    page = Page(request, "desk/workshops/holidays.html", form=form, rows=slice_.rows, further=further, may_edit=may_edit)
    if form.is_valid():
        made = holidays.note(by=cast(User, request.user), country=form.cleaned_data["country"],
                             days=holidays.read_lines(form.cleaned_data["lines"]))  # fmt: skip
        said = ngettext("%(n)s day is written down.", "%(n)s days are written down.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("desk:holidays")
    return page.show()


@require_POST
@requires(Permission.HOLIDAY_EDIT)
def holiday_remove(request: HttpRequest, code: str) -> HttpResponse:
    """It is no holiday after all."""
    holiday = find(request.user, Permission.HOLIDAY_EDIT, Holiday, code)
    holidays.remove(by=cast(User, request.user), holiday=holiday)
    return redirect("desk:holidays")
