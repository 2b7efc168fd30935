"""Reminders by mail: wanted or not, by one's own page or by the link of a mail."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from genba.access.doors import public, signed_in
from genba.access.models import User
from genba.plans.actions import reminders
from genba.web.base.page import Page


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Whether the reader wants them."""
    return _answer(request, cast(User, request.user))


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the token is the leave, and all it can do is this
@public
def by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail works without signing in. Looking at it changes nothing: mail scanners follow links."""
    user = reminders.user_of(token)
    if user is None:
        raise Http404
    return _answer(request, user)


def _answer(request: HttpRequest, user: User) -> HttpResponse:
    if request.method == "POST":
        reminders.turn(user=user, on=request.POST.get("on") == "yes")
        return redirect(request.path)
    return Page(request, "enterprise/reminders.html", on=reminders.are_on(user), has_address=bool(user.email)).show()
