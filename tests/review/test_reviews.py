"""A report is approved, returned with what to put right, put right, and approved; by somebody else than its author."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from genba.access.permissions import Permission
from genba.audit.models import Event
from genba.commands.work import register_kinds
from genba.delivery.actions import visits
from genba.delivery.models import Visit
from genba.kit import outbox
from genba.kit.models import Task
from genba.kit.refused import Refused, Stale
from genba.observations.actions import observations
from genba.observations.models import Baseline, Observation
from genba.review import actions
from genba.review.models import Remark, Review
from genba.review.samples import drawn, lot_of, sample_of
from genba.review.subjects import Subject, subject_of
from genba.review.waiting import WAITS, returned_to, visits_of
from tests.cast import Cast
from tests.scenes_review import NOW, VISITED, measured


@pytest.fixture(autouse=True)
def one_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def visit(cast: Cast) -> Visit:
    return measured(cast)


def waiting(cast: Cast) -> list[str]:
    return list(visits_of(cast.coordinator, Permission.REVIEW_READ).filter(WAITS).values_list("code", flat=True))


def give_back(cast: Cast, visit: Visit, reason: str = "The advice is too short.") -> Review:
    subject = Subject("visit", visit)
    return actions.return_for_more(by=cast.coordinator, subject=subject, version=visit.version, reason=reason,
                                   remarks={"advice": "Say who meets, and where.", "met": " "})  # fmt: skip


def test_an_approved_report_leaves_the_list_and_shows_who_approved_it(cast: Cast, visit: Visit) -> None:
    before = waiting(cast)

    actions.approve(by=cast.coordinator, subject=Subject("visit", visit), version=1)

    assert (before, waiting(cast)) == ([visit.code], [])
    (review,) = Subject("visit", visit).reviews()
    assert (review.kind, review.reviewed_by, review.version) == ("approved", cast.coordinator, 1)
    assert Event.objects.get(verb="approve").code == visit.code


def test_a_returned_report_is_with_the_trainer_until_it_is_put_right(cast: Cast, visit: Visit) -> None:
    give_back(cast, visit)
    (back,) = returned_to(cast.omar)
    while_returned = waiting(cast)

    visits.edit(visit=visit, by=cast.omar, version=1, changes={"advice": "All of line 2 meet at the board at seven."})

    assert [r.text for r in back.remarks.all()] == ["Say who meets, and where."] and while_returned == []
    assert returned_to(cast.omar) == [] and waiting(cast) == [visit.code]


def test_an_answer_in_words_brings_it_back_too(cast: Cast, visit: Visit) -> None:
    give_back(cast, visit)

    actions.answer(by=cast.omar, subject=Subject("visit", visit), words="It is as they said it.")

    assert returned_to(cast.omar) == [] and waiting(cast) == [visit.code]


def test_a_report_that_is_changed_after_approval_waits_again(cast: Cast, visit: Visit) -> None:
    actions.approve(by=cast.coordinator, subject=Subject("visit", visit), version=1)

    visits.edit(visit=visit, by=cast.omar, version=1, changes={"met": "Rosa"})

    assert waiting(cast) == [visit.code]


def test_nobody_approves_returns_or_samples_their_own_report(cast: Cast, visit: Visit) -> None:
    visit.trainer = cast.coordinator
    visit.save()
    subject = Subject("visit", visit)

    with pytest.raises(Refused, match="wrote this yourself"):
        actions.approve(by=cast.coordinator, subject=subject, version=1)
    with pytest.raises(Refused, match="wrote this yourself"):
        actions.return_for_more(by=cast.coordinator, subject=subject, version=1, reason="No")
    with pytest.raises(Refused, match="wrote this yourself"):
        actions.read_sample(by=cast.coordinator, visit=visit)
    assert not Review.objects.exists()


def test_what_changed_since_it_was_opened_is_read_again_first(cast: Cast, visit: Visit) -> None:
    visits.edit(visit=visit, by=cast.omar, version=1, changes={"met": "Rosa"})

    with pytest.raises(Stale, match="Read it again") as late:
        actions.approve(by=cast.coordinator, subject=Subject("visit", visit), version=1)

    assert late.value.version == 2


def test_a_return_without_a_reason_and_an_answer_to_nothing_are_refused(cast: Cast, visit: Visit) -> None:
    with pytest.raises(Refused, match="what is to be put right") as refusal:
        give_back(cast, visit, reason="  ")
    with pytest.raises(Refused, match="Nobody has returned"):
        actions.answer(by=cast.omar, subject=Subject("visit", visit), words="Done")

    assert refusal.value.field == "reason" and not Remark.objects.exists()


def test_approving_twice_says_who_was_faster(cast: Cast, visit: Visit) -> None:
    actions.approve(by=cast.coordinator, subject=Subject("visit", visit), version=1)

    with pytest.raises(Refused, match="Maya Muster has approved this already"):
        actions.approve(by=cast.director, subject=Subject("visit", visit), version=1)


def test_a_baseline_and_an_unusual_value_are_reviewed_like_a_report(cast: Cast, visit: Visit) -> None:
    value = observations.record(by=cast.omar, enterprise=cast.garments, indicator="defect-rate", starts_on=date(2026, 4, 1),
                                ends_on=date(2026, 4, 30), numerator=900, denominator=1000, note="A bad batch")  # fmt: skip

    for row in (Baseline.objects.get(), Observation.objects.get(pk=value.pk)):
        subject = subject_of(row)
        actions.return_for_more(by=cast.coordinator, subject=subject, version=subject.version, reason="Is it so?")

    assert value.unusual
    assert [r.reason for r in returned_to(cast.omar)] == ["Is it so?", "Is it so?"]


def test_many_are_approved_at_once_and_what_cannot_be_stays_with_its_reason(cast: Cast, visit: Visit) -> None:
    second = visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 4, 20), advice="Second")
    third = visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 4, 21), advice="Third")
    give_back(cast, third)

    bulk = actions.approve_many(
        by=cast.coordinator, reports=[(visit.code, 1), (second.code, 7), (third.code, 1), ("NOBODY22", 1)]
    )

    assert bulk.approved == 1 and waiting(cast) == [second.code]
    assert dict(bulk.stay) == {
        second.code: "It was changed after you opened it.", third.code: "It was returned and is with the trainer.",
        "NOBODY22": "It is not within your reach any more."}  # fmt: skip


def test_the_outbox_approves_many_tells_how_far_it_is_and_may_run_twice(cast: Cast, visit: Visit) -> None:
    register_kinds()
    task = actions.approve_later(by=cast.coordinator, reports=[(visit.code, 1)], language="en")
    payload = task.payload

    outbox.drain()
    outbox.later(actions.APPROVE, by_id=cast.coordinator.pk, **payload)
    outbox.drain()

    first, second = Task.objects.filter(kind=actions.APPROVE).order_by("pk")
    assert (first.done, first.total, first.result["approved"]) == (1, 1, 1)
    assert second.result["approved"] == 1 and Review.objects.count() == 1


def test_somebody_without_reach_approves_nothing(cast: Cast, visit: Visit) -> None:
    bulk = actions.approve_many(by=cast.omar, reports=[(visit.code, 1)])

    assert bulk.approved == 0 and len(bulk.stay) == 1


def test_the_sample_holds_a_tenth_and_at_least_one_of_each_trainer_and_stays_the_same() -> None:
    many, few = [f"CODE{n:04d}" for n in range(1000)], ["ONLYTHIS"]

    kept = drawn({1: many, 2: few})
    with_later = drawn({1: [*many, "LATER222"], 2: few})

    assert "ONLYTHIS" in kept and 70 <= len(kept) - 1 <= 130
    assert kept <= with_later and all(0 <= lot_of(code) < 1 for code in many)


def test_an_expert_reads_the_sample_and_that_is_noted(cast: Cast, visit: Visit) -> None:
    (before,) = sample_of(cast.expert, VISITED)

    actions.read_sample(by=cast.expert, visit=visit, note="Clear advice")

    (after,) = sample_of(cast.expert, VISITED)
    assert before.read is None and after.read is not None and after.read.reason == "Clear advice"
    assert waiting(cast) == [visit.code], "reading a sample approves nothing"
    with pytest.raises(Refused, match="read already"):
        actions.read_sample(by=cast.expert, visit=visit)


def test_a_hundred_reports_are_approved_in_a_few_statements(
    cast: Cast, visit: Visit, django_assert_max_num_queries: Any
) -> None:
    more: list[Any] = [
        Visit(engagement=cast.engagement, number=n % 99 + 1, visited_on=VISITED, trainer=cast.omar, advice=str(n))
        for n in range(2, 99)
    ]
    Visit.objects.bulk_create(more)
    reports = list(Visit.objects.values_list("code", "version"))

    with django_assert_max_num_queries(10):
        bulk = actions.approve_many(by=cast.coordinator, reports=reports)

    assert bulk.approved == len(reports) and waiting(cast) == []
