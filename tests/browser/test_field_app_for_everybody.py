"""The field app in every language: axe finds nothing on any of its screens, and nothing stands out of a small phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.field import enter_pin_in, taken_along, to_visit
from tests.browser.readable import violations
from tests.browser.widths import stands_out

pytestmark = pytest.mark.browser


def faults(page: Page, screen: str) -> list[Any]:
    found: list[Any] = [(screen, *one) for one in violations(page)]
    if stands_out(page) > 1:
        found.append((screen, "scrolls sideways"))
    return found


def screens(visitor: Any, language: str) -> list[Any]:
    """What is wrong on the screens of Omar's phone, each as he comes to it."""
    omar = visitor(width=360, language=language)
    omar.enter_as("trainer")
    page = omar.go("/field/app/")
    expect(page.locator("[name=pin]")).to_be_visible()
    found = faults(page, "pin")
    enter_pin_in(page)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("details").first).to_be_visible()
    found += faults(page, "today")
    first = page.locator("h1").inner_text()
    for part in ("#list/", "#ask/", "#tally/", "#visit/"):
        page.goto(f"{omar.site.address}/field/app/#")
        page.locator(f"a[href^='{part}']").first.click()
        expect(page.locator("h1")).not_to_have_text(first)
        found += faults(page, part)
        if part == "#ask/":
            page.locator("a[href^='#person/']").click()
            expect(page.locator("fieldset").first).to_be_visible()
            found += faults(page, "#person/")
    photo = page.locator("a[href^='#photo/']")
    if photo.count():
        photo.first.click()
        expect(page.locator("[name=shows]")).to_be_visible()
        found += faults(page, "#photo/")
        page.go_back()
    page.locator("[name=advice]").fill(f"Mark the aisle, {language} {steps.new_name()}.")
    page.locator(".bar-bottom button").click()
    expect(page.locator("canvas.pad")).to_be_visible()
    found += faults(page, "#sign/")
    page.goto(f"{omar.site.address}/field/app/#outbox")
    expect(page.locator("ul.rows")).to_be_visible()
    found += faults(page, "#outbox")
    if page.evaluate("document.documentElement.lang") != language:
        found.append("another language")
    return found


def test_axe_finds_nothing_on_any_screen_in_any_language(visitor: Any) -> None:
    taken_along(visitor, 360)
    to_visit(visitor, 360)

    found = {language: screens(visitor, language) for language in ("en", "fr", "es", "ar")}

    assert found == {"en": [], "fr": [], "es": [], "ar": []}
