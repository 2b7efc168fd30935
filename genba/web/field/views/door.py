"""Check-in by phone, as whoever gives the class sees it: open it, show the code, see who came, take one back."""

from typing import Any, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.delivery.actions import checkin
from genba.delivery.models import Arrival, CheckIn, Newcomer, Session, Workshop
from genba.kit.svg.square import square_code
from genba.web.base import live_code
from genba.web.base.addresses import lasting
from genba.web.base.page import Page
from genba.web.field.views.attendance import chosen


class AnswerForm(forms.Form):
    """Whether a newcomer is another person than the one of that name."""

    is_another = forms.BooleanField(required=False)


@requires(Permission.ATTENDANCE_MARK, Workshop)
@never_cache
def show(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The square code of today's session while it is open, who came by it, and who waits for a yes."""
    sessions = list(workshop.sessions.all())
    if not sessions:
        return redirect("desk:workshop", code=workshop.code)
    session = chosen(sessions, request.GET.get("session", ""))
    form = AnswerForm(request.POST or None)
    check_in = _open(session)
    arrivals = Arrival.objects.filter(check_in__session=session).select_related(
        "participant__person", "participant__engagement__enterprise", "taken_back_by"
    )
    standing = [a for a in arrivals if a.taken_back_at is None]
    waiting = Newcomer.objects.filter(check_in__session=session, answered_at=None).select_related("engagement__enterprise")
    page = Page(
        request, "field/workshops/door.html", form=form, workshop=workshop, session=session, sessions=sessions,
        check_in=check_in, arrivals=list(arrivals), here=len(standing), waiting=list(waiting), people=workshop.participants.count(),
        is_today=session.held_on == timezone.localdate(), most=max((a.on_device for a in standing), default=0),
        **_code(request, check_in),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        _do(request, workshop, session, check_in, form.cleaned_data["is_another"])
        return redirect(f"{request.path}?{urlencode({'session': session.key})}")
    return page.show()


@requires(Permission.ATTENDANCE_MARK, Workshop, load="programme")
@never_cache
def screen(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Only the code, as large as it goes: for a projector or a tablet at the door."""
    found = CheckIn.objects.filter(session__workshop=workshop, closed_at=None).select_related("session").order_by("-pk")
    check_in = next((c for c in found if c.is_open), None)
    return Page(request, "field/workshops/door_screen.html", workshop=workshop, check_in=check_in,
                **_code(request, check_in)).show(200)  # fmt: skip


def _open(session: Session) -> CheckIn | None:
    found = CheckIn.objects.filter(session=session, closed_at=None).select_related("session").first()
    return found if found and found.is_open else None


def _code(request: HttpRequest, check_in: CheckIn | None) -> dict[str, Any]:
    if check_in is None:
        return {"address": "", "drawn": ""}
    address = lasting(request, "here", token=live_code.word_of(check_in.code))
    return {"address": address, "drawn": square_code(address, _("Opens the page to say: I am here"))}


def _do(request: HttpRequest, workshop: Workshop, session: Session, check_in: CheckIn | None, is_another: bool) -> None:
    """What the button that was used asks for."""
    by, said = cast(User, request.user), request.POST
    if "open" in said:
        checkin.open_door(by=by, workshop=workshop, session=session)
    elif "close" in said and check_in:
        checkin.close_door(by=by, check_in=check_in)
    elif "back" in said:
        checkin.take_back(by=by, arrival=_one(Arrival, session, said["back"]))
    elif "yes" in said:
        checkin.welcome(by=by, newcomer=_one(Newcomer, session, said["yes"]), is_another=is_another)
    elif "no" in said:
        checkin.turn_away(by=by, newcomer=_one(Newcomer, session, said["no"]))


def _one(model: Any, session: Session, code: str) -> Any:
    found = model.objects.filter(check_in__session=session, code=code).first()
    if found is None:
        raise Http404
    return found
