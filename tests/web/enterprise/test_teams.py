"""The pages of the improvement team."""

from typing import Any

import pytest

from genba.directory.actions import people
from genba.plans.models import Action, Meeting, Team
from tests.cast import Cast
from tests.scenes_sheet import at_today
from tests.words import words_of

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")
MINUTES = {"held_on": "2026-05-04", "minutes": "45", "said": "The aisle is blocked."}


def formed(cast: Cast, client: Any) -> Team:
    client.post(f"/engagements/{cast.engagement.code}/team/form/", {"name": "Kaizen circle", "formed_on": "2026-04-20"})
    team = Team.objects.get()
    for person, part in ((cast.lina, "chair"), (cast.rosa, "member")):
        client.post(f"/teams/{team.code}/join/",
                    {"person": person.code, "part": part, "chosen": "elected", "since_on": "2026-04-20"})  # fmt: skip
    return team


def test_the_owner_forms_the_team_and_sees_what_is_missing(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    address = f"/engagements/{cast.engagement.code}/team/"

    before = client.get(address).content.decode()
    formed(cast, client)
    page = words_of(client.get(address))

    assert 'value="Improvement team"' in before
    assert "Kaizen circle" in page and "Lina Sample" in page and "Elected" in page
    assert "Missing" in page and "a man" in page and "a worker" not in page


def test_the_team_is_in_balance_once_everybody_is_there(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    team = formed(cast, client)
    man = people.register(by=cast.coordinator, enterprise=cast.garments, name="Tadi Contoh", role="worker", sex="male")

    page = client.post(
        f"/teams/{team.code}/join/", {"person": man.code, "part": "secretary", "chosen": "volunteer"}, follow=True
    )

    assert "In balance" in words_of(page) and "Volunteered" in words_of(page)


def test_minutes_are_written_by_a_member_and_their_decision_goes_into_the_plan(cast: Cast, sign_in: Any) -> None:
    team = formed(cast, sign_in(cast.owner))
    client = sign_in(cast.team_member)
    there = [m.code for m in team.members.all()][:1]

    meeting = client.post(f"/teams/{team.code}/meetings/new/", {**MINUTES, "present": there}, follow=True)
    kept = Meeting.objects.get()
    decided = client.post(f"/meetings/{kept.code}/decide/", {"problem": "Blocked aisle", "action": "Mark the aisle",
                          "owner": "Rosa Vidu", "due_on": "2026-12-01", "saving_kind": "monthly"}, follow=True)  # fmt: skip

    assert "There Lina Sample" in words_of(meeting) and "Not there Rosa Vidu" in words_of(meeting)
    assert "Mark the aisle" in words_of(decided)
    action = Action.objects.get()
    page = words_of(client.get(f"/actions/{action.code}/"))
    assert "Improvement team" in page and "meeting of 4 May 2026" in page


def test_minutes_without_anybody_there_keep_what_was_typed(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    team = formed(cast, client)

    answer = client.post(f"/teams/{team.code}/meetings/new/", MINUTES)

    assert answer.status_code == 422
    assert "Say who was there." in words_of(answer) and "The aisle is blocked." in words_of(answer)


def test_two_who_correct_the_minutes_are_both_heard(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    team = formed(cast, client)
    there = [m.code for m in team.members.all()]
    client.post(f"/teams/{team.code}/meetings/new/", {**MINUTES, "present": there})
    address = f"/meetings/{Meeting.objects.get().code}/edit/"

    client.post(address, {**MINUTES, "present": there, "minutes": "60", "version": 1})
    late = client.post(address, {**MINUTES, "present": there, "said": "Another story", "version": 1})

    assert late.status_code == 422
    assert "Another story" in words_of(late) and 'name="version" value="2"' in late.content.decode()


def test_who_leaves_is_told_of_as_before(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)
    team = formed(cast, client)
    member = team.members.get(person=cast.rosa)

    wrong = client.post(f"/members/{member.code}/leave/", {"until_on": "2026-01-01"})
    page = client.post(f"/members/{member.code}/leave/", {"until_on": "2026-06-01"}, follow=True)

    assert wrong.status_code == 422 and "cannot have left before" in words_of(wrong)
    assert "20 April 2026 to 1 June 2026" in words_of(page)


def test_a_worker_sees_the_team_and_changes_nothing(cast: Cast, sign_in: Any) -> None:
    team = formed(cast, sign_in(cast.owner))
    client = sign_in(cast.worker)

    page = words_of(client.get(f"/engagements/{cast.engagement.code}/team/"))

    assert "Lina Sample" in page and "Add to the team" not in page
    assert client.post(f"/teams/{team.code}/rename/", {"name": "Mine", "version": 1}).status_code == 403
    assert client.get(f"/teams/{team.code}/meetings/new/").status_code == 403
    assert sign_in(cast.brand_officer).get(f"/engagements/{cast.engagement.code}/team/").status_code == 404


def test_pages_of_the_team_read_a_few_times_only(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.owner)
    team = formed(cast, client)
    there = [m.code for m in team.members.all()]
    for day in range(1, 8):
        client.post(f"/teams/{team.code}/meetings/new/", {**MINUTES, "held_on": f"2026-05-0{day}", "present": there})

    with django_assert_max_num_queries(9):
        client.get(f"/engagements/{cast.engagement.code}/team/")
    with django_assert_max_num_queries(8):
        client.get(f"/meetings/{Meeting.objects.first().code}/")
