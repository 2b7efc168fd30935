"""Who is here: the list of a session, by one thumb."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from genba.access.doors import requires
from genba.access.permissions import Permission
from genba.delivery.actions import attendance
from genba.delivery.actions.attendance import HERE, Marked, Marks
from genba.delivery.models import Session, Workshop
from genba.delivery.register import Register, register_of
from genba.directory.models import Sex, WorkRole
from genba.web.base.page import Page
from genba.web.field.attendance_forms import RosterForm

NOON = 13  # from this hour on, the list of today opens with the afternoon


@requires(Permission.ATTENDANCE_MARK, Workshop)
def mark(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The roster of one session with a tick per person. All of it is kept in one go, and can be taken back."""
    register = register_of(workshop)
    if not register.sessions:  # called off: the class page says why
        return HttpResponseRedirect(reverse("desk:workshop", kwargs={"code": workshop.code}))
    session = chosen(register.sessions, request.GET.get("session", ""))
    form = RosterForm(_posted(request, register), senders=register.senders, ticked=ticks(register, session),
                      initial={"version": workshop.version})  # fmt: skip
    page = Page(request, "field/workshops/attendance.html", form=form, workshop=workshop, session=session,
                register=register, names={key: str(name) for key, name in (*Sex.choices, *WorkRole.choices)}, saved=_saved(request, workshop))  # fmt: skip
    if request.method != "POST" or "all" in request.POST:
        return page.show()
    if "undo" in request.POST:
        form.is_valid()
        before = _taken_back(request, workshop, register.sessions)
        return _back(workshop, before) if before else page.show(422)
    if not form.is_valid():
        return page.show()
    was = register.lists.get(session.pk, {})
    marks = {code: (was.get(code) or session.minutes) if here else 0 for code, here in form.here.items()}
    done = attendance.mark(by=request.user, workshop=workshop, session=session, marks=marks,  # type: ignore[arg-type]
                           version=form.cleaned_data["version"], walk_in=form.walk_in())  # fmt: skip
    return _back(workshop, session, done)


def chosen(sessions: Sequence[Session], key: str) -> Session:
    """The session of the address; else the part of today that it is now; else the latest that was; else the first."""
    named = [s for s in sessions if s.key == key]
    now = timezone.localtime()
    today = [s for s in sessions if s.held_on == now.date()]
    if not named and today:
        return today[-1] if now.hour >= NOON else today[0]
    past = [s for s in sessions if not s.is_to_come]
    return (named or past[-1:] or list(sessions))[0]


def ticks(register: Register, session: Session) -> dict[str, bool]:
    """What stands ticked at first: the list as kept; before that, who was there earlier on the same day."""
    lists = register.lists
    earlier = [s for s in register.sessions if s.held_on == session.held_on and s.pk in lists and s.pk != session.pk]
    source = lists.get(session.pk) or (lists[earlier[-1].pk] if earlier else {})
    return {seat.code: bool(source.get(seat.code)) for seat in register.seats}


def _posted(request: HttpRequest, register: Register) -> Any:
    """What was sent; with the buttons for all or none, the same with every tick set or taken away."""
    if request.method != "POST":
        return None
    if "all" not in request.POST:
        return request.POST
    data = request.POST.copy()
    for seat in register.seats:
        data.pop(seat.code, None)
        if data["all"] == HERE:
            data[seat.code] = "on"
    return data


def _back(workshop: Workshop, session: Session, done: Marked | None = None) -> HttpResponse:
    """To the same list again; with how it was before, signed, for the button that takes it back."""
    query = {"session": session.key}
    if done:
        before = {"session": session.key, "version": workshop.version, "marks": done.before}
        query["saved"] = signing.dumps(before, salt=workshop.code, compress=True)
    return HttpResponseRedirect(f"{reverse('field:workshop', kwargs={'code': workshop.code})}?{urlencode(query)}")


def _saved(request: HttpRequest, workshop: Workshop) -> str:
    """The way back of the last change, as long as nobody changed anything since."""
    token = request.GET.get("saved", "")
    before = _read(token, workshop)
    return token if before and before["version"] == workshop.version else ""


def _read(token: str, workshop: Workshop) -> dict[str, Any] | None:
    try:
        before: dict[str, Any] = signing.loads(token, salt=workshop.code)
    except signing.BadSignature:
        return None
    return before


def _taken_back(request: HttpRequest, workshop: Workshop, sessions: Sequence[Session]) -> Session | None:
    """Put the list back as it was before the last change; None where the way back is not ours."""
    before = _read(request.POST["undo"], workshop)
    session = next((s for s in sessions if before and s.key == before["session"]), None)
    if before is None or session is None:
        return None
    marks: Marks = before["marks"]
    attendance.mark(by=request.user, workshop=workshop, session=session, marks=marks, version=before["version"])  # type: ignore[arg-type]
    messages.success(request, _("Taken back: the list is as it was."))
    return session
