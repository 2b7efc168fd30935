"""The improvement team: formed, joined, left; its meetings, and what they decide."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Person
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.plans.actions.plan import propose
from genba.plans.models import Action, Meeting, Origin, Team, TeamMember
from genba.programmes.locks import check_engagement
from genba.programmes.models import Engagement


@transaction.atomic
def form(*, by: User | System, engagement: Engagement, name: str, formed_on: date | None = None) -> Team:
    """Form the team of an engagement. Refused without a name, twice, before the agreement, or in the future."""
    on = formed_on or timezone.localdate()
    if not name.strip():
        raise Refused(_("Give the team its name."), field="name")
    if Team.objects.filter(engagement=engagement).exists():
        raise Refused(_("This enterprise has its team already."), field="name")
    if on > timezone.localdate():
        raise Refused(_("A team cannot be formed on a day that has not come yet."), field="formed_on")
    if on < engagement.agreed_on:
        raise Refused(_("A team cannot be older than the agreement, of %(day)s.") % {"day": in_words(engagement.agreed_on)},
                      field="formed_on")  # fmt: skip
    check_engagement(engagement, [on], field="formed_on")
    made: Team = Team.objects.create(engagement=engagement, name=" ".join(name.split())[:100], formed_on=on)
    record("form", made, by=by, changes={"engagement": engagement.code, "on": on.isoformat()})
    return made


@transaction.atomic
def rename(*, by: User | System, team: Team, name: str, version: int) -> Team:
    """Give the team another name. Stale if somebody was faster."""
    now = _held(team)
    if now.version != version:
        raise Stale(_("Somebody else changed this team while you were typing."), version=now.version, now={"name": now.name})
    if not name.strip():
        raise Refused(_("Give the team its name."), field="name")
    before, now.name, now.version = now.name, " ".join(name.split())[:100], now.version + 1
    now.save()
    record("rename", now, by=by, changes={"name": [before, now.name]})
    return now


@transaction.atomic
def join(
    *, by: User | System, team: Team, person: Person, chosen: str, part: str = TeamMember.Part.MEMBER,
    since_on: date | None = None,
) -> TeamMember:  # fmt: skip
    """A person joins the team, with sex and role as they are now.

    Refused for somebody of another enterprise, who is in the team already, or on a day before the team was formed or
    in the future; and for a second one who leads it.
    """
    now = _held(team)
    on = since_on or timezone.localdate()
    if person.enterprise_id != now.engagement.enterprise_id:
        raise Refused(_("%(name)s works in another enterprise.") % {"name": person.name}, field="person")
    if now.members.filter(person=person, until_on=None).exists():
        raise Refused(_("%(name)s is in the team already.") % {"name": person.name}, field="person")
    if on > timezone.localdate():
        raise Refused(_("Nobody can join on a day that has not come yet."), field="since_on")
    if on < now.formed_on:
        raise Refused(_("The team was formed on %(day)s; nobody joined before.") % {"day": in_words(now.formed_on)},
                      field="since_on")  # fmt: skip
    if (last := now.members.filter(person=person).order_by("-until_on").first()) and last.until_on and on < last.until_on:
        raise Refused(_("%(name)s left the team on %(day)s. Choose that day or a later one.")
                      % {"name": person.name, "day": in_words(last.until_on)}, field="since_on")  # fmt: skip
    if part == TeamMember.Part.CHAIR and (chair := now.members.filter(part=part, until_on=None).first()):
        raise Refused(
            _("%(name)s leads the team already. One leads it at a time.") % {"name": chair.person.name}, field="part"
        )
    check_engagement(now.engagement, [on], field="since_on")
    made: TeamMember = TeamMember.objects.create(
        team=now, person=person, sex=person.sex, role=person.role, part=part, chosen=chosen, since_on=on
    )
    record("join", now, by=by, changes={"person": person.code, "part": part, "chosen": chosen, "since_on": on.isoformat()})
    return made


@transaction.atomic
def leave(*, by: User | System, member: TeamMember, until_on: date | None = None) -> TeamMember:
    """A member leaves; the time in the team stays on record. Refused twice, before joining, or in the future."""
    now: TeamMember = TeamMember.objects.select_for_update().select_related("team", "person").get(pk=member.pk)
    on = until_on or timezone.localdate()
    if now.until_on is not None:
        raise Refused(_("%(name)s left the team already.") % {"name": now.person.name}, field="until_on")
    if on > timezone.localdate():
        raise Refused(_("Nobody can leave on a day that has not come yet."), field="until_on")
    if on < now.since_on:
        raise Refused(_("%(name)s joined on %(day)s and cannot have left before.")
                      % {"name": now.person.name, "day": in_words(now.since_on)}, field="until_on")  # fmt: skip
    check_engagement(now.team.engagement, [on], field="until_on")
    now.until_on = on
    now.save(update_fields=["until_on"])
    record("leave", now.team, by=by, changes={"person": now.person.code, "until_on": on.isoformat()})
    return now


@transaction.atomic
def hold_meeting(
    *, by: User | System, team: Team, held_on: date, minutes: int, said: str, present: Collection[TeamMember]
) -> Meeting:
    """A meeting as its minutes tell it. Refused when nobody was there, nothing was said, on a day that has not come or
    before the team, for minutes that no meeting has, and for members who were not in the team on that day."""
    made = Meeting(team=team, held_on=held_on, minutes=minutes, said=said.strip(),
                   written_by=by if isinstance(by, User) else None)  # fmt: skip
    _check_meeting(made, present)
    check_engagement(team.engagement, [held_on], field="held_on")
    made.save(force_insert=True)
    made.present.set(present)
    record("hold", made, by=by, changes={"team": team.code, "held_on": held_on.isoformat(), "present": len(present)})
    return made


@transaction.atomic
def correct_meeting(
    *, by: User | System, meeting: Meeting, version: int, changes: Mapping[str, Any], present: Collection[TeamMember]
) -> Meeting:
    """Put the minutes right. Stale if somebody was faster; refused in a locked month."""
    now: Meeting = Meeting.objects.select_for_update().select_related("team").get(pk=meeting.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed these minutes while you were typing."), version=now.version,
                    now={f: getattr(now, f) for f in changes})  # fmt: skip
    held_on = now.held_on
    for field, value in changes.items():
        setattr(now, field, value.strip() if isinstance(value, str) else value)
    now.version += 1
    _check_meeting(now, present)
    check_engagement(now.team.engagement, [held_on, now.held_on], field="held_on")
    now.save()
    now.present.set(present)
    record("correct", now, by=by, changes={"fields": sorted(changes), "present": len(present)})
    return now


def decide_at(*, by: User | System, meeting: Meeting, **facts: Any) -> Action:
    """A decision of a meeting goes into the plan at once: an action whose idea comes from the team."""
    return propose(by=by, engagement=meeting.team.engagement, meeting=meeting, origin=Origin.TEAM,
                   proposed_on=meeting.held_on, **facts)  # fmt: skip


def _check_meeting(meeting: Meeting, present: Collection[TeamMember]) -> None:
    team = meeting.team
    if meeting.held_on > timezone.localdate():
        raise Refused(_("A meeting cannot have a day that has not come yet."), field="held_on")
    if meeting.held_on < team.formed_on:
        raise Refused(_("The team was formed on %(day)s; it cannot have met before.") % {"day": in_words(team.formed_on)},
                      field="held_on")  # fmt: skip
    if not 0 < meeting.minutes <= timedelta(hours=12).total_seconds() / 60:
        raise Refused(_("A meeting lasts from 1 to 720 minutes."), field="minutes")
    if not meeting.said:
        raise Refused(_("Write what was said."), field="said")
    if not present:
        raise Refused(_("Say who was there."), field="present")
    there = set(TeamMember.objects.on(meeting.held_on).filter(team=team).values_list("pk", flat=True))
    for member in present:
        if member.pk not in there:
            raise Refused(_("%(name)s was not in the team on that day.") % {"name": member.person.name}, field="present")


def _held(team: Team) -> Team:
    now: Team = Team.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=team.pk)
    return now
