"""The way in: the first page, the own account, the language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from genba.access.adapter import home_of
from genba.access.doors import public, signed_in
from genba.web.base.language import SPOKEN
from genba.web.base.page import Page


@public
def home(request: HttpRequest) -> HttpResponse:
    """What genba is, and where to sign in; who is signed in goes to the own first page."""
    if request.user.is_authenticated and request.user.roles:
        return redirect(home_of(request.user))
    return Page(request, "public/home.html").show()


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Whose account this is, what it may do, and how to leave."""
    return Page(request, "public/account.html").show()


@public
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language and go back to where the reader was."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("language", "")
    if request.method == "POST" and chosen in SPOKEN:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax",
                            httponly=True, secure=settings.PRODUCTION)  # fmt: skip
    return response
