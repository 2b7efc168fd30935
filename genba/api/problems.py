"""What went wrong, as problem details (RFC 9457): a status, a title, a sentence, and which field it is about."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from ninja.responses import Response
from pydantic import Field

from genba.kit.refused import Refused, Stale


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
    api.add_exception_handler(Changed, changed)


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
    return problem(error.status_code, _("This did not work"), str(error))


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    about = [Fault(field=error.field, detail=error.reason)] if error.field else []
    return problem(422, _("This did not work"), error.reason, errors=about)


def stale(request: HttpRequest, error: Any) -> HttpResponse:
    now = {name: value if isinstance(value, str | int | float | None) else str(value) for name, value in error.now.items()}
    return problem(409, _("Somebody else was faster"), error.reason, version=error.version, current=now)


def changed(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(412, _("It has changed"), _("It is no longer what you saw. Read it again and decide anew."))


def not_as_described(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [Fault(field=_place(e), detail=_sentence(e)) for e in error.errors]
    said = faults[0].detail if len(faults) == 1 else _("Several fields are not right; see errors.")
    return problem(422, _("This is not what was described"), said, errors=faults)


def _place(error: Mapping[str, Any]) -> str:
    """Where in the body or the address: "workforce.0.people"."""
    return ".".join(str(part) for part in error["loc"][1:] if part != "body") or str(error["loc"][0])


def _sentence(error: Mapping[str, Any]) -> str:
    known = {
        "missing": _("This is needed."),
        "extra_forbidden": _("There is no field of this name."),
        "string_type": _("A text, please."),
        "int_type": _("A whole number, please."),
        "int_parsing": _("A whole number, please."),
        "finite_number": _("A number, please."),
        "date_from_datetime_parsing": _("A day as 2026-03-31, please."),
        "date_parsing": _("A day as 2026-03-31, please."),
    }
    return known.get(error["type"]) or str(error["msg"])
