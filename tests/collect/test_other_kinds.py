"""The list of a class, a baseline and a pulse, as they come back from a collector."""

from datetime import date
from typing import Any

import pytest

from genba.delivery.models import Attendance, Participant
from genba.directory.models import Person
from genba.observations.models import Baseline, Observation
from genba.programmes.curricula import module_of
from genba.pulses.actions import answering, sending
from genba.pulses.models import PulseAsk
from genba.pulses.questions import questions
from genba.sync.actions.disagreements import decide
from genba.sync.models import Disagreement, Outcome, Receipt
from genba.sync.side_by_side import may_decide, side_by_side
from tests.cast import Cast
from tests.collect.collectors import Collector, filled, said
from tests.scenes_classes import Classroom, a_class, keep
from tests.scenes_field import has_baseline

BASELINE, PULSE = "workplace-cooperation-baseline", "crisis-response-pulse"


def a_list(room: Classroom, there: list[str], listed: list[str], inside: str = "", **more: str) -> str:
    code = room.workshop.code
    answers = {"workshop": code, "session": f"{code}-{room.sessions[0].key}", "minutes": "180", "listed": " ".join(listed),
               "there": " ".join(there), **more}  # fmt: skip
    return filled("attendance", inside=inside, **answers)


def walk_in(cast: Cast, name: str) -> str:
    return f"<walk-in><enterprise>{cast.garments.code}</enterprise><name>{name}</name><sex>female</sex><role>worker</role></walk-in>"


@pytest.fixture
def room(cast: Cast) -> Classroom:
    return a_class(cast)


def marks(room: Classroom) -> dict[str, int]:
    return dict(room.sessions[0].attendances.values_list("participant__person__code", "minutes"))


def test_who_was_ticked_was_there_and_who_was_on_the_list_and_not_ticked_was_not(
    cast: Cast, room: Classroom, phone: Collector
) -> None:
    answer = phone.send(a_list(room, there=[cast.rosa.code], listed=[cast.rosa.code, cast.lina.code]))

    assert answer.status_code == 201 and marks(room) == {
        cast.rosa.code: 180,
        cast.lina.code: 0,
    }  # Nuri came to the list later


def test_everybody_who_walked_in_is_on_the_list_once(cast: Cast, room: Classroom, phone: Collector) -> None:
    xml = a_list(room, there=[], listed=[cast.rosa.code], inside=walk_in(cast, "Chi Contoh") + walk_in(cast, "Ann Ejemplo"))

    assert [phone.send(xml).status_code for _ in range(2)] == [201, 201]

    new = Participant.objects.filter(walked_in=True)
    assert (
        sorted(p.person.name for p in new) == ["Ann Ejemplo", "Chi Contoh"]
        and Person.objects.filter(name="Chi Contoh").count() == 1
    )
    assert set(Attendance.objects.filter(participant__in=new).values_list("minutes", flat=True)) == {180}


def test_what_somebody_marked_meanwhile_stands_and_both_are_kept(cast: Cast, room: Classroom, phone: Collector) -> None:
    keep(cast, room, room.sessions[0], rosa=0)

    answer = phone.send(a_list(room, there=[cast.rosa.code], listed=[cast.rosa.code]))

    assert answer.status_code == 201 and "otherwise" in said(answer) and marks(room) == {cast.rosa.code: 0}
    assert Disagreement.objects.get().mine == 180


def test_a_list_without_the_minutes_of_its_session_makes_nobody_absent(
    cast: Cast, room: Classroom, phone: Collector
) -> None:
    answer = phone.send(a_list(room, there=[cast.rosa.code], listed=[cast.rosa.code, cast.lina.code], minutes=""))

    assert answer.status_code == 202 and marks(room) == {} and Outcome.objects.get().state == "to-fix"


def a_baseline(cast: Cast, **more: str) -> str:
    practices = {p.code.replace("-", "_"): "absent" for p in module_of("workplace-cooperation").practices}
    answers = {"engagement": cast.engagement.code, "assessed_on": "2026-02-10", "period_starts": "2026-01-01",
               "period_ends": "2026-01-31", "kpi_defect_rate_answer": "counted", "kpi_defect_rate_numerator": "71",
               "kpi_defect_rate_denominator": "1180", "kpi_energy_intensity_answer": "not-tracked",
               "kpi_energy_intensity_reason": "Meter shared", "women_workers": "40", "first_wish": "Less rework", **practices, **more}  # fmt: skip
    return filled(BASELINE, **answers)


