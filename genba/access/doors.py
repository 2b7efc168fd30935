"""What stands before every view: `@requires` or `@public`. A test walks all routes and finds one or the other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse

from genba.access import policy
from genba.access.permissions import Permission

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """This page is for everybody, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


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
            thing = find(request.user, permission, model, kwargs.pop("code"), load=load)
            return view(request, thing, *args, **kwargs)

        door.access = permission  # type: ignore[attr-defined]
        return door

    return guard


def find(user: Any, permission: Permission, model: type[Model], code: str, *, load: str = "") -> Any:
    """The row with this code if the user may do this to it; Http404 if invisible, PermissionDenied if only visible.

    Whoever may do something to a thing may see it, so the happy path is one query.
    """
    rows = policy.visible(user, permission, model)
    if load:
        rows = rows.select_related(*load.split(","))
    thing = rows.filter(code=code).first()
    if thing is not None:
        return thing
    read = model.hangs.read  # type: ignore[attr-defined]
    if permission != read and policy.visible(user, read, model).filter(code=code).exists():
        raise PermissionDenied
    raise Http404
