"""What belongs to an action of a plan: what people say, who checked its saving, and where it counts."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.plans import LOAD, WholeAction, whole
from genba.api.words import NO_NUL, Code, Listed, Paged, Said, listed, named, needs, told_as, user_of
from genba.delivery.models import Visit
from genba.plans import actions as plans
from genba.plans.actions import comments
from genba.plans.models import Action, Comment

router = Router(tags=["plans"])
Shows = Annotated[str, StringConstraints(max_length=200, pattern=NO_NUL)]


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


def _comment(row: Comment) -> CommentOut:
    return CommentOut(code=row.code, text=row.text, said_by=row.said_by.name, said_at=row.said_at)


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
