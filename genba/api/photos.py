"""Photos of an action: as programs add and read them whole, and as devices send their bytes, in parts, apart from records."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.api.sync import own_device
from genba.api.words import NO_NUL, Code, Day, Said, needs, told_as, user_of
from genba.kit import kept
from genba.kit.refused import Refused
from genba.plans.actions import photos
from genba.plans.models import Action, ActionPhoto
from genba.sync.actions import uploads
from genba.sync.models import Upload

router = Router(tags=["plans"])
Shows = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
AnyHash = Annotated[str, StringConstraints(max_length=64, pattern=NO_NUL)]  # what is none is not found
BYTES = {"requestBody": {"required": True, "content": {
    "application/octet-stream": {"schema": {"type": "string", "contentMediaType": "application/octet-stream"}}}}}  # fmt: skip


class PhotoOut(Schema):
    code: Code
    kind: str = Field(description="problem, before or after")
    shows: str = Field(description="In words, for whoever cannot see it")
    taken_on: date
    added_at: datetime


class WholePhoto(PhotoOut):
    data: str = Field(description="The JPEG in base64")


class PhotoIn(Said):
    kind: Literal["problem", "before", "after"]
    shows: Shows
    taken_on: Day | None = Field(None, description="Today if left out")
    data: str = Field(description="JPEG, PNG or WebP in base64, at most five MB")


class UploadIn(Said):
    device: Code
    content: Hash = Field(description="SHA-256 of the file as the device has it")
    size: int = Field(ge=1, le=1_000_000_000, description="Bytes; 1.5 million are the most")


class UploadOut(Schema):
    content: str
    received: int = Field(description="Bytes that are here: the next part begins there")
    is_whole: bool = Field(description="Everything is here, and it is a photo: send no more")
    state: str = Field(description="coming, whole or refused (no photo: send no more, take another)")
    withdrawn: bool = Field(description="Nothing is taken from this device: wipe what is here")
    said: str = Field(description="A sentence for whoever took it; mostly empty")


class PartAsked(Schema):
    offset: int = Field(0, ge=0, le=1_000_000_000, description="With which byte of the file this part begins")


def _photo(row: ActionPhoto) -> PhotoOut:
    return PhotoOut(code=row.code, kind=row.kind, shows=row.shows, taken_on=row.taken_on, added_at=row.added_at)


def _upload(row: Upload) -> UploadOut:
    is_whole = row.state == Upload.State.WHOLE
    return UploadOut(
        content=row.content, received=row.received, is_whole=is_whole, state=row.state, withdrawn=False, said=row.said
    )


def _gone(content: str) -> UploadOut:
    return UploadOut(content=content, received=0, is_whole=False, state=Upload.State.COMING, withdrawn=True, said="")


@router.get("/actions/{code}/photos", response=list[PhotoOut], summary="List the photos of an action")
@needs(P.PLAN_READ)
def list_photos(request: HttpRequest, code: Path[Code]) -> Any:
    return [_photo(row) for row in find(user_of(request), P.PLAN_READ, Action, code).photos.all()]


@router.post("/actions/{code}/photos", response={201: PhotoOut}, summary="Add a photo to an action")
@needs(P.PLAN_EDIT)
def add_photo(request: HttpRequest, code: Path[Code], body: PhotoIn) -> Any:
    user = user_of(request)
    action = find(user, P.PLAN_EDIT, Action, code)
    try:
        data = base64.b64decode(body.data, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(_("The photo is broken and cannot be opened. Take it again or send it again."), field="data") from None
    with told_as(photo="data"):
        made = photos.add(action=action, by=user, kind=body.kind, data=data, shows=body.shows, taken_on=body.taken_on)
    return _photo(made)


@router.get("/photos/{code}", response=WholePhoto, summary="Read a photo")
@needs(P.PLAN_READ)
def read_photo(request: HttpRequest, code: Path[Code]) -> Any:
    row = find(user_of(request), P.PLAN_READ, ActionPhoto, code)
    try:
        return WholePhoto(**_photo(row).model_dump(), data=base64.b64encode(kept.read(row.file)).decode())
    except FileNotFoundError:
        raise Http404 from None


@router.delete("/photos/{code}", response={204: None}, summary="Take a photo away")
@needs(P.PLAN_EDIT)
def take_photo_away(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    photos.take_away(photo=find(user, P.PLAN_EDIT, ActionPhoto, code, load="action"), by=user)
    return Status(204, None)


@router.post("/photos", response={200: UploadOut, 201: UploadOut}, tags=["sync"],
             summary="Announce the file of a photo, or ask how much of it is here")  # fmt: skip
@needs(P.RECORD_SEND)
def announce_photo(request: HttpRequest, body: UploadIn) -> Any:
    user = user_of(request)
    try:
        row = uploads.begin(by=user, device=own_device(user, body.device), content=body.content, size=body.size)
    except uploads.Gone:
        return Status(200, _gone(body.content))
    return Status(200 if row.received or row.state != Upload.State.COMING else 201, _upload(row))


@router.patch("/photos/{code}", response={200: UploadOut, 409: UploadOut}, tags=["sync"], openapi_extra=BYTES,
              summary="Send the next bytes of a photo, by the hash of its file; 409 tells where to go on")  # fmt: skip
@needs(P.RECORD_SEND)
def send_photo(request: HttpRequest, code: Path[AnyHash], asked: Query[PartAsked]) -> Any:
    row = Upload.objects.filter(author=user_of(request), content=code).select_related("device").first()
    if row is None:  # nobody hears whether somebody else has it
        raise Http404
    try:
        return Status(200, _upload(uploads.take(upload=row, offset=asked.offset, data=request.body)))
    except uploads.Elsewhere as elsewhere:
        return Status(409, _upload(elsewhere.upload))
    except uploads.Gone:
        return Status(200, _gone(code))
