"""An improvement team is formed, people join and leave, it meets, and what it decides goes into the plan."""

from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.directory.actions import people
from genba.directory.models import Person
from genba.kit.refused import Refused, Stale
from genba.plans.actions import teams
from genba.plans.balance import balance_of
from genba.plans.models import Meeting, Team, TeamMember
from tests.cast import Cast

FORMED = date(2026, 4, 20)


def a_team(cast: Cast) -> Team:
    return teams.form(by=cast.owner, engagement=cast.engagement, name=" Kaizen   circle ", formed_on=FORMED)


def a_man(cast: Cast, name: str = "Tadi Contoh", role: str = "worker") -> Person:
    return people.register(by=cast.coordinator, enterprise=cast.garments, name=name, role=role, sex="male")


def join(cast: Cast, team: Team, person: Person, **more: Any) -> TeamMember:
    return teams.join(by=cast.owner, team=team, person=person, **({"chosen": "elected", "since_on": FORMED} | more))


def test_a_team_has_its_own_name_and_one_is_enough(cast: Cast) -> None:
    team = a_team(cast)

    with pytest.raises(Refused, match="team already"):
        a_team(cast)

    assert team.name == "Kaizen circle"
    assert Event.objects.filter(noun="team", verb="form").count() == 1


def test_the_balance_says_what_is_missing(cast: Cast) -> None:
    team = a_team(cast)

    empty = balance_of([])
    join(cast, team, cast.lina, part="chair")
    one = balance_of(team.members.all())
    join(cast, team, a_man(cast))
    kept = balance_of(team.members.all())

    assert empty.missing == ("a manager", "a worker", "a woman", "a man", "somebody who leads the team")
    assert one.missing == ("a worker", "a man")
    assert kept.is_kept and (kept.managers, kept.workers, kept.women, kept.men) == (1, 1, 1, 1)


def test_more_managers_than_workers_are_out_of_balance_and_not_stated_is_counted_by_itself(cast: Cast) -> None:
    team = a_team(cast)
    quiet = people.register(
        by=cast.coordinator, enterprise=cast.garments, name="Sam Quiet", role="manager", sex="not-stated"
    )
    for person in (cast.lina, quiet, a_man(cast)):
        join(cast, team, person)

    balance = balance_of(team.members.all())

    assert balance.not_stated == 1
    assert balance.missing == ("more workers: there are fewer than managers", "somebody who leads the team")


def test_sex_and_role_are_those_of_the_day_somebody_joined(cast: Cast) -> None:
    team = a_team(cast)
    member = join(cast, team, cast.rosa)

    Person.objects.filter(pk=cast.rosa.pk).update(role="manager")

    assert balance_of([TeamMember.objects.get(pk=member.pk)]).workers == 1


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"since_on": date(2026, 4, 1)}, "since_on", "formed on 20 April 2026"),
        ({"since_on": date(2126, 4, 1)}, "since_on", "not come yet"),
        ({"part": "chair"}, "part", "Lina Sample leads the team already"),
    ],
)
def test_who_cannot_join_so_hears_why(cast: Cast, more: dict[str, Any], field: str, sentence: str) -> None:
    team = a_team(cast)
    join(cast, team, cast.lina, part="chair")

    with pytest.raises(Refused, match=sentence) as no:
        join(cast, team, cast.rosa, **more)

    assert no.value.field == field


def test_nobody_joins_twice_and_nobody_from_elsewhere(cast: Cast) -> None:
    team = a_team(cast)
    join(cast, team, cast.rosa)
    stranger = people.register(by=cast.director, enterprise=cast.metals, name="Far Away", role="worker", sex="male")

    for person, sentence in ((cast.rosa, "in the team already"), (stranger, "another enterprise")):
        with pytest.raises(Refused, match=sentence):
            join(cast, team, person)


def test_who_left_stays_on_record_and_may_come_back(cast: Cast) -> None:
    team = a_team(cast)
    member = join(cast, team, cast.rosa)

    with pytest.raises(Refused, match="cannot have left before"):
        teams.leave(by=cast.owner, member=member, until_on=date(2026, 4, 1))
    teams.leave(by=cast.owner, member=member, until_on=date(2026, 6, 1))
    with pytest.raises(Refused, match="left the team already"):
        teams.leave(by=cast.owner, member=member, until_on=date(2026, 6, 2))
    with pytest.raises(Refused, match="Choose that day or a later one"):
        join(cast, team, cast.rosa, since_on=date(2026, 5, 1))
    join(cast, team, cast.rosa, since_on=date(2026, 7, 1))

    assert team.members.count() == 2
    assert list(TeamMember.objects.on(date(2026, 6, 15))) == []


def met(cast: Cast, team: Team, present: list[TeamMember], **more: Any) -> Meeting:
    told: dict[str, Any] = {"held_on": date(2026, 5, 4), "minutes": 45, "said": "The aisle is blocked."}
    return teams.hold_meeting(by=cast.team_member, team=team, present=present, **(told | more))


def test_a_decision_of_a_meeting_becomes_an_action_in_one_step(cast: Cast) -> None:
    team = a_team(cast)
    meeting = met(cast, team, [join(cast, team, cast.rosa)])

    action = teams.decide_at(by=cast.team_member, meeting=meeting, problem="Blocked aisle", action="Mark the aisle",
                             owner="Rosa Vidu", due_on=date(2026, 6, 1))  # fmt: skip

    assert (action.origin, action.meeting, action.proposed_on) == ("team", meeting, date(2026, 5, 4))
    assert list(meeting.actions.all()) == [action]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"held_on": date(2026, 4, 1)}, "held_on"),
        ({"held_on": date(2126, 4, 1)}, "held_on"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 900}, "minutes"),
        ({"said": " "}, "said"),
        ({"present": []}, "present"),
    ],
)
def test_minutes_that_cannot_be_are_refused_beside_their_field(cast: Cast, more: dict[str, Any], field: str) -> None:
    team = a_team(cast)
    member = join(cast, team, cast.rosa)

    with pytest.raises(Refused) as no:
        met(cast, team, **({"present": [member]} | more))

    assert no.value.field == field and not Meeting.objects.exists()


def test_only_who_was_in_the_team_that_day_can_have_been_there(cast: Cast) -> None:
    team = a_team(cast)
    late = join(cast, team, cast.rosa, since_on=date(2026, 5, 20))

    with pytest.raises(Refused, match="Rosa Vidu was not in the team"):
        met(cast, team, [late])


def test_two_who_correct_the_minutes_are_both_heard(cast: Cast) -> None:
    team = a_team(cast)
    member = join(cast, team, cast.rosa)
    meeting = met(cast, team, [member])
    right: dict[str, Any] = {"meeting": meeting, "version": 1, "present": [member]}
    teams.correct_meeting(by=cast.owner, **right, changes={"minutes": 60})

    with pytest.raises(Stale) as late:
        teams.correct_meeting(by=cast.team_member, **right, changes={"minutes": 30})

    assert late.value.now == {"minutes": 60}
