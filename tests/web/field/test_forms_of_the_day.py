"""What the field app takes along of the forms of a module, and that what it asked besides stands beside the fact."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from genba.curriculum import Form, Texts
from genba.curriculum.expressions import tree_of
from genba.directory.actions import enterprises
from genba.programmes.actions import engagements
from genba.programmes.curricula import curriculum, module_of
from genba.pulses.actions import sending
from genba.pulses.models import PulseAsk
from genba.web.field.day_forms import form_for_the_day
from tests.cast import AGREED, Cast
from tests.scenes_field import has_baseline, has_class
from tests.sync.devices import Phone

BODY = {
    "starts_on": "2026-01-01",
    "ends_on": "2026-01-31",
    "values": [{"indicator": "defect-rate", "numerator": 71, "denominator": 1180}],
}


@pytest.fixture(autouse=True)
def _in_april() -> Any:
    with time_machine.travel("2026-04-14T10:00:00Z", tick=True):
        yield


def day(sign_in: Any, user: Any) -> dict[str, Any]:
    told: dict[str, Any] = sign_in(user).get("/field/app/day/").json()
    return told


def asked(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every question by its name, whichever group it stands in."""
    inner = [asked(one["items"]) if "items" in one else {one["name"]: one} for one in items]
    return {name: one for each in inner for name, one in each.items()}


def test_an_engagement_without_a_baseline_is_taken_along_with_the_form_that_it_needs(cast: Cast, sign_in: Any) -> None:
    told = day(sign_in, cast.omar)

    (one,) = told["baselines"]
    module = told["modules"][one["slug"]]
    form = module["forms"]["baseline"]
    questions = asked(form["items"])
    assert (one["code"], one["enterprise"], one["hasUnit"]) == (cast.engagement.code, cast.garments.name, True)
    assert list(module["forms"]) == ["baseline"] and module["notes"] == [] and module["kpis"]
    assert form["day"] == "assessed-on" and questions["assessed-on"]["must"] == ["<=", ["."], ["today"]]
    assert questions["headcount"]["calculation"][0] == "+" and "label" not in questions["headcount"]
    assert questions["charter"] == {"type": "practice", "name": "charter"}  # its words stand with the module
    assert questions["why-not-confirmed"]["when"] == ["=", ["$", "worker-confirms"], "no"]
    assert form["lists"] == {"worker_voice": {"yes": "Yes", "no": "No"}} and len(form["said"]) == len(set(form["said"]))
    assert "evidence-photo" not in questions  # photos have their own screen


def test_a_baseline_that_was_taken_or_that_comes_too_late_is_not_asked_for(cast: Cast, sign_in: Any) -> None:
    assert day(sign_in, cast.coordinator)["baselines"] == []  # of another trainer
    has_class(cast, date(2026, 4, 13))
    assert day(sign_in, cast.omar)["baselines"] == []


def test_a_visit_takes_along_what_its_own_page_does_not_ask(cast: Cast, sign_in: Any) -> None:
    has_baseline(cast)

    told = day(sign_in, cast.omar)

    form = told["modules"]["workplace-cooperation"]["forms"]["visit"]
    questions = asked(form["items"])
    assert told["baselines"] == []
    assert {"started-at", "managers-met", "team-meetings", "suggestions-answered", "answer-rate"} <= {*questions}
    assert not {"visited-on", "advice-given", "agreed-next", "charter", "after-photo"} & {*questions}
    assert questions["answers-wanted"]["type"] == "note" and questions["what-went-well"]["long"]


def test_the_forms_are_in_the_language_of_the_reader(cast: Cast, sign_in: Any) -> None:
    told = sign_in(cast.omar).get("/field/app/day/", HTTP_ACCEPT_LANGUAGE="ar").json()

    form = told["modules"]["workplace-cooperation"]["forms"]["baseline"]

    assert asked(form["items"])["women-workers"]["label"] == "عاملات"
    assert form["said"][0] == "لا يمكن أن يكون اليوم في المستقبل."


def test_who_may_write_down_a_pulse_takes_its_open_questions_along(cast: Cast, sign_in: Any) -> None:
    sending.ask_everyone(by=cast.coordinator, reason="Flood", closes_on=timezone.localdate() + timedelta(days=2))

    told = day(sign_in, cast.coordinator)

    (one,) = told["asks"]
    questions = asked(told["modules"]["crisis-response"]["forms"]["pulse"]["items"])
    assert one["code"] == PulseAsk.objects.get().code and one["known"]["country"] == "Kenya"
    assert len([q for q in questions.values() if q.get("list") == "yes_no"]) == 10
    assert day(sign_in, cast.omar)["asks"] == []


def test_more_baselines_ask_no_more_of_the_database(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    for n in range(3):
        other = enterprises.register(by=cast.coordinator, name=f"Contoh {n} {'abc'[n] * 9}", country="KE", isic="1410",
                                     provider=cast.provider)  # fmt: skip
        engagements.open_engagement(
            by=cast.coordinator, programme=cast.programme, enterprise=other, module="workplace-cooperation", provider=cast.provider,
            trainer=cast.omar, agreed_on=AGREED, price=Decimal(3000), currency="USD",
            shares=[engagements.Share("enterprise", Decimal(3000))],
        )  # fmt: skip
    client = sign_in(cast.omar)
    client.get("/field/app/day/")
    with django_assert_max_num_queries(10):
        assert len(client.get("/field/app/day/").json()["baselines"]) == 4


def test_every_form_of_every_module_is_small_and_every_expression_is_understood() -> None:
    for module in curriculum().modules:
        for form in module.forms:
            made = form_for_the_day(module, form)
            assert made["day"] and made["items"]
            for row in form.questions:
                assert all(tree_of(row[column]) for column in ("relevant", "constraint", "calculation") if row[column])


def test_what_cannot_be_worked_out_on_a_device_holds_nobody_up() -> None:
    source = """
| survey | type | name | label::English (en) | required | relevant | constraint |
|  | date | on | Day | yes |  |  |
|  | text | why | Why | yes | count(/data/row) > 1 | regex(., '^a') |
"""
    form = Form("baseline", Texts({"en": "Odd"}), source)

    made = form_for_the_day(module_of("lean-manufacturing"), form)

    assert asked(made["items"])["why"] == {"type": "text", "name": "why", "label": "Why"}
    assert "required" not in asked(made["items"])["on"]


def test_what_was_asked_besides_stands_beside_the_baseline_and_the_visit(cast: Cast, sign_in: Any) -> None:
    phone, page = Phone(cast.omar), sign_in(cast.omar)
    body = {**BODY, "engagement": cast.engagement.code, "taken_on": "2026-02-10",
            "answers": {"women-workers": "40", "worker-confirms": "yes", "headcount": "86", "first-wish": "Less rework"}}  # fmt: skip
    visit = {"engagement": cast.engagement.code, "visited_on": "2026-03-12", "advice": "Mark the aisle.",
             "answers": {"team-meetings": "3"}}  # fmt: skip

    taken, made = phone.send(phone.record("baseline", body), phone.record("visit", visit))

    told = page.get(f"/field/engagements/{cast.engagement.code}/baseline/").content.decode()
    assert taken.state == made.state == "accepted"
    assert "Women workers" in told and "Less rework" in told and "headcount" not in told
    assert "Meetings since the last visit" in page.get(f"/field/visits/{made.code}/").content.decode()
