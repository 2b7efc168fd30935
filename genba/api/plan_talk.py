"""What belongs to an action of a plan: its photos, what people say, who checked its saving, and where it counts."""

import base64
import binascii
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.plans import LOAD, WholeAction, whole
from genba.api.words import NO_NUL, Code, Day, Listed, Paged, Said, listed, named, needs, told_as, user_of
from genba.delivery.models import Visit
from genba.kit.refused import Refused
from genba.plans import actions as plans
from genba.plans.actions import comments, photos
from genba.plans.models import Action, ActionPhoto, Comment

router = Router(tags=["plans"])
Shows = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]


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


class CommentOut(Schema):
    code: Code
    text: str
    said_by: str
    said_at: datetime


class CommentIn(Said):
    text: Annotated[str, StringConstraints(max_length=2000, pattern=NO_NUL)]


class CheckIn(Said):
    visit: Code


class CountedIn(Said):
    action: Code | None = Field(description="Null: it counts itself")


class CommentsAsked(Paged):
    pass


def _photo(row: ActionPhoto) -> PhotoOut:
    return PhotoOut(code=row.code, kind=row.kind, shows=row.shows, taken_on=row.taken_on, added_at=row.added_at)


def _comment(row: Comment) -> CommentOut:
    return CommentOut(code=row.code, text=row.text, said_by=row.said_by.name, said_at=row.said_at)


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
        with default_storage.open(row.file) as file:
            return WholePhoto(**_photo(row).model_dump(), data=base64.b64encode(file.read()).decode())
    except FileNotFoundError:
        raise Http404 from None


@router.delete("/photos/{code}", response={204: None}, summary="Take a photo away")
@needs(P.PLAN_EDIT)
def take_photo_away(request: HttpRequest, code: Path[Code]) -> Any:
    user = user_of(request)
    photos.take_away(photo=find(user, P.PLAN_EDIT, ActionPhoto, code, load="action"), by=user)
    return Status(204, None)


@router.get("/actions/{code}/comments", response=Listed[CommentOut], summary="List what people say about an action")
@needs(P.PLAN_READ)
def list_comments(request: HttpRequest, code: Path[Code], asked: Query[CommentsAsked]) -> Any:
    action = find(user_of(request), P.PLAN_READ, Action, code)
    return listed(action.comments.select_related("said_by"), ("said_at", "id"), asked, _comment)


@router.post("/actions/{code}/comments", response={201: CommentOut}, summary="Say something about an action")
@needs(P.PLAN_COMMENT)
def say(request: HttpRequest, code: Path[Code], body: CommentIn) -> Any:
    user = user_of(request)
    return _comment(comments.say(action=find(user, P.PLAN_COMMENT, Action, code), by=user, text=body.text))


@router.post("/actions/{code}/saving-checks", response={201: WholeAction}, summary="Agree with a stated saving, at a visit")
@needs(P.VISIT_REPORT)
def check_saving(request: HttpRequest, code: Path[Code], body: CheckIn) -> Any:
    user = user_of(request)
    action = find(user, P.VISIT_REPORT, Action, code, load=",".join(LOAD))
    plans.verify_saving(action=action, by=user, visit=named(visible(user, P.VISIT_REPORT, Visit), body.visit, "visit"))
    return whole(action)


@router.put("/actions/{code}/counted-in", response=WholeAction, summary="Say in which other action a saving is counted")
@needs(P.PLAN_EDIT)
def count_in(request: HttpRequest, code: Path[Code], body: CountedIn) -> Any:
    user = user_of(request)
    action = find(user, P.PLAN_EDIT, Action, code, load=",".join(LOAD))
    other = named(visible(user, P.PLAN_EDIT, Action), body.action, "action") if body.action else None
    with told_as(counted_in="action"):
        plans.count_in(action=action, by=user, other=other)
    return whole(find(user, P.PLAN_EDIT, Action, code, load=",".join(LOAD)))
