"""The own account: who one is here, what one may do and why, keys for programs, the way out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from genba.access.actions import tokens
from genba.access.doors import requires, signed_in
from genba.access.models import Grant, Token, User
from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.access.roles import ROLES
from genba.directory.models import Brand, Enterprise, Provider
from genba.web.base.page import Page
from genba.web.base.words import country, language
from genba.web.public.forms import TokenForm

NAMED: dict[str, Any] = {"provider": Provider, "enterprise": Enterprise, "brand": Brand}


@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Whose account this is, what it may do, and how to leave."""
    return _page(request, TokenForm(user=request.user)).show()  # type: ignore[arg-type]


@requires(Permission.TOKEN_MAKE)
@never_cache
def make_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show its secret, this once."""
    if request.method != "POST":
        return redirect("account")
    form = TokenForm(request.POST, user=request.user)  # type: ignore[arg-type]
    page = _page(request, form)
    if form.is_valid():
        token, secret = tokens.make(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return Page(request, "public/token.html", token=token, secret=secret).show()
    return page.show()


@signed_in
@require_POST
def revoke_token(request: HttpRequest, code: str) -> HttpResponse:
    """Stop a token of one's own."""
    user: User = request.user  # type: ignore[assignment]
    token = Token.objects.filter(grant__user=user, code=code).first()
    if token is None:
        raise Http404
    tokens.revoke(by=user, token=token)
    return redirect("account")


def _page(request: HttpRequest, form: TokenForm) -> Page:
    user: User = request.user  # type: ignore[assignment]
    kept = Token.objects.filter(grant__user=user).select_related("grant").order_by("-made_at")
    return Page(
        request, "public/account.html", form=form, tokens=[t for t in kept if t.is_good],
        may_make=allowed(user, Permission.TOKEN_MAKE), has_password=user.has_usable_password(),
        roles=[(ROLES[g.role], scope_in_words(g)) for g in user.held],
    )  # fmt: skip


def scope_in_words(grant: Grant) -> str:
    """Where a grant holds, as a person would say it."""
    if grant.scope_kind == "everywhere":
        return _("everywhere")
    if grant.scope_kind == "self":
        return _("for the enterprises given to you")
    if grant.scope_kind == "country":
        return country(grant.scope_id, language=language())
    found = NAMED[grant.scope_kind].objects.filter(pk=grant.scope_id).first()
    return str(found.name) if found else ""
