from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

PASSED = "second_factor_is_set"
# What must stay open for somebody who is on the way to setting up the second factor.
OPEN_PREFIXES = ("/account/", "/static/", "/language/")


class SecondFactorMiddleware:
    """Staff who sign in with a password set up a second factor before they see anything else.

    Once seen, it is remembered in the session, so that no page pays a query for it. Demonstration sign-in marks the
    session as passed; it does not exist in production.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.must_set_up(request):
            messages.info(
                request, _("Please set up a second factor first. It takes two minutes and a phone.")
            )
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def must_set_up(self, request: HttpRequest) -> bool:
        if request.path.startswith(OPEN_PREFIXES) or not request.session.get("_auth_user_id"):
            return False
        if settings.DEMO or request.session.get(PASSED) or not request.user.is_authenticated:
            return False
        if request.user.is_staff_member and not Authenticator.objects.filter(user=request.user).exists():
            return True
        request.session[PASSED] = True
        return False
