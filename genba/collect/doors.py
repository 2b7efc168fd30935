"""Who asks: a collector with a collect password, by Digest, or by Basic where nobody listens. No session opens this door.

Whatever goes wrong is said as OpenRosa says it, in the language of whoever asks.
"""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from django.utils.translation import gettext as _

from genba.access.permissions import Permission
from genba.access.policy import allowed
from genba.collect import answers, digest
from genba.collect.actions import passwords
from genba.collect.actions.submitting import NotTaken, phone_of
from genba.collect.models import CollectPassword
from genba.kit.refused import Refused
from genba.sync.models import Device

View = Callable[..., HttpResponse]


class Stranger(Exception):
    """Nobody we know, yet: the challenge. `stale`: the password was right, the nonce was not."""

    def __init__(self, *, stale: bool = False) -> None:
        self.stale = stale


def collector(*methods: str) -> Callable[[View], View]:
    """For a collector of a user who may send records. The view receives the device in front of its own arguments."""

    def guard(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return answers.headed(_answered(view, methods, request, kwargs))

        door.access = Permission.RECORD_SEND  # type: ignore[attr-defined]
        door.csrf_exempt = True  # type: ignore[attr-defined]  # no session, so nothing that a forged request could borrow
        return door

    return guard


def _answered(view: View, methods: tuple[str, ...], request: HttpRequest, kwargs: Any) -> HttpResponse:
    try:
        device = _let_in(request)
        if request.method not in methods:
            return answers.message(_("This address does not understand that."), 405, "error")
        return view(request, device, **kwargs)
    except Stranger as stranger:
        response = answers.message(_("Set your user name and your collect password in the settings."), 401, "error")
        response["WWW-Authenticate"] = digest.challenge(domain=reverse("collect:root"), stale=stranger.stale,
                                                        basic=request.is_secure())  # fmt: skip
        return response
    except NotTaken as no:
        return answers.message(no.reason, no.status, "error")
    except (Refused, PermissionDenied) as no:
        said = getattr(no, "reason", "") or _("Your role does not allow it. If you think it should, ask your coordinator.")
        return answers.message(said, 403, "error")
    except Http404:
        return answers.message(_("It is about something that is not here any more, or not yours to see."), 404, "error")
    except RequestDataTooBig:
        return answers.message(_("This form is too large to be one of ours."), 413, "error")
    except (SuspiciousOperation, MultiPartParserError):
        return answers.message(_("This cannot be read as a filled form."), 400, "error")


def _let_in(request: HttpRequest) -> Device:
    password = _password(request)
    request.user = password.user
    if not allowed(password.user, Permission.RECORD_SEND):
        raise PermissionDenied
    return phone_of(password=password, said=request.GET.get("deviceID", "")[:249])


def _password(request: HttpRequest) -> CollectPassword:
    """The collect password that the request proves. Stranger where it proves none."""
    scheme, _blank, said = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic" and request.is_secure():
        name, secret = _basic(said)
        return _checked(name, lambda: passwords.by_basic(name, secret))
    parts = digest.parted(said) if scheme.lower() == "digest" else None
    if parts is None:
        raise Stranger
    if not _is_about(request, parts["uri"]):
        raise NotTaken(400, _("The password was meant for another address."))
    found = _checked(parts["username"], lambda: passwords.by_digest(parts, request.method or ""))
    if not digest.is_fresh(parts["nonce"]) or passwords.is_used(parts):
        raise Stranger(stale=True)
    return found


def _checked(name: str, check: Callable[[], CollectPassword | None]) -> CollectPassword:
    if passwords.rests(name):
        raise NotTaken(429, _("Too many tries. Wait five minutes, or make a new collect password."))
    found = check()
    if found is None:
        passwords.was_wrong(name)
        raise Stranger
    return found


def _basic(said: str) -> tuple[str, str]:
    try:
        name, _colon, secret = base64.b64decode(said, validate=True).decode().partition(":")
    except ValueError:
        raise Stranger from None
    return name, secret


def _is_about(request: HttpRequest, uri: str) -> bool:
    """Whether this is the address that was asked for: a proof for one opens no other."""
    said = urlsplit(uri)
    return f"{said.path}?{said.query}".rstrip("?") == request.get_full_path().rstrip("?")
