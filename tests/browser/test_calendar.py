"""Point 2: a cohort with trainers whose choice is explained, its class and visits on a calendar, conflicts before saving."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = pytest.mark.browser
AWAY = steps.TODAY + timedelta(days=34)  # the demonstration's Omar is away then


def form_a_cohort(maya: Any, enterprise: steps.Found, day: Any) -> Page:
    page: Page = maya.go("/desk/cohorts/new/")
    page.get_by_label("Module").select_option("workplace-cooperation")
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Name of the cohort").fill(f"Cohort of {enterprise.name}")
    page.get_by_label("The class should begin on").fill(day.isoformat())
    page.get_by_text(enterprise.name).click()
    page.get_by_role("button", name="Form the cohort").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Cohort of {enterprise.name}")
    return page


def choose_trainers(page: Page) -> None:
    """The suggestion is read; a second trainer whose certificate lapsed needs a reason."""
    page.get_by_role("link", name="Choose the trainers").first.click()
    first = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Omar Muster"))
    expect(first).to_contain_text("certified for this module until")
    expect(first).to_contain_text("speaks Swahili, English")
    expect(first).to_contain_text("free on all 2 days of the class")
    page.get_by_label("Trainer", exact=True).select_option(label="Omar Muster")
    page.get_by_label("Second trainer").select_option(label="Eva Beispiel")
    page.get_by_role("button", name="Keep the trainers").click()
    expect(page.get_by_role("alert")).to_contain_text("Eva Beispiel: the certificate for this module lapsed on")
    page.get_by_label("Why it should be so all the same").fill("She renews it next week")
    page.get_by_role("button", name="Keep the trainers").click()
    expect(page.get_by_role("main")).to_contain_text("She renews it next week")


def plan_the_class(page: Page, day: Any) -> None:
    """First on a day on which the trainer is away: that is said, and nothing is kept. Then on a good day."""
    page.get_by_role("link", name="Plan the class").first.click()
    page.get_by_label("Place").fill("Thika Hall")
    page.get_by_label("First day").fill(AWAY.isoformat())
    page.get_by_role("button", name="Plan it and choose the people").click()
    expect(page.get_by_role("alert")).to_contain_text("Omar Muster is away on")
    expect(page.get_by_label("Place")).to_have_value("Thika Hall")
    page.get_by_label("First day").fill(day.isoformat())
    page.get_by_role("button", name="Plan it and choose the people").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who takes part?")


def plan_the_visits(page: Page, code: str) -> str:
    """The offered days are taken as they are; gives back the first of them."""
    page.goto(f"{page.url.partition('/desk/')[0]}/desk/cohorts/{code}/visits/")
    first = page.locator("input[type=date]").first.input_value()
    page.get_by_role("button", name="Plan the visits").click()
    expect(page.get_by_role("status")).to_contain_text("3 visits are planned.")
    return first


@pytest.mark.parametrize(("width", "ahead"), [(360, 12), (1280, 16)], ids=["phone", "laptop"])
def test_a_cohort_gets_its_trainers_class_and_visits_and_the_trainer_sees_them_move(
    visitor: Any, width: int, ahead: int
) -> None:
    maya, omar, day = visitor(width=width), visitor(width=width, scripts=False), steps.TODAY + timedelta(days=ahead)
    enterprise, _engagement = steps.engaged(maya)
    page = form_a_cohort(maya, enterprise, day)
    cohort = steps.code_in(page)
    choose_trainers(page)
    plan_the_class(page, day)
    first = plan_the_visits(page, cohort)

    omar.enter_as("trainer")
    page = omar.go(f"/calendar/?month={first[:7]}")
    page.get_by_role("link", name=f"Visit 1: {enterprise.name}").click()
    page.get_by_role("link", name="Move it").click()
    page.get_by_label("Begins at").fill("16:40")
    page.get_by_label("Why it is moved").fill("The owner is at the bank")
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("main")).to_contain_text("The owner is at the bank")
    page = omar.go(f"/calendar/?month={first[:7]}")

    expect(page.get_by_role("listitem").filter(has_text=enterprise.name).last).to_contain_text("16:40")
    page.get_by_role("link", name="See this in the calendar of your phone").click()
    page.locator("main form button.main").click()
    address = page.get_by_label("Your secret address").input_value()
    feed = page.request.get(address).text().replace("\r\n ", "")
    assert f"SUMMARY:Visit 1: {enterprise.name}" in feed
    assert f"DTSTART:{first.replace('-', '')}T134000Z" in feed  # 16:40 in Nairobi
    assert "Omar" not in feed and "LOCATION:Thika Hall" in feed


def test_the_calendar_is_walked_through_by_keyboard_alone(visitor: Any) -> None:
    omar = visitor(width=1280)
    omar.enter_as("trainer")
    page: Page = omar.go("/calendar/")

    following = page.locator("a[rel=next]")
    title = following.inner_text()
    following.focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("ol.month > li").first).to_be_visible()
