"""Who was there, from the sheet that people signed: type the numbers that are missing, look, keep."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.delivery.actions import attendance
from genba.delivery.models import Workshop
from genba.delivery.register import register_of
from genba.kit.ranges import parse_ranges
from genba.web.base.page import Page
from genba.web.field.signed_forms import SignedForm
from genba.web.field.views.attendance import chosen


@requires(Permission.ATTENDANCE_MARK, Workshop)
def signed(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """First the numbers, then the names behind them, then it is kept: nobody is marked away by a slip of the finger."""
    register = register_of(workshop)
    if not register.sessions:
        return HttpResponseRedirect(reverse("desk:workshop", kwargs={"code": workshop.code}))
    session = chosen(register.sessions, request.GET.get("session", ""))
    form = SignedForm(request.POST or None, initial={"version": workshop.version})
    page = Page(request, "field/workshops/signed.html", form=form, workshop=workshop, session=session, register=register,
                away=None, kept=session.pk in register.lists)  # fmt: skip
    if not form.is_valid():
        return page.show()
    seats = register.seats
    missing = parse_ranges(form.cleaned_data["numbers"], most=len(seats))
    page.context["away"] = [seat for seat in sorted(seats, key=lambda s: s.number) if seat.number in missing]
    page.context["here"] = len(seats) - len(missing)
    if "keep" not in request.POST:
        attendance.check_session(workshop, session)
        return page.show()
    was = register.lists.get(session.pk, {})
    marks: dict[str, Any] = {
        seat.code: 0 if seat.number in missing else was.get(seat.code) or session.minutes for seat in seats
    }
    attendance.mark(by=cast(User, request.user), workshop=workshop, session=session, marks=marks,
                    version=form.cleaned_data["version"])  # fmt: skip
    address = reverse("field:workshop", kwargs={"code": workshop.code})
    return HttpResponseRedirect(f"{address}?{urlencode({'session': session.key})}")
