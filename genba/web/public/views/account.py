"""The own account: who one is here, what one may do and why, keys for programs, the way out."""

from typing import Any

from django.contrib import messages
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
from genba.directory.models import Brand, Enterprise, Provider, Sponsor
from genba.programmes.trainers import TRAINING_ROLES
from genba.publishing.actions import listings
from genba.publishing.models import TrainerListing
from genba.publishing.trainers import entry_of
from genba.web.base.page import Page
from genba.web.base.words import country, language
from genba.web.public.forms import ContactForm, TokenForm
from genba.web.public.views.trainers import in_words

NAMED: dict[str, Any] = {"provider": Provider, "enterprise": Enterprise, "brand": Brand, "sponsor": Sponsor}


@signed_in
def show(request: HttpRequest) -> HttpResponse:
    """Whose account this is, what it may do, and how to leave."""
    return _page(request, TokenForm(user=request.user)).show()  # type: ignore[arg-type]


@signed_in
def listing(request: HttpRequest) -> HttpResponse:
    """A trainer stands in the public directory, or no longer; one may look first at what everybody would see."""
    user: User = request.user  # type: ignore[assignment]
    if request.method != "POST":
        return redirect("account")
    if request.POST.get("deed") == "withdraw":
        _page(request, TokenForm(user=user))
        listings.withdraw_trainer(by=user)
        messages.success(request, _("Taken back. You stand in the directory no longer."))
        return redirect("account")
    asked = ContactForm(request.POST)
    page = _page(request, TokenForm(user=user), asked)
    if not asked.is_valid() or request.POST.get("deed") == "look":
        return page.show(422 if asked.errors else 200)
    listings.list_trainer(by=user, **asked.cleaned_data)
    messages.success(request, _("You want to stand in the public directory. It is kept."))
    return redirect("account")


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


def _page(request: HttpRequest, form: TokenForm, asked: ContactForm | None = None) -> Page:
    user: User = request.user  # type: ignore[assignment]
    kept = Token.objects.filter(grant__user=user).select_related("grant").order_by("-made_at")
    return Page(
        request, "public/account.html", form=form, tokens=[t for t in kept if t.is_good],
        may_make=allowed(user, Permission.TOKEN_MAKE), has_password=user.has_usable_password(),
        roles=[(ROLES[g.role], scope_in_words(g)) for g in user.held], directory=_directory(user, asked),
    )  # fmt: skip


def _directory(user: User, asked: ContactForm | None) -> dict[str, Any] | None:
    """For trainers: whether they stand in the public directory, and what everybody sees or would see."""
    if not any(g.role in TRAINING_ROLES for g in user.held):
        return None
    now = TrainerListing.objects.in_force().filter(trainer=user).first()
    contact = now.contact if now else user.email or ""
    form = asked or ContactForm(initial={"contact": contact})
    if form.is_bound and form.is_valid():
        contact = form.cleaned_data["contact"]
    entry, spoken, places = in_words(entry_of(user, contact), language())
    return {"now": now, "form": form, "entry": entry, "spoken": spoken, "places": places, "is_typed": form.is_bound}


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
