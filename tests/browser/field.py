"""A phone of the trainer Omar with the field app, step by step."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.test_visit import plan_one

HALL = "Hall without a signal"
PIN = "4711"


def enter_pin(page: Page) -> None:
    """At the first opening it is chosen, later it is asked; either way it is typed once."""
    page.get_by_label("PIN", exact=False).fill(PIN)
    page.get_by_role("button", name=re.compile("^(Keep the PIN|Open)$")).click()


def enter_pin_in(page: Page) -> None:
    """The same in any language."""
    page.locator("[name=pin]").fill(PIN)
    page.locator("button.main").click()


def again(page: Page) -> None:
    """The tab was closed in the middle, or the phone went off: once what was typed last is kept, some milliseconds later."""
    if page.locator("field-app form:has(textarea), field-app .roster").count():
        expect(page.locator("field-app [data-kept]")).to_have_count(1)
    page.reload()
    enter_pin(page)


def take_along(omar: Any, address: str, name: str) -> Page:
    """From the page of a class, a visit or a baseline it is taken along: the trainer of all journeys has many that are due."""
    page: Page = omar.go(address)
    page.locator("a[href*='#take/']").click()
    enter_pin_in(page)
    expect(page.get_by_text(name)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    return page


def taken_along(visitor: Any, width: int) -> tuple[Any, Page, str]:
    """Omar has planned a class of today, and opened the field app once where there was a network."""
    maya, omar = visitor(), visitor(width=width)
    _enterprise, engagement = steps.engaged(
        maya, ("Ana Beispiel", "Woman", "Manager"), ("Bo Vidu", "Man", "Worker"), ("Chi Contoh", "Woman", "Worker")
    )
    hall = f"{HALL} {steps.new_name()}"
    planned = steps.plan_class(visitor(), engagement, hall, "Ana Beispiel", "Bo Vidu", "Chi Contoh")
    omar.enter_as("trainer")
    return omar, take_along(omar, f"/field/workshops/{steps.code_in(planned)}/", hall), hall


def open_list(page: Page, hall: str, part: str) -> None:
    page.get_by_role("listitem").filter(has_text=hall).get_by_role("link", name=re.compile(part)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is here?")


def code_of(page: Page, hall: str) -> str:
    """The code of the class, from the links of the app."""
    link = page.get_by_role("listitem").filter(has_text=hall).get_by_role("link").first
    return (link.get_attribute("href") or "").split("/")[1]


def to_visit(visitor: Any, width: int) -> tuple[Any, Page, steps.Found]:
    """An enterprise of Omar's with baseline and one action in its plan, taken along."""
    maya, omar = visitor(width=1280), visitor(width=width)
    enterprise, engagement = steps.engaged(maya, ("Ana Beispiel", "Woman", "Manager"), ("Bo Vidu", "Man", "Worker"))
    steps.take_baseline(omar, engagement, back=3)
    plan_one(omar, engagement)
    return omar, take_along(omar, f"/field/engagements/{engagement.code}/visits/new/", enterprise.name), enterprise


def marked_by_another(other: Any, code: str) -> None:
    """On another device somebody marks in the list of this morning that only Ana is here."""
    other.enter_as("trainer")
    desk = other.go(f"/field/workshops/{code}/?session={steps.TODAY.isoformat()}-morning")
    desk.get_by_role("button", name="Start with none").click()
    desk.get_by_text("Ana Beispiel").click()
    desk.get_by_role("button", name=re.compile("Keep the list")).last.click()
    expect(desk.get_by_text("The list is kept")).to_be_visible()
