"""What stands before every view: `@requires` or `@public`. A test walks all routes and finds one or the other."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from genba.access import policy
from genba.access.permissions import Permission

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """This page is for everybody, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def open_form(view: View) -> View:
    """A page for everybody with a form that acts by no account's leave: a token in the address, or nothing at all.

    There is nothing that a forged request could borrow, so the form needs no proof of where it came from, and the page
    no cookie. What a browser says comes from another site is turned away all the same.
    """

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _comes_from_elsewhere(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    door.access = "public"  # type: ignore[attr-defined]
    door.csrf_exempt = True  # type: ignore[attr-defined]
    return door


def _comes_from_elsewhere(request: HttpRequest) -> bool:
    """By what browsers say of themselves; old ones say only the origin."""
    said, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if said is not None:
        return said not in ("same-origin", "none")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def signed_in(view: View) -> View:
    """This page is for whoever is signed in, about themselves only."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    door.access = "signed-in"  # type: ignore[attr-defined]
    return door


def requires(permission: Permission, model: type[Model] | None = None, *, load: str = "") -> Callable[[View], View]:
    """Only with this permission. With a model, the view receives the loaded row instead of its code.

    Not signed in: to the sign-in page. Invisible: 404. Visible but not permitted: 403. `load` names relations to
    fetch in the same query, with commas.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if model is None:
                if not policy.allowed(request.user, permission):
                    raise PermissionDenied
                return view(request, *args, **kwargs)
            code = kwargs.pop("code")
            thing = find(request.user, permission, model, code, load=load)
            if thing.code != code and request.method == "GET" and request.resolver_match:  # an old code: see `find`
                here = request.resolver_match
                answer: HttpResponse = redirect(here.view_name, *args, **{**kwargs, "code": thing.code})
                if query := request.META.get("QUERY_STRING"):
                    answer["Location"] += f"?{query}"
                return answer
            return view(request, thing, *args, **kwargs)

        door.access = permission  # type: ignore[attr-defined]
        return door

    return guard


def find(user: Any, permission: Permission, model: type[Model], code: str, *, load: str = "") -> Any:
    """The row with this code if the user may do this to it; Http404 if invisible, PermissionDenied if only visible.

    Whoever may do something to a thing may see it, so the happy path is one query. A model that can be merged has
    `successor_of`: the code of one that was merged leads to the one that was kept.
    """
    rows = policy.visible(user, permission, model)
    if load:
        rows = rows.select_related(*load.split(","))
    for thing in rows.filter(code=code)[:1]:  # not first(), which would put one row in order
        return thing
    read = model.hangs.read  # type: ignore[attr-defined]
    if permission != read and policy.visible(user, read, model).filter(code=code).exists():
        raise PermissionDenied
    successor_of = getattr(model, "successor_of", None)
    kept = successor_of(code) if successor_of else None
    if kept is not None and kept.code != code:
        return find(user, permission, model, kept.code, load=load)
    raise Http404
