"""An owner and the team work on the plan: propose, put right, decide, record what it saves."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from genba.plans.models import Action
from tests.cast import Cast
from tests.scenes_sheet import at_today, play

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")

NEW = {"problem": "Offcuts are thrown away", "action": "Weigh the offcuts", "owner": "Mina Ejemplo", "due_on": "2026-12-09",
       "origin": "worker", "practice": "", "cost": "", "saving_kind": "monthly", "expected_saving": "120"}  # fmt: skip


def test_the_team_adds_an_action_and_sees_it_on_the_board(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.team_member)

    made = client.post(f"/engagements/{cast.engagement.code}/plan/new/", NEW, follow=True)
    board = client.get("/my-plan/").content.decode()

    action = Action.objects.get(action="Weigh the offcuts")
    assert made.redirect_chain == [(f"/actions/{action.code}/", 302)]
    assert (action.expected_saving, action.currency, action.origin) == (Decimal(120), "KES", "worker")
    assert "Weigh the offcuts" in board and "Plan: one action" in board


def test_an_action_due_before_it_was_proposed_is_met_beside_the_day(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.owner)

    answer = client.post(f"/engagements/{cast.engagement.code}/plan/new/", {**NEW, "due_on": "2026-01-09"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "It cannot be due before it was proposed" in page and "Weigh the offcuts" in page


def test_two_editors_are_both_heard(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.owner)
    address = f"/actions/{action.code}/edit/"
    typed = {**NEW, "version": 1}

    client.post(address, {**typed, "owner": "Rosa Vidu"})
    late = client.post(address, {**typed, "owner": "Tadi Contoh"})

    page = late.content.decode()
    assert late.status_code == 422
    assert "Rosa Vidu" in page and "Tadi Contoh" in page and 'name="version" value="2"' in page
    action.refresh_from_db()
    assert action.owner == "Rosa Vidu"


def test_a_decision_is_a_dated_fact(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.team_member)

    answer = client.post(f"/actions/{action.code}/decide/", {"kind": "done", "on": "2026-11-20"}, follow=True)

    page = answer.content.decode()
    decision = action.decisions.last()
    assert (decision.kind, decision.decided_on, decision.decided_by) == ("done", date(2026, 11, 20), cast.team_member)
    assert "20 November 2026" in page and "Tadi Contoh" in page


def test_dropping_needs_a_reason_and_what_was_typed_stays(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.owner)

    answer = client.post(f"/actions/{action.code}/decide/", {"kind": "dropped", "on": "2026-11-20"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say why the action is dropped." in page and 'value="2026-11-20"' in page
    assert action.decisions.count() == 1


def test_only_a_trainer_says_that_an_action_was_seen(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["seam"]
    visit = cast.engagement.visits.get(number=2)
    verified = {"kind": "verified", "visit": visit.pk}

    refused = sign_in(cast.owner).post(f"/actions/{action.code}/decide/", verified)
    allowed = sign_in(cast.omar).post(f"/actions/{action.code}/decide/", verified)

    assert refused.status_code == 422
    assert allowed.status_code == 302
    assert action.decisions.last().kind == "verified"
    assert action.decisions.last().decided_on == date(2026, 8, 18)


def test_a_measured_saving_says_how_it_was_worked_out(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.owner)
    address = f"/actions/{action.code}/saving/"

    silent = client.post(address, {"actual_saving": "99.50", "saving_method": "", "version": 1})
    told = client.post(address, {"actual_saving": "99.50", "saving_method": "two hours less a week", "version": 1})

    action.refresh_from_db()
    assert silent.status_code == 422
    assert told.status_code == 302
    assert (action.actual_saving, action.saving_method) == (Decimal("99.50"), "two hours less a week")
    assert "1,194 USD" in client.get(f"/engagements/{cast.engagement.code}/plan/table/").content.decode().replace(
        "\u00a0", " "
    )


def test_a_worker_reads_the_plan_and_changes_nothing(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.worker)

    plan = client.get(f"/engagements/{cast.engagement.code}/plan/")
    page = client.get(f"/actions/{action.code}/")

    assert plan.status_code == page.status_code == 200
    assert "Keep this decision" not in page.content.decode()
    assert client.get(f"/engagements/{cast.engagement.code}/plan/new/").status_code == 404
    assert client.post(f"/actions/{action.code}/decide/", {"kind": "done"}).status_code == 403


def test_the_plan_of_another_enterprise_is_not_found(cast: Cast, sign_in: Any) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.brand_officer)

    assert client.get(f"/engagements/{cast.engagement.code}/plan/").status_code == 404
    assert client.get(f"/actions/{action.code}/").status_code == 404


def test_plan_pages_read_the_database_a_few_times_only(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    action = play(cast)["thread"]
    client = sign_in(cast.owner)

    with django_assert_max_num_queries(8):
        client.get(f"/engagements/{cast.engagement.code}/plan/")
    with django_assert_max_num_queries(13):
        client.get(f"/actions/{action.code}/")


def test_without_a_module_there_is_no_plan_yet(cast: Cast, sign_in: Any) -> None:
    cast.engagement.contributions.all().delete()
    cast.engagement.delete()
    client = sign_in(cast.owner)

    page = client.get("/my-plan/").content.decode()

    assert "No module yet" in page
