"""The way in: the first page, the card with its PIN, the language."""

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from genba.access.actions import passes, users
from genba.access.adapter import home_of
from genba.access.doors import public
from genba.access.roles import ROLES
from genba.programmes.curricula import curriculum
from genba.publishing.cards import latest_cards
from genba.publishing.facing import facing
from genba.reports.front import front
from genba.web.base.language import SPOKEN, parted
from genba.web.base.linked_data import organization
from genba.web.base.page import Page
from genba.web.base.words import MANY
from genba.web.base.words import language as spoken
from genba.web.public.forms import PassForm


@public
def home(request: HttpRequest) -> HttpResponse:
    """What genba is, and where to sign in; who is signed in goes to the own first page."""
    if request.user.is_authenticated and request.user.roles:
        return redirect(home_of(request.user))
    modules = [m for m in curriculum().modules if m.status == "active"]
    roles = list(ROLES.values()) if settings.DEMO else []
    return Page(request, "public/home.html", modules=modules, roles=roles, many=MANY, latest=latest_cards(spoken()),
                data=organization(facing(), request.build_absolute_uri()),
                front=front(facing().figures, spoken())).show()  # fmt: skip


@public
@never_cache
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in with a card: its code (already there when the card was scanned) and the PIN."""
    form = PassForm(request.POST or None, initial={"code": request.GET.get("code", "")[:20]})
    page = Page(request, "public/enter.html", form=form)
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="login")
    if too_many:
        return too_many
    if form.is_valid():
        user = passes.check(form.cleaned_data["code"], form.cleaned_data["pin"])
        # Through the library's own gate: a new session, and the second factor of those who set one up.
        welcome: HttpResponse = perform_login(request, user)
        return welcome
    return page.show()


@public
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language and go back to where the reader was."""
    target = parted(request.POST.get("next", "/"))[1]  # else the language in the address would have the last word
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("language", "")
    if request.method == "POST" and chosen in SPOKEN:
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 86400, samesite="Lax",
                            httponly=True, secure=settings.PRODUCTION)  # fmt: skip
        if request.user.is_authenticated and request.user.language != chosen:
            users.speak(by=request.user, language=chosen)
    return response
