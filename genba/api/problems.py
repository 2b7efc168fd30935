"""What went wrong, as problem details (RFC 9457): a status, a title, a sentence, and which field it is about."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.responses import Response
from pydantic import Field

from genba.api.sentences import STATUSES, sentence
from genba.kit.refused import Refused, Stale
from genba.reports.tools import Wrong

logger = logging.getLogger(__name__)


class Fault(Schema):
    """What is wrong with one field of what was sent."""

    field: str
    detail: str


class Problem(Schema):
    """Problem details as in RFC 9457."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str = ""
    errors: list[Fault] = Field(default_factory=list)
    version: int | None = Field(None, description="Of a thing that somebody else changed: its version now.")
    current: dict[str, Any] | None = Field(None, description="And what it says now, for the fields that were sent.")


class Changed(Exception):
    """The thing is no longer what If-Match says."""


class Blind(Exception):
    """An edit that does not say which state it was made from."""


class Unworkable(Exception):
    """Inputs that a tool cannot work with, or to which it gives no figure; each with its place."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        super().__init__("; ".join(map(str, wrongs)))
        self.wrongs = wrongs


def problem(status: int, title: str, detail: str = "", **more: Any) -> HttpResponse:
    body = Problem(status=status, title=title, detail=detail, **more).model_dump(exclude_defaults=True)
    return Response({"type": "about:blank", **body}, status=status, content_type="application/problem+json")


def handle_all(api: NinjaAPI) -> None:
    """Every exception that the house raises on purpose, as a problem. Others are ours, and stay a 500."""
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(PermissionDenied, forbidden)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(Throttled, too_many)
    api.add_exception_handler(HttpError, other)
    api.add_exception_handler(ValidationError, not_as_described)
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(Stale, stale)
    api.add_exception_handler(Unworkable, unworkable)
    api.add_exception_handler(Changed, changed)
    api.add_exception_handler(Blind, blind)
    api.add_exception_handler(OperationalError, not_now)


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with problem details for what the library refuses before it comes to an operation."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            request.body  # noqa: B018 read here, because further in every fault of reading counts as bad JSON
        except RequestDataTooBig:
            return problem(413, _("This is too large"), _("Send it in several parts."))
        is_head = request.method == "HEAD"
        if is_head:  # as GET; the server leaves the body out
            request.method = "GET"
        answer = view(request, *args, **kwargs)
        if is_head:
            request.method = "HEAD"
        if answer.status_code != 405:
            return answer
        told = problem(405, _("This cannot be done here"), _("This address answers to %(methods)s.")
                       % {"methods": answer["Allow"]})  # fmt: skip
        told["Allow"] = answer["Allow"]
        return told

    return door


def not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, _("We cannot find this"), _("It does not exist, or it is beyond the reach of your role."))


def forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(
        403, _("You may not do this"), _("Your role does not allow it. If you think it should, ask your coordinator.")
    )


def unknown(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(401, _("Who are you?"), _("Send a token that is still good: Authorization: Bearer gnb_…"))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def too_many(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(429, _("Too many requests"), _("Wait for as many seconds as Retry-After says."))


def other(request: HttpRequest, error: Any) -> HttpResponse:
    said = STATUSES.get(error.status_code)
    return problem(error.status_code, _("This did not work"), str(said or error))


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    about = [Fault(field=error.field, detail=error.reason)] if error.field else []
    return problem(422, _("This did not work"), error.reason, errors=about)


def unworkable(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [Fault(field=one.field, detail=str(one)) for one in error.wrongs]
    return problem(422, _("No result"), faults[0].detail if faults else "", errors=faults)


def stale(request: HttpRequest, error: Any) -> HttpResponse:
    now = {name: value if isinstance(value, str | int | float | None) else str(value) for name, value in error.now.items()}
    return problem(409, _("It has changed"), error.reason, version=error.version, current=now)


def changed(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(412, _("It has changed"), _("It is no longer what you saw. Read it again and decide anew."))


def blind(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(428, _("Which state do you change?"), _("Send the version that you saw, or If-Match with its tag."))


def not_now(request: HttpRequest, error: Any) -> HttpResponse:
    """The database is full, locked for too long, or away. What was to be kept in one transaction is not kept."""
    logger.error("%s %s: the database cannot: %s", request.method, request.path_info, type(error).__name__)
    answer = problem(503, _("Not just now"), _("We can keep nothing at the moment. Send it again in a minute."))
    answer["Retry-After"] = "60"
    return answer


def not_as_described(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [Fault(field=_place(e), detail=sentence(e)) for e in error.errors]
    said = faults[0].detail if len(faults) == 1 else _("Several fields are not right; see errors.")
    return problem(422, _("This is not what was described"), said, errors=faults)


def _place(error: Mapping[str, Any]) -> str:
    """Where in the body or the address: "workforce.0.people"."""
    return ".".join(str(part) for part in error["loc"][1:] if part != "body") or str(error["loc"][0])
