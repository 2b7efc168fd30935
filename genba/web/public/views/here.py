"""I am here: whoever sits in a class says so by phone, without an account, by the square code that the trainer shows."""

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from genba.access.doors import open_form
from genba.delivery.actions import checkin
from genba.delivery.models import CheckIn, Participant, Participation
from genba.delivery.register import Register, Sender, register_of
from genba.web.base import live_code
from genba.web.base.page import Page
from genba.web.public.here_forms import NewcomerForm

COOKIE = "here"


@open_form
@never_cache
def here(request: HttpRequest, token: str) -> HttpResponse:
    """First the enterprise, then the name, then one tap. Each step is an address of its own, and needs no script."""
    if too_many := ratelimit.consume_or_429(request, action="here"):
        return too_many  # type: ignore[no-any-return]
    check_in = _opened(request, token)
    if check_in is None:
        return _too_old(request)
    workshop, register = check_in.session.workshop, register_of(check_in.session.workshop)
    sender = _sender(check_in, register, request.GET.get("from", ""))
    me = next((s for s in sender.seats if live_code.handle(check_in.code, s.code) == request.GET.get("me", "")),
              None) if sender else None  # fmt: skip
    page = Page(request, "public/here.html", workshop=workshop, session=check_in.session, register=register, sender=sender,
                me=me, token=token, name_of=lambda code: live_code.handle(check_in.code, code),
                form=forms.Form(request.POST or None))  # fmt: skip
    if request.method != "POST" or me is None:
        return page.show(200)
    many = live_code.brought(request.COOKIES.get(COOKIE), check_in.code) + 1
    participant = Participant.objects.select_related("person").get(workshop=workshop, person__code=me.code)
    done = checkin.arrive(check_in=check_in, participant=participant, on_device=many)
    missed = check_in.session.minutes - done.minutes
    said = _("%(name)s is on the list of those who are here.") % {"name": me.name}
    late = _("It says that you came %(n)s minutes late.") % {"n": missed} if missed else ""
    messages.success(request, f"{said} {late}".strip())
    return _counted(redirect("here", token=token), check_in, many)


@open_form
@never_cache
def new(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody who is not on the list writes who they are; whoever gives the class says yes or no."""
    if too_many := ratelimit.consume_or_429(request, action="here"):
        return too_many  # type: ignore[no-any-return]
    check_in = _opened(request, token)
    if check_in is None:
        return _too_old(request)
    rows = check_in.session.workshop.participations.select_related("engagement__enterprise")
    coming: dict[str, Participation] = {live_code.handle(check_in.code, p.engagement.enterprise.code): p for p in rows}
    senders = sorted(((key, p.engagement.enterprise.name) for key, p in coming.items()), key=lambda pair: pair[1])
    form = NewcomerForm(request.POST or None, senders=senders)
    page = Page(request, "public/here_new.html", form=form, workshop=check_in.session.workshop, session=check_in.session,
                token=token)  # fmt: skip
    if not form.is_valid():
        return page.show()
    many = live_code.brought(request.COOKIES.get(COOKIE), check_in.code) + 1
    typed = form.cleaned_data
    made = checkin.introduce(check_in=check_in, engagement=coming[typed["enterprise"]].engagement, name=typed["name"],
                             sex=typed["sex"], role=typed["role"], on_device=many)  # fmt: skip
    messages.success(request, _("Thank you, %(name)s. The trainer sees your name now and puts you on the list.")
                     % {"name": made.name})  # fmt: skip
    return _counted(redirect("here", token=token), check_in, many)


def _opened(request: HttpRequest, token: str) -> CheckIn | None:
    """The check-in that the word opens, while it is open; None for an old word, a wrong one, or a closed door."""
    code, is_live = live_code.read(token, finishing=request.method == "POST" or "from" in request.GET)
    if not is_live:
        return None
    found = CheckIn.objects.select_related("session__workshop__programme").filter(code=code).first()
    return found if found and found.is_open else None


def _too_old(request: HttpRequest) -> HttpResponse:
    return Page(request, "public/here_old.html").show(410)


def _sender(check_in: CheckIn, register: Register, asked: str) -> Sender | None:
    """The enterprise that was chosen; the only one, where there is no choice."""
    only = register.senders[0] if len(register.senders) == 1 else None
    return next((s for s in register.senders if live_code.handle(check_in.code, s.code) == asked), only)


def _counted(answer: Any, check_in: CheckIn, many: int) -> HttpResponse:
    answer.set_cookie(COOKIE, live_code.brought_cookie(check_in.code, many), max_age=live_code.DEVICE_SECONDS, samesite="Lax",
                      httponly=True, secure=settings.PRODUCTION, path="/here/")  # fmt: skip
    return answer  # type: ignore[no-any-return]
