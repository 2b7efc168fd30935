"""Point 4: the improvement plan: problem, who, by when, what it costs and saves, and dated decisions."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = pytest.mark.browser


def add_action(page: Page, what: str) -> None:
    page.get_by_role("link", name="Add an action").first.click()
    page.get_by_label("What is the problem?").fill("Offcuts lie everywhere")
    page.get_by_label("What will be done?").fill(what)
    page.get_by_label("Who looks after it?").fill("Rosa")
    page.get_by_label("By when?").fill((steps.TODAY + timedelta(days=20)).isoformat())
    page.get_by_label("What does it cost, once?").fill("35")
    page.get_by_label("How much do you expect it to save?").fill("120")
    page.get_by_role("button", name="Add it to the plan").click()


def decide(page: Page, what: str, why: str = "") -> None:
    page.get_by_role("group", name="What was decided?").get_by_text(what).click()
    if why:
        page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Keep this decision").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_owner_adds_an_action_decides_and_writes_what_it_really_saves(visitor: Any, scripts: bool) -> None:
    lina = visitor(width=360, scripts=scripts)
    page = lina.enter_as("enterprise-owner")
    what = f"Sort offcuts by {steps.new_name()}"

    page.get_by_role("link", name="Plan", exact=True).click()
    add_action(page, what)
    expect(page.get_by_role("heading", level=1)).to_have_text(what)
    decide(page, "Work on it goes on")
    decide(page, "It is done")
    page.get_by_label("How much does it save?").fill("95")
    page.get_by_label("How was this worked out?").fill("Weighed for one month")
    page.get_by_role("button", name="Keep this saving").click()

    facts = page.get_by_role("main")
    expect(facts).to_contain_text("Weighed for one month")
    lina.go("/enterprise/")
    # 95 every month is 1,140 a year.
    expect(page.get_by_role("row").filter(has_text=what).first).to_contain_text("1,140")


def test_an_action_is_dropped_only_with_a_reason(visitor: Any) -> None:
    lina = visitor()
    page = lina.enter_as("enterprise-owner")
    what = f"Paint {steps.new_name()}"
    page.get_by_role("link", name="Plan", exact=True).click()
    add_action(page, what)

    decide(page, "We drop it")
    expect(page.get_by_role("alert")).to_contain_text("why")
    decide(page, "We drop it", "Too dear this year")

    expect(page.get_by_role("main")).to_contain_text("Too dear this year")
