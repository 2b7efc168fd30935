"""The improvement team: who is in it and what is missing, its meetings, and what they decide."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from genba.access.doors import requires
from genba.access.models import User
from genba.access.permissions import Permission
from genba.kit.paging import slice_of
from genba.plans.actions import teams
from genba.plans.balance import balance_of
from genba.plans.models import Meeting, Team, TeamMember
from genba.programmes.curricula import module_of
from genba.programmes.models import Engagement
from genba.web.base.page import Page
from genba.web.base.paging import with_cursor
from genba.web.enterprise.team_forms import (
    DecisionOfMeetingForm,
    EditMeetingForm,
    JoinForm,
    LeaveForm,
    MeetingForm,
    RenameForm,
    TeamForm,
)

OF_ENTERPRISE = "engagement__enterprise"
MEETINGS = 20


@requires(Permission.TEAM_READ, Engagement, load="enterprise")
def show(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The team of an engagement; where there is none yet, the way to form it."""
    team = Team.objects.filter(engagement=engagement).first()
    if team is None:
        form = TeamForm(initial={"name": _usual_name(engagement)})
        return Page(request, "enterprise/team/none.html", engagement=engagement, form=form).show()
    team.engagement = engagement
    return _page(request, team).show(200)


def _usual_name(engagement: Engagement) -> str:
    """What the module calls the team, with a capital: "Improvement team"."""
    name = module_of(engagement.module).team_names.in_(get_language() or "en")
    return name[:1].upper() + name[1:]


def _page(request: HttpRequest, team: Team, **bound: Any) -> Page:
    members = list(team.members.select_related("person"))
    inside = [m for m in members if m.until_on is None]
    meetings = slice_of(team.meetings.all(), ("-held_on", "-id"), request.GET.get("after", ""), MEETINGS)
    forms = {
        "renaming": bound.get("renaming")
        or RenameForm(initial={"name": team.name, "version": team.version}, auto_id="id_team_%s"),
        "joining": bound.get("joining") or JoinForm(team=team),
        "leaving": bound.get("leaving") or LeaveForm(auto_id="id_leave_%s"),
    }
    return Page(
        request, "enterprise/team/show.html", form=next(iter(bound.values()), None), **forms, team=team,
        engagement=team.engagement, inside=inside, gone=[m for m in members if m.until_on is not None],
        balance=balance_of(inside), meetings=meetings.rows, further=with_cursor(request, meetings.next) if meetings.next else "",
    )  # fmt: skip


@require_POST
@requires(Permission.TEAM_FORM, Engagement, load="enterprise")
def form(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """The team is formed."""
    given = TeamForm(request.POST)
    page = Page(request, "enterprise/team/none.html", engagement=engagement, form=given)
    if not given.is_valid():
        return page.show()
    teams.form(by=cast(User, request.user), engagement=engagement, **given.cleaned_data)
    return redirect("enterprise:team", code=engagement.code)


@require_POST
@requires(Permission.TEAM_FORM, Team, load=OF_ENTERPRISE)
def rename(request: HttpRequest, team: Team) -> HttpResponse:
    """Another name."""
    given = RenameForm(request.POST, auto_id="id_team_%s")
    page = _page(request, team, renaming=given)
    if not given.is_valid():
        return page.show()
    teams.rename(by=cast(User, request.user), team=team, **given.cleaned_data)
    return redirect("enterprise:team", code=team.engagement.code)


@require_POST
@requires(Permission.TEAM_FORM, Team, load=OF_ENTERPRISE)
def join(request: HttpRequest, team: Team) -> HttpResponse:
    """Somebody joins."""
    given = JoinForm(request.POST, team=team)
    page = _page(request, team, joining=given)
    if not given.is_valid():
        return page.show()
    teams.join(by=cast(User, request.user), team=team, **given.cleaned_data)
    return redirect("enterprise:team", code=team.engagement.code)


@require_POST
@requires(Permission.TEAM_FORM, TeamMember, load=f"team__{OF_ENTERPRISE},person")
def leave(request: HttpRequest, member: TeamMember) -> HttpResponse:
    """Somebody leaves."""
    given = LeaveForm(request.POST, auto_id="id_leave_%s")
    page = _page(request, member.team, leaving=given)
    if not given.is_valid():
        return page.show()
    teams.leave(by=cast(User, request.user), member=member, **given.cleaned_data)
    return redirect("enterprise:team", code=member.team.engagement.code)


@requires(Permission.MEETING_WRITE, Team, load=OF_ENTERPRISE)
def new_meeting(request: HttpRequest, team: Team) -> HttpResponse:
    """The minutes of a meeting."""
    given = MeetingForm(request.POST or None, team=team)
    page = Page(request, "enterprise/team/minutes.html", form=given, team=team, meeting=None)
    if given.is_valid():
        made = teams.hold_meeting(by=cast(User, request.user), team=team, **given.cleaned_data)
        return redirect("enterprise:meeting", code=made.code)
    return page.show()


@requires(Permission.TEAM_READ, Meeting, load=f"team__{OF_ENTERPRISE},written_by")
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """What was said, who was there, and what was decided."""
    there = set(meeting.present.values_list("pk", flat=True))
    members = list(TeamMember.objects.on(meeting.held_on).filter(team=meeting.team).select_related("person"))
    return Page(
        request, "enterprise/team/meeting.html", meeting=meeting, engagement=meeting.team.engagement,
        present=[m for m in members if m.pk in there], absent=[m for m in members if m.pk not in there],
        decided=list(meeting.actions.with_state()),
    ).show()  # fmt: skip


@requires(Permission.MEETING_WRITE, Meeting, load=f"team__{OF_ENTERPRISE}")
def edit_meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Minutes put right; two writers at once are both heard."""
    initial = {"held_on": meeting.held_on, "minutes": meeting.minutes, "said": meeting.said, "version": meeting.version,
               "present": [m.code for m in meeting.present.all()]}  # fmt: skip
    given = EditMeetingForm(request.POST or None, team=meeting.team, initial=initial)
    page = Page(request, "enterprise/team/minutes.html", form=given, team=meeting.team, meeting=meeting)
    if given.is_valid():
        said = dict(given.cleaned_data)
        present, version = said.pop("present"), said.pop("version")
        teams.correct_meeting(by=cast(User, request.user), meeting=meeting, version=version, changes=said, present=present)
        return redirect("enterprise:meeting", code=meeting.code)
    return page.show()


@requires(Permission.MEETING_WRITE, Meeting, load=f"team__{OF_ENTERPRISE}")
def decide(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """A decision of the meeting goes into the plan."""
    engagement = meeting.team.engagement
    given = DecisionOfMeetingForm(
        request.POST or None, module=module_of(engagement.module), language=get_language() or "en",
        initial={"currency": engagement.enterprise.currency or engagement.currency},
    )  # fmt: skip
    page = Page(request, "enterprise/team/decision.html", form=given, meeting=meeting, engagement=engagement, currency="")
    if given.is_valid():
        teams.decide_at(by=cast(User, request.user), meeting=meeting, **given.cleaned_data)
        return redirect("enterprise:meeting", code=meeting.code)
    return page.show()
