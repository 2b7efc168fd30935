"""Forms of a module where there is no network: the baseline, and what else a visit asks."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.field import again, enter_pin

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]
COUNTS = {
    "Women workers": "30",
    "Men workers": "12",
    "Women managers and supervisors": "2",
    "Men managers and supervisors": "0",
}


def waits_for_baseline(visitor: Any, width: int) -> tuple[Any, Page, steps.Found]:
    """An engagement of Omar's without a baseline, taken along; and no network any more."""
    maya, omar = visitor(width=1280), visitor(width=width)
    _enterprise, engagement = steps.engaged(maya)
    omar.enter_as("trainer")
    page = omar.go("/field/app/")
    enter_pin(page)
    expect(page.get_by_text(engagement.name)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    omar.context.set_offline(True)
    again(page)
    page.get_by_role("listitem").filter(has_text=engagement.name).get_by_role("link", name="Take the baseline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Baseline, {engagement.name}")
    return omar, page, engagement


def fill_in(page: Page) -> None:
    """As steps.fill_baseline, on the page of the app."""
    page.get_by_label("The numbers are of").select_option(index=0)
    for card in page.locator("fieldset.kpi").all():
        card.get_by_text("Not tracked", exact=True).click()
        card.get_by_label("Why it is not tracked").fill("Nobody writes it down")
    card = page.get_by_role("group", name="Absenteeism", exact=True)
    card.get_by_text("Count it", exact=True).click()
    card.get_by_label("Days lost to absence").fill("60")
    card.get_by_label("Days scheduled").fill("1000")
    card.get_by_label("Why it is not tracked").fill("")
    for card in page.locator("fieldset.practice").all():
        card.get_by_text("Not there", exact=True).click()
    for label, count in COUNTS.items():
        page.get_by_label(label, exact=True).fill(count)
    page.get_by_role("group", name="Did a worker confirm the answers?").get_by_text("Yes", exact=True).click()
    page.get_by_label("What the enterprise wants to improve first").fill("Less rework")


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep the baseline").click()


def test_a_baseline_is_taken_without_a_network_and_is_that_of_the_page(visitor: Any, width: int) -> None:
    omar, page, engagement = waits_for_baseline(visitor, width)
    fill_in(page)
    again(page)
    expect(page.get_by_label("Women workers", exact=True)).to_have_value("30")
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    keep(page)

    expect(page.get_by_role("link", name="Not sent yet: 1")).to_be_visible()
    omar.context.set_offline(False)
    expect(page.get_by_role("link", name="Everything is sent.")).to_be_visible()
    card = page.get_by_role("listitem").filter(has_text=engagement.name)
    expect(card.get_by_role("link")).to_have_text("Report the visit")
    kept = omar.go(f"/field/engagements/{engagement.code}/baseline/").get_by_role("main")
    expect(kept).to_contain_text("60 over 1,000")
    expect(kept).to_contain_text("Nobody writes it down")
    expect(kept).to_contain_text("Not there")
