from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

PASSED = "second_factor_is_set"
SECOND_FACTOR = "/account/2fa/"
# What must stay open for somebody who is on the way to setting up the second factor. The account page is not among
# it: a token made there would be a way around the second factor.
OPEN_PREFIXES = (
    SECOND_FACTOR, "/account/login/", "/account/logout/", "/account/reauthenticate/", "/account/password/", "/enter/",
    "/static/", "/language/",
)  # fmt: skip


class SecondFactorMiddleware:
    """Staff who sign in with a password set up a second factor before they see anything else.

    Once seen, it is remembered in the session, so that no page pays a query for it; a visit to the pages where it can
    be taken away forgets it. Demonstration sign-in marks the session as passed; it does not exist in production.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(SECOND_FACTOR) and request.session.get(PASSED):
            del request.session[PASSED]
        if not self.must_set_up(request):
            return self.get_response(request)
        if request.path_info.startswith("/api/"):
            raise PermissionDenied
        messages.info(request, _("Please set up a second factor first. It takes two minutes and a phone."))
        return redirect("mfa_activate_totp")

    def must_set_up(self, request: HttpRequest) -> bool:
        if request.path_info.startswith(OPEN_PREFIXES) or not request.session.get("_auth_user_id"):
            return False
        if settings.DEMO or request.session.get(PASSED) or not request.user.is_authenticated:
            return False
        apps = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP)
        if request.user.is_staff_member and not apps.exists():
            return True
        request.session[PASSED] = True
        return False
