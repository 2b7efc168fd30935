"""The improvement team of an engagement: its members and balance, its meetings, and what they decide."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Schema
from pydantic import Field, StringConstraints

from genba.access.doors import find
from genba.access.permissions import Permission as P
from genba.access.policy import visible
from genba.api.plans import ActionIn, WholeAction, whole
from genba.api.words import (
    NO_NUL,
    Code,
    Day,
    Listed,
    Paged,
    Paragraphs,
    Said,
    Version,
    all_named,
    listed,
    named,
    needs,
    user_of,
)
from genba.directory.models import Person
from genba.plans.actions import teams
from genba.plans.balance import balance_of
from genba.plans.models import Meeting, Team, TeamMember
from genba.programmes.models import Engagement

router = Router(tags=["teams"])
TeamName = Annotated[str, StringConstraints(max_length=100, pattern=NO_NUL)]


class TeamMemberOut(Schema):
    code: Code
    name: str
    sex: str = Field(description="As it was on joining, as the role")
    role: str
    part: str = Field(description="chair, secretary or member")
    chosen: str = Field(description="elected, appointed or volunteer")
    since_on: date
    until_on: date | None = Field(description="The first day out of the team")


class BalanceOut(Schema):
    managers: int
    workers: int
    women: int
    men: int
    other: int
    not_stated: int
    missing: list[str] = Field(description="In words; empty: in balance")


class TeamOut(Schema):
    code: Code
    engagement: Code
    name: str
    formed_on: date
    members: list[TeamMemberOut] = Field(description="With those who left")
    balance: BalanceOut
    version: int


class TeamIn(Said):
    name: TeamName
    formed_on: Day | None = Field(None, description="Today if left out")


class TeamNameIn(Said):
    version: Version
    name: TeamName


class MemberIn(Said):
    person: Code
    part: Literal["chair", "secretary", "member"] = "member"
    chosen: Literal["elected", "appointed", "volunteer"]
    since_on: Day | None = Field(None, description="Today if left out")


class LeavingIn(Said):
    until_on: Day | None = Field(None, description="Today if left out")


class MeetingOut(Schema):
    code: Code
    held_on: date
    minutes: int
    said: str
    version: int


class WholeMeeting(MeetingOut):
    present: list[Code] = Field(description="Members of the team")
    actions: list[Code] = Field(description="What it decided")


class MeetingIn(Said):
    held_on: Day
    minutes: int = Field(ge=1, le=720)
    said: Paragraphs
    present: list[Code] = Field(max_length=200, description="Members of the team")


class MeetingPut(MeetingIn):
    version: Version


class MeetingsAsked(Paged):
    pass


def shown(team: Team) -> TeamOut:
    members = list(team.members.select_related("person"))
    balance = balance_of(m for m in members if m.until_on is None)
    told = [TeamMemberOut(code=m.code, name=m.person.name, sex=m.sex, role=m.role, part=m.part, chosen=m.chosen,
                      since_on=m.since_on, until_on=m.until_on) for m in members]  # fmt: skip
    return TeamOut(
        code=team.code, engagement=team.engagement.code, name=team.name, formed_on=team.formed_on, members=told,
        balance=BalanceOut(managers=balance.managers, workers=balance.workers, women=balance.women, men=balance.men,
                           other=balance.other, not_stated=balance.not_stated, missing=list(balance.missing)),
        version=team.version,
    )  # fmt: skip


def _facts(row: Meeting) -> dict[str, Any]:
    return {f: getattr(row, f) for f in ("code", "held_on", "minutes", "said", "version")}


def _meeting(row: Meeting) -> MeetingOut:
    return MeetingOut(**_facts(row))


def _whole(row: Meeting) -> WholeMeeting:
    return WholeMeeting(**_facts(row), present=list(row.present.order_by("pk").values_list("code", flat=True)),
                        actions=list(row.actions.values_list("code", flat=True)))  # fmt: skip


def _now(team: Team) -> TeamOut:
    return shown(Team.objects.select_related("engagement").get(pk=team.pk))


@router.get("/engagements/{code}/team", response=TeamOut, summary="Read the improvement team")
@needs(P.TEAM_READ)
def read_team(request: HttpRequest, code: Path[Code]) -> Any:
    engagement = find(user_of(request), P.TEAM_READ, Engagement, code)
    team = Team.objects.select_related("engagement").filter(engagement=engagement).first()
    if team is None:
        raise Http404
    return shown(team)


@router.post("/engagements/{code}/team", response={201: TeamOut}, summary="Form the improvement team")
@needs(P.TEAM_FORM)
def form_team(request: HttpRequest, code: Path[Code], body: TeamIn) -> Any:
    user = user_of(request)
    return shown(teams.form(by=user, engagement=find(user, P.TEAM_FORM, Engagement, code), **body.model_dump()))


@router.put("/teams/{code}", response=TeamOut, summary="Give a team another name")
@needs(P.TEAM_FORM)
def rename_team(request: HttpRequest, code: Path[Code], body: TeamNameIn) -> Any:
    user = user_of(request)
    return _now(teams.rename(by=user, team=find(user, P.TEAM_FORM, Team, code), **body.model_dump()))


@router.post("/teams/{code}/members", response={201: TeamOut}, summary="Let a person join a team")
@needs(P.TEAM_FORM)
def join_team(request: HttpRequest, code: Path[Code], body: MemberIn) -> Any:
    user = user_of(request)
    team = find(user, P.TEAM_FORM, Team, code)
    person = named(visible(user, P.PERSON_READ, Person), body.person, "person")
    teams.join(by=user, team=team, person=person, **body.model_dump(exclude={"person"}))
    return _now(team)


@router.post("/members/{code}/leaving", response={201: TeamOut}, summary="Let a member leave a team")
@needs(P.TEAM_FORM)
def leave_team(request: HttpRequest, code: Path[Code], body: LeavingIn) -> Any:
    user = user_of(request)
    member = find(user, P.TEAM_FORM, TeamMember, code)
    return _now(teams.leave(by=user, member=member, until_on=body.until_on).team)


@router.get("/teams/{code}/meetings", response=Listed[MeetingOut], summary="List the meetings of a team, the latest first")
@needs(P.TEAM_READ)
def list_meetings(request: HttpRequest, code: Path[Code], asked: Query[MeetingsAsked]) -> Any:
    team = find(user_of(request), P.TEAM_READ, Team, code)
    return listed(team.meetings.all(), ("-held_on", "-id"), asked, _meeting)


@router.post("/teams/{code}/meetings", response={201: WholeMeeting}, summary="Write the minutes of a meeting")
@needs(P.MEETING_WRITE)
def hold_meeting(request: HttpRequest, code: Path[Code], body: MeetingIn) -> Any:
    user = user_of(request)
    team = find(user, P.MEETING_WRITE, Team, code)
    present = all_named(team.members.select_related("person"), body.present, "present")
    facts = body.model_dump(exclude={"present"})
    return _whole(teams.hold_meeting(by=user, team=team, present=present, **facts))


@router.get("/meetings/{code}", response=WholeMeeting, summary="Read the minutes of a meeting")
@needs(P.TEAM_READ)
def read_meeting(request: HttpRequest, code: Path[Code]) -> Any:
    return _whole(find(user_of(request), P.TEAM_READ, Meeting, code))


@router.put("/meetings/{code}", response=WholeMeeting, summary="Put the minutes of a meeting right")
@needs(P.MEETING_WRITE)
def correct_meeting(request: HttpRequest, code: Path[Code], body: MeetingPut) -> Any:
    user = user_of(request)
    meeting = find(user, P.MEETING_WRITE, Meeting, code, load="team")
    present = all_named(meeting.team.members.select_related("person"), body.present, "present")
    changes = body.model_dump(exclude={"present", "version"})
    return _whole(teams.correct_meeting(by=user, meeting=meeting, version=body.version, changes=changes, present=present))


@router.post("/meetings/{code}/actions", response={201: WholeAction}, summary="Put a decision of a meeting into the plan")
@needs(P.MEETING_WRITE)
def decide_at_meeting(request: HttpRequest, code: Path[Code], body: ActionIn) -> Any:
    user = user_of(request)
    meeting = find(user, P.MEETING_WRITE, Meeting, code, load="team__engagement__enterprise")
    return whole(teams.decide_at(by=user, meeting=meeting, **body.model_dump(exclude={"origin"})))