def test_a_baseline_is_the_baseline_of_the_page(cast: Cast, sign_in: Any) -> None:
    answer = Collector(cast.omar).send(a_baseline(cast, output_unit="dozens"))

    taken = Baseline.objects.get()
    assert answer.status_code == 201 and "pieces" in said(answer)  # the unit it keeps
    assert (taken.taken_on, taken.taken_by, taken.engagement) == (date(2026, 2, 10), cast.omar, cast.engagement)
    assert Observation.objects.get(indicator="defect-rate").denominator == 1180
    assert Observation.objects.get(indicator="energy-intensity").note == "Meter shared"
    page = sign_in(cast.omar).get(f"/field/engagements/{cast.engagement.code}/baseline/").content.decode()
    assert "Less rework" in page and "Women workers" in page


def test_a_baseline_that_was_taken_meanwhile_stands_and_the_other_waits(cast: Cast) -> None:
    phone = Collector(cast.omar)
    has_baseline(cast)

    answer = phone.send(a_baseline(cast))

    assert answer.status_code == 202 and "already" in said(answer) and Baseline.objects.count() == 1
    assert Outcome.objects.get().state == "waiting" and Receipt.objects.get().body["values"]


def test_a_baseline_with_a_wrong_period_needs_fixing(cast: Cast) -> None:
    answer = Collector(cast.omar).send(a_baseline(cast, period_ends="2026-02-20"))

    assert answer.status_code == 202 and Outcome.objects.get().field == "period" and not Baseline.objects.exists()


@pytest.fixture
def ask(cast: Cast) -> PulseAsk:
    sending.ask_everyone(by=cast.coordinator, reason="Flood", closes_on=date(2026, 4, 20))
    asked: PulseAsk = PulseAsk.objects.get(enterprise=cast.garments)
    return asked


def test_the_ten_questions_are_asked_on_site(cast: Cast, ask: PulseAsk) -> None:
    phone = Collector(cast.coordinator)
    assert ask.code in phone.content(PULSE, "engagements.csv")
    said_yes = {q.code.replace("-", "_"): "yes" for q in questions()}

    answer = phone.send(
        filled(PULSE, engagement=ask.code, asked_on="2026-04-15", country="KE", most_needed="Pumps", **said_yes)
    )

    ask.refresh_from_db()
    assert answer.status_code == 201, said(answer)
    assert (
        ask.way == "phone"
        and ask.answered_by == cast.coordinator
        and ask.most_needed == "Pumps"
        and all(ask.answers.values())
    )


def test_the_own_word_of_an_enterprise_stands(cast: Cast, ask: PulseAsk) -> None:
    phone = Collector(cast.coordinator)
    answering.answer(by=None, ask=ask, answers={"open": False})

    answer = phone.send(filled(PULSE, engagement=ask.code, open="yes"))

    ask.refresh_from_db()
    assert (
        answer.status_code == 201
        and ask.answers == {"open": False}
        and Disagreement.objects.get().theirs["answers"] == {"open": False}
    )


def test_somebody_decides_for_what_was_told_on_site(cast: Cast, ask: PulseAsk) -> None:
    answering.answer(by=None, ask=ask, answers={"open": False})
    Collector(cast.coordinator).send(filled(PULSE, engagement=ask.code, open="yes"))
    row = Disagreement.objects.get()
    (both,) = side_by_side(cast.coordinator, [row])

    decide(by=cast.coordinator, disagreement=row, is_mine=True, stands=both.stands)

    ask.refresh_from_db()
    assert both.title == cast.garments.name and "Yes" in both.mine and "No" in both.theirs
    assert ask.answers == {"open": True} and ask.way == "phone" and may_decide(cast.coordinator, row)


def test_a_pulse_that_is_closed_keeps_the_answers(cast: Cast, ask: PulseAsk, in_april: Any) -> None:
    in_april.shift(10 * 86400)

    answer = Collector(cast.coordinator).send(filled(PULSE, engagement=ask.code, open="yes"))

    assert answer.status_code == 202 and "closed" in said(answer)
