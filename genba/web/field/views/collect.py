"""ODK Collect and KoboCollect: how to connect them, the forms as workbooks, and the password that lets a phone in."""

import base64
import json
import zlib
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.collect.actions import passwords
from genba.collect.forms import all_forms, taken_by, version_of
from genba.collect.models import Attachment
from genba.delivery.models import Visit
from genba.kit.svg.square import square_code
from genba.programmes.models import Engagement
from genba.web.base.handed_out import JPEG, XLSX, as_download, as_kept
from genba.web.base.page import Page
from genba.web.base.words import language
from genba.web.field.sent import photo_of


@requires(Permission.RECORD_SEND)
def show(request: HttpRequest) -> HttpResponse:
    """What to type into the app, which forms this user takes along, and all of them as workbooks."""
    user, told = cast(User, request.user), language()
    forms = [{"id": form.code, "name": form.titles.in_(told), "version": version_of(form)} for _module, form in all_forms()]
    return Page(request, "field/collect/show.html", address=_address(request), password=passwords.current(user),
                taken=sorted(taken.form.titles.in_(told) for taken in taken_by(user)), forms=forms).show()  # fmt: skip


@require_POST
@requires(Permission.RECORD_SEND)
@never_cache
def make(request: HttpRequest) -> HttpResponse:
    """A collect password, shown this once: as letters, and as the square code that sets the app up by itself."""
    user, address = cast(User, request.user), _address(request)
    password, secret = passwords.make(by=user)
    return Page(request, "field/collect/password.html", address=address, password=password, secret=secret,
                drawn=square_code(_settings(address, user.code, secret), _("Sets up ODK Collect or KoboCollect"))).show()  # fmt: skip


@require_POST
@requires(Permission.RECORD_SEND)
def withdraw(request: HttpRequest) -> HttpResponse:
    """The own collect password stops working."""
    passwords.withdraw(by=cast(User, request.user))
    messages.success(request, _("Withdrawn. No app can fetch or send with it any more."))
    return redirect("field:collect")


@requires(Permission.RECORD_SEND)
def workbook(request: HttpRequest, slug: str) -> HttpResponse:
    """A form as XLSForm."""
    for _module, form in all_forms():
        if form.code == slug:
            return as_download(form.xlsx(), XLSX, f"{slug}.xlsx")
    raise Http404


@requires(Permission.VISIT_READ, Visit, load="engagement")
def visit_photo(request: HttpRequest, visit: Visit, other: str) -> HttpResponse:
    """A photo that came with a visit, for whoever may read the visit."""
    return _photo(request, photo_of("visit", visit.code, visit.engagement.code, other))


@requires(Permission.OBSERVATION_READ, Engagement)
def baseline_photo(request: HttpRequest, engagement: Engagement, other: str) -> HttpResponse:
    """A photo that came with a baseline, for whoever may read its numbers."""
    return _photo(request, photo_of("baseline", engagement.code, engagement.code, other))


def _photo(request: HttpRequest, photo: Attachment) -> HttpResponse:
    answer = as_kept(request, photo.file, kind=JPEG, cache="private, max-age=86400")
    answer["Content-Disposition"] = f'inline; filename="{photo.code}.jpg"'
    return answer


def _address(request: HttpRequest) -> str:
    """What is typed as the address of the server: the same in every language."""
    return request.build_absolute_uri("/collect")


def _settings(address: str, name: str, secret: str) -> str:
    """As the app reads its settings from a square code: JSON, zlib, base64."""
    general = {"protocol": "odk_default", "server_url": address, "username": name, "password": secret,
               "form_update_mode": "match_exactly", "autosend": "wifi_and_cellular"}  # fmt: skip
    said = {"general": general, "admin": {}, "project": {"name": "genba"}}
    return base64.b64encode(zlib.compress(json.dumps(said).encode(), 9)).decode()
