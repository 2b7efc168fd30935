"""The first page of an enterprise's people says what to do next, in order, one tap each; what is done leaves it."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from genba.access.actions import users
from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.delivery.actions import planned_visits
from genba.kit.days import in_words
from genba.observations.models import Observation
from genba.plans import actions as plans
from genba.plans.actions import teams
from genba.plans.models import Action, State
from genba.programmes.actions import offers
from genba.programmes.actions.offers import Promises
from genba.web.base.kpi_part import COUNTED, NOT_TRACKED
from tests.cast import Cast
from tests.scenes_field import MODULE, has_baseline, has_class
from tests.words import words_of


def propose(cast: Cast, what: str, owner: str, due_in: int) -> Action:
    today = timezone.localdate()
    return plans.propose(by=cast.owner, engagement=cast.engagement, problem="Aisle blocked", action=what, owner=owner,
                         due_on=today + timedelta(days=due_in), proposed_on=today - timedelta(days=30))  # fmt: skip


def last_month() -> str:
    return f"{timezone.localdate().replace(day=1) - timedelta(days=1):%Y-%m}"


@pytest.mark.parametrize("who", ["owner", "team_member", "worker"])
def test_their_day_begins_here(cast: Cast, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(cast, who))

    answer = client.get("/", follow=True)

    assert answer.redirect_chain[-1][0] == "/today/"
    assert "Nothing waits for you" in words_of(answer)


def test_a_team_member_sees_the_own_actions_and_says_done_with_one_tap(cast: Cast, sign_in: Any) -> None:
    own = propose(cast, "Mark the aisle", "Tadi", -2)
    propose(cast, "Oil the gate", "Rosa Vidu", -5)
    client = sign_in(cast.team_member)

    before = words_of(client.get("/today/"))
    answer = client.post(f"/actions/{own.code}/say/", {"kind": "done"}, follow=True)

    assert "Mark the aisle yours, late since" in before and "Oil the gate" not in before
    assert own.state == State.DONE
    assert "Done: Mark the aisle. Thank you!" in words_of(answer)
    assert "yours" not in words_of(answer)


def test_begun_stays_until_it_is_done(cast: Cast, sign_in: Any) -> None:
    own = propose(cast, "Mark the aisle", "Tadi Contoh", 3)
    client = sign_in(cast.team_member)

    answer = words_of(client.post(f"/actions/{own.code}/say/", {"kind": "started"}, follow=True))

    assert own.state == State.STARTED
    assert "Action begun Mark the aisle" in answer and "It is done" in answer and "We have begun" not in answer


def test_what_somebody_else_said_meanwhile_is_met_with_a_sentence(cast: Cast, sign_in: Any) -> None:
    own = propose(cast, "Mark the aisle", "Tadi", -2)
    plans.decide(action=own, by=cast.owner, kind="done")
    client = sign_in(cast.team_member)

    twice = client.post(f"/actions/{own.code}/say/", {"kind": "done"})
    nonsense = client.post(f"/actions/{own.code}/say/", {"kind": "verified"})

    assert twice.status_code == nonsense.status_code == 422
    assert "This action is “Done” today" in words_of(twice)
    assert "Say whether it is begun or done." in words_of(nonsense)


def test_a_worker_reads_the_own_action_and_cannot_decide(cast: Cast, sign_in: Any) -> None:
    own = propose(cast, "Mark the aisle", "Mina", -2)
    client = sign_in(cast.worker)

    page = client.get("/today/")

    assert "Mark the aisle yours" in words_of(page) and "It is done" not in words_of(page)
    assert client.post(f"/actions/{own.code}/say/", {"kind": "done"}).status_code == 403


def test_the_owner_sees_late_first_then_numbers_then_what_is_due_soon(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    has_class(cast, date(2026, 3, 2))
    propose(cast, "Sort the bins", "Tadi", 4)
    propose(cast, "Oil the gate", "Rosa Vidu", -5)
    propose(cast, "Paint the lines", "Tadi", 40)
    client = sign_in(cast.owner)

    page = words_of(client.get("/today/"))

    assert page.index("Oil the gate") < page.index("Write down the numbers of") < page.index("Sort the bins")
    assert page.index("Sort the bins") < page.index("Form the improvement team")
    assert "Rosa Vidu looks after it, late since" in page and "Paint the lines" not in page


def test_an_offer_a_visit_a_class_and_minutes_wait_for_the_owner(cast: Cast, sign_in: Any) -> None:
    today = timezone.localdate()
    has_class(cast, date(2026, 3, 2))
    has_class(cast, today)
    offers.make(by=cast.coordinator, programme=cast.programme, enterprise=cast.garments, provider=cast.provider, trainer=cast.omar,
                format="shared", prices={MODULE: Decimal(3000)}, currency="USD", promises=Promises(6, 4, 3), offered_on=today,
                valid_until=today + timedelta(days=9), shares=[])  # fmt: skip
    planned_visits.plan(by=cast.coordinator, wish=planned_visits.Wish(cast.engagement, today + timedelta(days=3)))
    teams.form(by=cast.owner, engagement=cast.engagement, name="Kaizen circle", formed_on=today - timedelta(days=45))
    propose(cast, "Oil the gate", "Rosa Vidu", 30)
    client = sign_in(cast.owner)

    answer = client.get("/today/")
    page = words_of(answer)

    assert f"Rift Training House made you an offer it holds until {in_words(today + timedelta(days=9))}" in page
    assert f"Omar Muster comes to visit you {in_words(today + timedelta(days=3))} at" in page
    assert "Kaizen circle: meet, and write the minutes" in page and "Harbour Hall today, Morning" in page
    for link in ('"/offers/', "/calendar/visits/", "/meetings/new/", "/desk/workshops/"):
        assert link in answer.content.decode()


def test_every_tap_leads_to_a_page_that_opens(cast: Cast, sign_in: Any) -> None:
    test_an_offer_a_visit_a_class_and_minutes_wait_for_the_owner(cast, sign_in)
    client = sign_in(cast.owner)
    listed = client.get("/today/").content.decode().partition('<ol class="rows">')[2].partition("</ol>")[0]

    ways = re.findall(r'href="([^"]+)"', listed)

    assert len(ways) == 4 and all(client.get(way).status_code == 200 for way in ways)


def test_the_numbers_of_the_month_are_written_by_the_team_member_and_leave_the_list(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)
    client = sign_in(cast.team_member)
    address = f"/engagements/{cast.engagement.code}/numbers/"

    empty = client.post(address, {"period": last_month(), "defect-rate-answer": COUNTED})
    half = client.post(address, {"period": last_month(), "defect-rate-answer": COUNTED, "defect-rate-numerator": "60"})
    kept = client.post(
        address,
        {"period": last_month(), "defect-rate-answer": COUNTED, "defect-rate-numerator": "60", "defect-rate-denominator": "1180",
         "absenteeism-answer": NOT_TRACKED, "absenteeism-reason": "Nobody writes it down"}, follow=True,
    )  # fmt: skip

    assert empty.status_code == half.status_code == 422
    assert "Write at least one number" in words_of(empty)
    assert 'value="60"' in half.content.decode()
    assert "The numbers are kept." in words_of(kept) and "Write down the numbers" not in words_of(kept)
    made = Observation.objects.get(indicator="defect-rate", numerator=60)
    assert (made.denominator, made.recorded_by) == (1180, cast.team_member)


def test_somebody_of_another_enterprise_finds_nothing(cast: Cast, sign_in: Any) -> None:
    stranger: User = users.add(by=SYSTEM, name="Other Owner", email="other@example.org", password="a long tea kettle song")
    users.give(by=SYSTEM, user=stranger, role="enterprise-owner", scope_kind="enterprise", scope_id=cast.metals.pk,
               since_on=date(2025, 1, 1))  # fmt: skip
    own = propose(cast, "Mark the aisle", "Other", -2)
    client = sign_in(stranger)

    assert "Mark the aisle" not in words_of(client.get("/today/"))
    assert client.post(f"/actions/{own.code}/say/", {"kind": "done"}).status_code == 404
    assert client.get(f"/engagements/{cast.engagement.code}/numbers/").status_code == 404
    assert sign_in(cast.director).get("/today/").status_code == 404


def test_the_page_asks_as_much_for_forty_actions_as_for_one(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    has_baseline(cast)
    has_class(cast, date(2026, 3, 2))
    for number in range(40):
        propose(cast, f"Mark aisle {number}", "Tadi", -2)
    client = sign_in(cast.owner)
    client.get("/today/")

    with django_assert_max_num_queries(15):
        page = words_of(client.get("/today/"))

    assert page.count("looks after it") == 25
