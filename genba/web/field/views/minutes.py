"""Came late, left early: the minutes of a session, for those who were there; and who changed that list."""

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.delivery.actions import attendance
from genba.delivery.actions.attendance import Gap
from genba.delivery.models import Attendance, Workshop
from genba.delivery.register import register_of
from genba.reports.class_trail import trail_of
from genba.web.base.page import Page
from genba.web.field.minutes_forms import MinutesForm
from genba.web.field.views.attendance import chosen


@requires(Permission.ATTENDANCE_MARK, Workshop)
def edit(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Two numbers a person; what is not changed keeps its author and its hour."""
    register = register_of(workshop)
    if not register.sessions:
        return redirect("desk:workshop", code=workshop.code)
    session = chosen(register.sessions, request.GET.get("session", ""))
    rows = Attendance.objects.filter(session=session, minutes__gt=0)
    kept = {code: (minutes, Gap(late, early)) for code, minutes, late, early in
            rows.values_list("participant__person__code", "minutes", "late", "left_early")}  # fmt: skip
    people = [seat for seat in register.seats if seat.code in kept]
    form = MinutesForm(
        request.POST or None, session=session, people=people, kept=kept, initial={"version": workshop.version}
    )
    page = Page(request, "field/workshops/minutes.html", form=form, workshop=workshop, session=session, register=register,
                trail=trail_of(workshop, {s.code: s.name for s in register.seats}, session=session.key))  # fmt: skip
    if not form.is_valid():
        return page.show()
    if form.found:
        attendance.mark(by=cast(User, request.user), workshop=workshop, session=session, marks={}, gaps=form.found,
                        version=form.cleaned_data["version"])  # fmt: skip
    messages.success(request, _("The minutes are kept.") if form.found else _("Nothing was changed."))
    return redirect(f"{request.path}?{urlencode({'session': session.key})}")
