"""Something happened to many: everybody is asked within a day, and what breaks first is known the same day."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from genba.access.models import User
from genba.audit.models import Event
from genba.directory.actions import events, merges
from genba.directory.models import Enterprise
from genba.kit.models import Task
from genba.kit.outbox import drain
from genba.kit.refused import Refused
from genba.pulses import actions, tasks
from genba.pulses.models import Pulse, PulseAsk
from genba.pulses.questions import questions
from genba.pulses.results import results_of, title_of
from tests.cast import Cast
from tests.scenes_pulses import asked, others, say

assert tasks.TELL_ONE  # their kinds are registered, as the worker does it


def soon(days: int = 2) -> Any:
    return timezone.localdate() + timedelta(days=days)


def test_every_enterprise_within_reach_is_asked_once_and_nobody_beyond(cast: Cast) -> None:
    others(cast)

    made = actions.ask_everyone(by=cast.coordinator, reason="  The river\nis over the road. ", closes_on=soon())

    assert made.reason == "The river is over the road."
    assert PulseAsk.objects.filter(pulse=made).count() == 7  # not Other Side Metals, which another provider serves
    assert not PulseAsk.objects.filter(enterprise=cast.metals).exists()
    event = Event.objects.get(verb="ask", noun="pulse")
    assert event.changes == {"enterprises": 7, "closes_on": soon().isoformat()}


def test_the_director_asks_everywhere_or_in_one_country(cast: Cast) -> None:
    vietnam = actions.ask_everyone(by=cast.director, reason="Storm", closes_on=soon(), country=cast.metals.country)
    rest = actions.ask_everyone(by=cast.director, reason="Strike at the ports", closes_on=soon())

    assert [a.enterprise for a in PulseAsk.objects.filter(pulse=vietnam)] == [cast.metals]
    assert [a.enterprise for a in PulseAsk.objects.filter(pulse=rest)] == [cast.garments]  # the other is being asked already


def test_who_is_closed_or_being_asked_is_left_in_peace(cast: Cast) -> None:
    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="closed", happened_on=timezone.localdate())

    with pytest.raises(Refused, match="There is nobody to ask"):
        actions.ask_everyone(by=cast.coordinator, reason="Flood", closes_on=soon())
    actions.ask_everyone(by=cast.director, reason="Flood", closes_on=soon())
    with pytest.raises(Refused, match="There is nobody to ask"):
        actions.ask_everyone(by=cast.director, reason="Flood, again", closes_on=soon())

    assert [a.enterprise for a in PulseAsk.objects.all()] == [cast.metals]


@pytest.mark.parametrize(("reason", "days", "says"), [
    ("   ", 2, "Say in one sentence what happened"), ("Flood", -1, "today or one of the next 14 days"),
    ("Flood", 15, "today or one of the next 14 days"),
])  # fmt: skip
def test_a_pulse_says_why_and_lasts_days_not_weeks(cast: Cast, reason: str, days: int, says: str) -> None:
    with pytest.raises(Refused, match=says):
        actions.ask_everyone(by=cast.director, reason=reason, closes_on=soon(days))

    assert not Pulse.objects.exists()


def test_owners_hear_of_it_by_mail_in_their_language_once(cast: Cast, mailoutbox: Any) -> None:
    User.objects.filter(pk=cast.owner.pk).update(language="fr")
    made = asked(cast)

    drain()
    PulseAsk.objects.filter(pulse=made, enterprise=cast.garments).get()
    for ask in PulseAsk.objects.filter(pulse=made).select_related("pulse", "enterprise"):
        actions.tell(ask=ask)

    (mail,) = mailoutbox
    assert mail.to == [cast.owner.email] and "The river is over the road." in mail.body
    assert "Dix questions" in mail.body and "/pulse/" in mail.body
    assert PulseAsk.objects.filter(told_on=timezone.localdate()).count() == 1


def test_only_those_whom_a_mail_can_reach_are_put_into_the_outbox(cast: Cast) -> None:
    made = asked(cast)

    drain()

    told = Task.objects.get(kind="pulses.tell")
    assert told.payload == {"pulse": made.code} and told.result == {"enterprises": 1}  # of seven, one owner has an address
    assert Task.objects.filter(kind=tasks.TELL_ONE).count() == 1


def test_who_has_answered_before_the_mail_goes_gets_none(cast: Cast, mailoutbox: Any) -> None:
    made = asked(cast)
    say(made, count=7)

    drain()

    assert mailoutbox == []


def test_the_last_word_counts_and_who_said_it_is_in_the_trail(cast: Cast) -> None:
    ask = PulseAsk.objects.select_related("pulse", "enterprise").get(pulse=asked(cast), enterprise=cast.garments)

    actions.answer(by=None, ask=ask, answers={"open": True, "cash": False})
    actions.answer(by=cast.owner, ask=ask, answers={"open": False}, most_needed=" a  pump ", way="account")

    ask.refresh_from_db()
    assert (ask.answers, ask.most_needed, ask.way, ask.answered_by) == ({"open": False}, "a pump", "account", cast.owner)
    trail = list(Event.objects.filter(verb="answer", noun="pulseask").order_by("pk").values_list("by", "changes"))
    assert trail == [("system", {"questions": 2, "way": "link"}), (cast.owner.code, {"questions": 1, "way": "account"})]


@pytest.mark.parametrize(("answers", "needed", "says"), [
    ({}, "", "Answer at least one question"), ({"weather": True}, "", "There is no question “weather”. Those asked are: cash,"),
    ({"open": True}, "x" * 301, "at most 300 letters"),
])  # fmt: skip
def test_a_wrong_answer_is_refused_and_nothing_is_kept(cast: Cast, answers: dict[str, bool], needed: str, says: str) -> None:
    ask = PulseAsk.objects.get(pulse=asked(cast), enterprise=cast.garments)

    with pytest.raises(Refused, match=says):
        actions.answer(by=None, ask=ask, answers=answers, most_needed=needed)

    ask.refresh_from_db()
    assert ask.answered_on is None and ask.answers == {}


def test_after_the_last_day_nothing_more_is_taken(cast: Cast) -> None:
    made = asked(cast)
    ask = PulseAsk.objects.filter(pulse=made)[0]
    Pulse.objects.filter(pk=made.pk).update(asked_on=soon(-5), closes_on=soon(-1))

    with pytest.raises(Refused, match="This is closed since"):
        actions.answer(by=None, ask=ask, answers={"open": True})
    assert actions.tell(ask=PulseAsk.objects.select_related("pulse", "enterprise").get(pk=ask.pk)) == 0


def test_under_five_answers_nothing_is_told_but_whom_to_call(cast: Cast) -> None:
    made = asked(cast)
    say(made, "cash", count=4)

    found = results_of(cast.coordinator, made, "en")

    assert (found.asked, found.answered, found.answer, found.worst) == (7, 4, None, "")
    assert found.no is not None and found.no.said.code == "too-few"
    assert len(found.in_need) == 4 and len(found.unheard) == 3


def test_what_breaks_first_is_told_by_country_and_kind_of_business_with_whom_to_call(cast: Cast) -> None:
    made = asked(cast)
    needing = say(made, "transport", "cash", count=2, most_needed="A lorry") + say(made, "transport")
    say(made, count=3)

    found = results_of(cast.coordinator, made, "en")

    assert found.answer is not None and found.worst == "transport" and (found.asked, found.answered) == (7, 6)
    assert title_of(found, "en") == "Can goods come in and go out?"
    rows = {row["question"]: (row["yes_share"], row["n"]) for row in found.answer.values["questions"]}
    assert rows["transport"] == (50.0, 6) and rows["open"] == (100.0, 6)
    assert [(row["group"], row["n"]) for row in found.answer.values["by_country"]] == [("Kenya", 6)]
    assert found.answer.values["by_sector"] == []  # four makers and two hotels: groups under five are not shown
    assert {ask.pk for ask in found.in_need} == {ask.pk for ask in needing} and len(found.unheard) == 1


def test_whoever_serves_some_of_them_sees_those_only(cast: Cast) -> None:
    others(cast)
    made = actions.ask_everyone(by=cast.director, reason="Strike at the ports", closes_on=soon())

    assert results_of(cast.director, made).asked == 8
    assert results_of(cast.coordinator, made).asked == 7
    assert results_of(cast.owner, made).asked == 0 and results_of(cast.brand_officer, made).asked == 0


def test_the_questions_are_those_of_the_tool_in_every_language() -> None:
    spoken = {language: questions(language) for language in ("en", "fr", "es", "ar")}

    assert [len(asked) for asked in spoken.values()] == [10] * 4
    assert len({asked[0].text for asked in spoken.values()}) == 4
    assert [question.code for question in spoken["en"]][:3] == ["open", "staffed", "safe"]


def test_a_merge_of_two_that_were_both_asked_keeps_one_answer(cast: Cast) -> None:
    made = asked(cast)
    looms, bakery = Enterprise.objects.get(name="Example Looms"), Enterprise.objects.get(name="Muster Bakery")
    actions.answer(by=None, ask=PulseAsk.objects.get(enterprise=looms), answers={"open": True})

    merge = merges.merge(by=cast.coordinator, kept=looms, gone=bakery)
    assert PulseAsk.objects.filter(pulse=made).count() == 6
    assert PulseAsk.objects.get(enterprise=looms).answers == {"open": True}

    merges.undo(by=cast.coordinator, merge=merge)
    assert PulseAsk.objects.get(enterprise=bakery).answered_on is None
