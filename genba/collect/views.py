"""The addresses of OpenRosa 1.0: the list of forms, a form, its files, and the place where it comes back."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from tempfile import SpooledTemporaryFile
from typing import Any, cast

from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from genba.access.doors import public
from genba.access.models import User
from genba.collect import answers
from genba.collect.actions.submitting import NotTaken, Taken, submit
from genba.collect.doors import collector
from genba.collect.forms import Taken as TakenForm
from genba.collect.forms import md5, taken_as, taken_by
from genba.collect.xml import LARGEST
from genba.kit import photos
from genba.sync.models import FACTS, Device

READ = ("GET", "HEAD")
PART = "xml_submission_file"
MOST_BYTES = 3 * answers.ACCEPTED_BYTES  # what we wish, and one large photo that the app cannot part
CSV = "text/csv; charset=utf-8"


@public
def root(request: HttpRequest) -> HttpResponse:
    """Who types the address of the server into a browser gets the page that tells what to do with it."""
    return redirect("field:collect")


@collector(*READ)
def form_list(request: HttpRequest, device: Device) -> HttpResponse:
    """The forms of this user. With `formID`, only that one; with `verbose=true`, with a sentence about each."""
    only, is_verbose = request.GET.get("formID"), request.GET.get("verbose") == "true"
    forms = [taken for taken in taken_by(_user(device)) if only in (None, taken.id)]
    return answers.listed(_listed(request, taken, is_verbose) for taken in forms)


def _listed(request: HttpRequest, taken: TakenForm, is_verbose: bool) -> answers.Fields:
    language = get_language() or "en"
    said = {"formID": taken.id, "name": taken.form.titles.in_(language), "version": taken.version, "hash": md5(taken.xml)}
    if is_verbose and taken.module:
        said["descriptionText"] = taken.module.summaries.in_(language)
    return said | {"downloadUrl": _whole(request, "form", slug=taken.id),
                   "manifestUrl": _whole(request, "manifest", slug=taken.id)}  # fmt: skip


@collector(*READ)
def form(request: HttpRequest, device: Device, slug: str) -> HttpResponse:
    """A form as XForm."""
    return HttpResponse(taken_as(_user(device), slug).xml, content_type=answers.XML)


@collector(*READ)
def manifest(request: HttpRequest, device: Device, slug: str) -> HttpResponse:
    """The files that go with a form."""
    taken = taken_as(_user(device), slug)
    return answers.manifest(
        {"filename": name, "hash": md5(content), "downloadUrl": _whole(request, "file", slug=slug, name=name)}
        for name, content in taken.files.items()
    )


@collector(*READ)
def file(request: HttpRequest, device: Device, slug: str, name: str) -> HttpResponse:
    """One of them: what this user may choose from."""
    content = taken_as(_user(device), slug).files.get(name)
    if content is None:
        raise Http404
    return HttpResponse(content, content_type=CSV)


@collector("HEAD", "POST")
def submission(request: HttpRequest, device: Device) -> HttpResponse:
    """A form comes back, in one request or several. HEAD says where, and how much at a time."""
    if request.method == "HEAD":
        return _located(request, HttpResponse(status=204))
    fields, files = _parts(request)
    form = files.get(PART)
    if form is None and PART not in fields:
        raise NotTaken(400, _("This cannot be read as a filled form."))
    data = form.read(LARGEST + 1) if form is not None else fields[PART].encode()
    others = {name: one for name in files if name != PART for one in files.getlist(name)}
    user = _user(device)
    with override(user.language):  # what is kept with the record is in the language of its author
        taken = submit(by=user, device=device, data=data, files=others, sent_at=_date(request))
    return _located(request, _said(taken))


def _said(taken: Taken) -> HttpResponse:
    """201 where it is a fact now, 202 where it is kept and waits or needs fixing: nobody should send it again."""
    result = taken.result
    if result.state in FACTS:
        return answers.message(" ".join([_("It has arrived. Thank you."), *result.said, *taken.said]), 201, "submit_success")
    words = _("It has arrived and is kept, but is no fact yet.")
    return answers.message(" ".join([words, *result.said, *taken.said]), 202, f"submit_{result.state}")


def _parts(request: HttpRequest) -> tuple[Any, Any]:
    """The fields and files of a multipart envelope, also of one that came in chunks and does not say how long it is."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > MOST_BYTES:
        raise NotTaken(413, _("This is more than we take at once. Let the app send smaller photos."))
    if size or request.headers.get("Transfer-Encoding", "").lower() != "chunked":
        return request.POST, request.FILES
    with SpooledTemporaryFile(max_size=photos.LIMIT_BYTES // 10) as whole:
        while piece := request.environ["wsgi.input"].read(64 * 1024):  # type: ignore[attr-defined]
            size += whole.write(piece)
            if size > MOST_BYTES:
                raise NotTaken(413, _("This is more than we take at once. Let the app send smaller photos."))
        whole.seek(0)
        handlers = [MemoryFileUploadHandler(request), TemporaryFileUploadHandler(request)]
        return MultiPartParser({**request.META, "CONTENT_LENGTH": str(size)}, cast(Any, whole), handlers).parse()


def _located(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["Location"] = _whole(request, "submission")
    return response


def _date(request: HttpRequest) -> datetime | None:
    """By the clock of the device, as every OpenRosa request says it."""
    try:
        moment = parsedate_to_datetime(request.headers.get("Date", ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _user(device: Device) -> User:
    user: User = device.user
    return user


def _whole(request: HttpRequest, place: str, /, **parts: str) -> str:
    return request.build_absolute_uri(reverse(f"collect:{place}", kwargs=parts))
