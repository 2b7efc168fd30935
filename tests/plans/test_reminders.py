"""Owners and trainers hear by mail what is due or late: each action once a week, and nobody who does not want it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from genba.access.models import User
from genba.kit.outbox import drain
from genba.plans import actions, tasks
from genba.plans.actions import reminders
from genba.plans.models import Action, Reminder
from genba.programmes.models import Withdrawal
from tests.cast import Cast
from tests.scenes_sheet import TODAY, at_today, play

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def a_day_passes() -> None:
    tasks.look(None)  # type: ignore[arg-type]  # it asks nothing of the task
    drain()


def test_the_owner_and_the_trainer_hear_of_what_is_due_or_late(cast: Cast, mailoutbox: Any) -> None:
    play(cast)["thread"]
    Action.objects.filter(action="Sort thread by colour").update(due_on=TODAY + timedelta(days=7))

    a_day_passes()

    assert {m.to[0] for m in mailoutbox} == {cast.owner.email, cast.omar.email}
    mail = next(m for m in mailoutbox if m.to == [cast.owner.email])
    assert mail.subject == "2 actions are due"
    assert "Cutting plan that nests sizes" in mail.body and "late since 20 November 2026" in mail.body
    assert "due on 29 November 2026" in mail.body
    assert "Sell the old press" not in mail.body


def test_an_action_is_told_once_a_week(cast: Cast, mailoutbox: Any) -> None:
    play(cast)

    a_day_passes()
    a_day_passes()
    first = len(mailoutbox)
    with time_machine.travel(datetime(2026, 11, 23, 9, 0)):  # a Monday
        a_day_passes()

    assert first == 2 and len(mailoutbox) == 4
    assert Reminder.objects.values_list("week", flat=True).distinct().count() == 2


def test_what_is_done_or_of_an_enterprise_that_left_is_not_told(cast: Cast, mailoutbox: Any) -> None:
    late = play(cast)["cutting"]
    actions.decide(action=late, by=cast.owner, kind="done", on=date(2026, 11, 21))

    a_day_passes()
    actions.decide(action=late, by=cast.owner, kind="started", on=date(2026, 11, 22))
    Withdrawal.objects.create(engagement=cast.engagement, withdrawn_on=TODAY, reason="moved", recorded_by=cast.omar)
    a_day_passes()

    assert mailoutbox == []


def test_a_person_without_an_address_gets_no_mail_and_holds_nobody_up(cast: Cast, mailoutbox: Any) -> None:
    play(cast)
    User.objects.filter(pk=cast.owner.pk).update(email=None)

    a_day_passes()

    assert [m.to for m in mailoutbox] == [[cast.omar.email]]


def test_a_mail_is_written_in_the_language_of_its_reader(cast: Cast, mailoutbox: Any) -> None:
    play(cast)
    User.objects.filter(pk=cast.owner.pk).update(language="fr")

    a_day_passes()

    assert "20 novembre 2026" in next(m for m in mailoutbox if m.to == [cast.owner.email]).body


def test_the_link_of_a_mail_ends_them_without_signing_in_and_looking_changes_nothing(
    cast: Cast, client: Any, mailoutbox: Any
) -> None:
    play(cast)
    a_day_passes()
    mail = next(m for m in mailoutbox if m.to == [cast.owner.email])
    link = mail.extra_headers["List-Unsubscribe"].strip("<>").partition("localhost:8000")[2]

    client.get(link)
    looked = reminders.are_on(cast.owner)
    client.post(link, {"List-Unsubscribe": "One-Click"})
    with time_machine.travel(datetime(2026, 11, 23, 9, 0)):
        a_day_passes()

    assert looked and not reminders.are_on(cast.owner)
    assert [m.to for m in mailoutbox[2:]] == [[cast.omar.email]]


def test_a_forged_link_is_not_found(cast: Cast, client: Any) -> None:
    token = reminders.token_of(cast.owner)

    assert client.post(f"/reminders/{token[::-1]}/").status_code == 404
    assert reminders.are_on(cast.owner)


def test_whoever_changes_their_mind_gets_them_again(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.omar)

    client.post("/my-reminders/", {"on": "no"})
    off = reminders.are_on(cast.omar)
    client.post("/my-reminders/", {"on": "yes"})

    assert not off and reminders.are_on(cast.omar)


def test_to_find_who_is_told_reads_a_few_times_only(cast: Cast, django_assert_max_num_queries: Any) -> None:
    play(cast)

    with django_assert_max_num_queries(4):
        reminders.to_be_told(TODAY)
