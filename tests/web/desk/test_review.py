"""The morning page, the reports approved in bulk, the sample, the shares, and locked months, through their addresses."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from genba.audit.models import Event
from genba.commands.work import register_kinds
from genba.delivery.actions import visits
from genba.delivery.models import Visit
from genba.kit import outbox
from genba.observations.actions import observations
from genba.programmes.actions import engagements, locks
from genba.programmes.models import Opening, PeriodLock
from genba.review import actions
from genba.review.models import Review
from tests.cast import Cast
from tests.scenes_field import has_class
from tests.scenes_review import NOW, VISITED, measured
from tests.words import words_of


@pytest.fixture(autouse=True)
def one_morning() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def many(cast: Cast, count: int) -> list[Visit]:
    """So many more reports of the same enterprise."""
    return [visits.report(by=cast.omar, engagement=cast.engagement, visited_on=date(2026, 4, 1), advice=f"Advice {n}")
            for n in range(count)]  # fmt: skip


def opened(rows: Any) -> str:
    return " ".join(f"{visit.code}:{visit.version}" for visit in rows)


def test_the_morning_says_what_waits_who_must_act_and_leads_there(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)

    page = sign_in(cast.coordinator).get("/desk/review/")

    words = words_of(page)
    assert "This morning" in words and "Reports of visits" in words and "Baselines to read" in words
    assert "visit 1 on 20 March 2026" in words and "Omar Muster" in words
    assert f'href="/field/review/visit/{visit.code}/"' in page.content.decode()


def test_the_morning_costs_the_same_whatever_waits(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    measured(cast)
    many(cast, 70)
    client = sign_in(cast.coordinator)

    with django_assert_max_num_queries(24):
        page = client.get("/desk/review/")
    with django_assert_max_num_queries(8):
        first = client.get("/desk/review/kind/report/")

    assert "See all of them" in words_of(page)
    assert "Next 50" in words_of(first)


def test_every_kind_of_item_has_its_own_list(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)

    assert client.get("/desk/review/kind/visit-late/").status_code == 200
    assert "Sample Street Garments" in words_of(client.get("/desk/review/kind/baseline-late/"))
    assert "Sample Street Garments" not in words_of(
        client.get(f"/desk/review/kind/baseline-late/?trainer={cast.expert.code}")
    )
    assert client.get("/desk/review/kind/nothing/").status_code == 404


def test_the_others_on_the_page_are_approved_and_one_is_kept_back(cast: Cast, sign_in: Any) -> None:
    first, second, third = measured(cast), *many(cast, 2)
    client = sign_in(cast.coordinator)

    answer = client.post("/desk/review/reports/", {"reports": opened([first, second, third]), "keep": [second.code],
                                                   "scope": "page"}, follow=True)  # fmt: skip

    assert "2 reports are approved." in words_of(answer)
    assert set(Review.objects.values_list("visit__code", flat=True)) == {first.code, third.code}
    assert second.code in answer.content.decode() and third.code not in answer.content.decode()


def test_what_changed_since_the_page_was_opened_stays_and_says_so(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    client = sign_in(cast.coordinator)
    visits.edit(visit=visit, by=cast.omar, version=1, changes={"met": "Rosa"})

    answer = client.post("/desk/review/reports/", {"reports": f"{visit.code}:1", "scope": "page"}, follow=True)

    assert "It was changed after you opened it." in words_of(answer) and not Review.objects.exists()


def test_a_report_with_an_unusual_value_is_kept_back_beforehand(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    observations.record(by=cast.omar, enterprise=cast.garments, indicator="absenteeism", starts_on=date(2026, 2, 1),
                        ends_on=date(2026, 2, 28), numerator=900, denominator=1000, note="Floods", visit=visit)  # fmt: skip

    page = sign_in(cast.coordinator).get("/desk/review/reports/").content.decode()

    assert f'value="{visit.code}" checked' in page


def test_more_than_fifty_go_through_the_outbox_with_true_progress(cast: Cast, sign_in: Any) -> None:
    register_kinds()
    measured(cast)
    rows = many(cast, 60)
    client = sign_in(cast.coordinator)

    answer = client.post("/desk/review/reports/", {"reports": "", "keep": [rows[0].code], "scope": "all"})
    shown = client.get("/desk/review/reports/")
    answer = client.post("/desk/review/reports/", {"reports": opened(rows[:50]), "keep": [rows[0].code], "scope": "all"})
    waiting = client.get(answer["Location"])
    before = client.get(answer["Location"] + "progress/").json()
    outbox.drain()
    after = client.get(answer["Location"] + "progress/").json()

    assert "Approve all 61 that wait" in words_of(shown)
    assert "wait for their turn" in words_of(waiting) and before["is_running"]
    assert (after["read"], after["total"], after["is_running"]) == (60, 60, False)
    assert "60 reports are approved" in words_of(client.get(answer["Location"]))
    assert sign_in(cast.director).get(answer["Location"]).status_code == 404, "the task of somebody else"


def test_a_worker_that_died_half_way_leaves_nothing_undone_and_nothing_done_twice(cast: Cast, sign_in: Any) -> None:
    register_kinds()
    measured(cast)
    rows = many(cast, 80)
    outbox.drain()
    sent = sign_in(cast.coordinator).post("/desk/review/reports/", {"reports": opened(rows[:50]), "scope": "all"})
    task = outbox.take()
    visits.edit(visit=rows[-1], by=cast.omar, version=1, changes={"advice": "Another"})
    assert task is not None
    actions.approve_many(by=cast.coordinator, reports=[tuple(pair) for pair in task.payload["reports"][:40]])

    too_early = outbox.drain()
    with time_machine.travel(NOW + outbox.LEASE + timedelta(seconds=1), tick=False):
        outbox.drain()
        told = words_of(sign_in(cast.coordinator).get(sent["Location"]))

    assert too_early == 0, "somebody else still holds it"
    assert "80 reports are approved" in told and "One stays" in told and "It was changed after you opened it." in told
    assert Review.objects.filter(kind="approved").count() == 80 == Event.objects.filter(verb="approve").count()


def test_only_who_may_decide_approves(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)

    assert sign_in(cast.auditor).get("/desk/review/").status_code == 200
    assert sign_in(cast.auditor).post("/desk/review/reports/", {"reports": f"{visit.code}:1"}).status_code == 403
    assert sign_in(cast.owner).get("/desk/review/").status_code == 403


def test_an_expert_sees_the_sample_of_the_month(cast: Cast, sign_in: Any) -> None:
    measured(cast)
    client = sign_in(cast.expert)

    page = words_of(client.get("/desk/review/sample/?month=2026-03"))

    assert "Sample of March 2026" in page and "0 of 1 read" in page
    assert client.get("/desk/review/sample/?month=soon").status_code == 404
    assert "No visit was reported" in words_of(client.get("/desk/review/sample/"))


def test_the_shares_stand_with_their_n_and_their_meaning(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    client = sign_in(cast.coordinator)
    client.post(f"/field/review/visit/{visit.code}/", {"version": 1, "deed": "return", "reason": "More"})

    words = words_of(client.get("/desk/review/shares/?days=90"))

    assert "1 of 1" in words and "Omar Muster" in words
    assert "at least once" in words


def test_a_month_is_locked_and_a_visit_in_it_is_opened_with_a_reason(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    client = sign_in(cast.coordinator)

    locked = client.post("/desk/locks/", {"whose": f"provider-{cast.provider.pk}", "month": "2026-03-01"}, follow=True)
    again = client.post("/desk/locks/", {"whose": f"provider-{cast.provider.pk}", "month": "2026-03-01"})
    shown = client.get(f"/field/visits/{visit.code}/")
    empty = client.post(f"/desk/locks/open/visit/{visit.code}/", {"reason": " "})
    done = client.post(f"/desk/locks/open/visit/{visit.code}/", {"reason": "The day was wrong"}, follow=True)

    assert "March 2026 is locked." in words_of(locked) and PeriodLock.objects.count() == 1
    assert again.status_code == 422 and "already locked, by Maya Muster" in words_of(again)
    assert "March 2026 is locked" in words_of(shown) and "Open for a change" in words_of(shown)
    assert empty.status_code == 422
    assert "It can be changed until 11 May 2026." in words_of(done) and "this visit is open" in words_of(done)
    assert Opening.objects.get().reason == "The day was wrong"
    assert "The day was wrong" in words_of(client.get("/desk/locks/"))


def test_an_engagement_and_a_class_are_opened_too_and_a_trainer_opens_nothing(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    client = sign_in(cast.coordinator)
    client.post("/desk/locks/", {"whose": f"provider-{cast.provider.pk}", "month": "2026-03-01"})

    done = client.post(f"/desk/locks/open/engagement/{cast.engagement.code}/", {"reason": "A visit was forgotten"})

    assert done.status_code == 302 and Opening.objects.get().noun == "engagement"
    assert sign_in(cast.omar).get(f"/desk/locks/open/visit/{visit.code}/").status_code == 403


def test_a_class_an_engagement_and_an_enterprise_of_a_locked_month_lead_to_the_way_out(cast: Cast, sign_in: Any) -> None:
    room = has_class(cast, VISITED)
    locks.lock(by=cast.coordinator, month=VISITED, provider=cast.provider)
    client = sign_in(cast.coordinator)

    for noun, thing, page in (("workshop", room, "desk:workshop"), ("engagement", cast.engagement, "desk:engagement"),
                              ("enterprise", cast.garments, "desk:enterprise")):  # fmt: skip
        way = reverse("desk:lock-open", args=[noun, thing.code])
        assert way in client.get(reverse(page, args=[thing.code])).content.decode()
        answer = client.post(way, {"reason": "The ink had run"}, follow=True)
        assert "It can be changed until" in words_of(answer)
        assert way not in answer.content.decode()

    assert "/locks/open/" not in sign_in(cast.omar).get(reverse("desk:workshop", args=[room.code])).content.decode()


def test_the_morning_of_one_trainer_or_one_provider_stays_in_the_address(cast: Cast, sign_in: Any) -> None:
    visit = measured(cast)
    theirs = engagements.open_engagement(
        by=cast.director, programme=cast.programme, enterprise=cast.metals, module="workplace-cooperation",
        provider=cast.rival, trainer=cast.expert, agreed_on=date(2026, 2, 3),
    )  # fmt: skip
    here, there = f"?provider={cast.provider.code}", f"?provider={cast.rival.code}"
    client = sign_in(cast.director)

    both = words_of(client.get("/desk/review/"))
    ours, others = client.get(f"/desk/review/{here}"), client.get(f"/desk/review/{there}&trainer={cast.expert.code}")
    kind = client.get(f"/desk/review/kind/baseline-late/{there}")
    reports = client.get(f"/desk/review/reports/{there}")

    report = f"/field/review/visit/{visit.code}/"
    assert "Other Side Metals" in both and "Sample Street Garments" in both
    assert "Other Side Metals" not in words_of(ours) and report in ours.content.decode()
    assert f'href="/desk/review/reports/{here}"' in ours.content.decode()
    assert "Other Side Metals" in words_of(others) and "Only Delta Advisers, Eva Beispiel" in words_of(others)
    assert report not in others.content.decode()
    assert theirs.enterprise.name in words_of(kind) and "Sample Street Garments" not in words_of(kind)
    assert "Every report is read" in words_of(reports)


def test_nobody_learns_the_name_of_a_trainer_or_provider_beyond_their_reach(cast: Cast, sign_in: Any) -> None:
    measured(cast)
    client = sign_in(cast.coordinator)

    page = client.get(f"/desk/review/?trainer={cast.owner.code}&provider={cast.rival.code}")

    assert "Lina Sample" not in words_of(page) and "Delta Advisers" not in words_of(page)
    assert "visit 1 on 20 March 2026" in words_of(page)
