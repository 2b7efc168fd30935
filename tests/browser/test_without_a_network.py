"""A trainer takes a list where there is no network: nothing is lost, and it arrives by itself."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]
HALL = "Hall without a signal"


def taken_along(visitor: Any, width: int) -> tuple[Any, Page, str]:
    """Omar has planned a class of today, and opened the field app once where there was a network."""
    maya, omar = visitor(), visitor(width=width)
    _enterprise, engagement = steps.engaged(
        maya, ("Ana Beispiel", "Woman", "Manager"), ("Bo Vidu", "Man", "Worker"), ("Chi Contoh", "Woman", "Worker")
    )
    hall = f"{HALL} {steps.new_name()}"
    steps.plan_class(visitor(), engagement, hall, "Ana Beispiel", "Bo Vidu", "Chi Contoh")
    omar.enter_as("trainer")
    page = omar.go("/field/")
    page.get_by_role("link", name="Without a network").click()
    expect(page.get_by_text(hall)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    return omar, page, hall


def open_list(page: Page, hall: str, part: str) -> None:
    page.get_by_role("listitem").filter(has_text=hall).get_by_role("link", name=re.compile(part)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is here?")


def code_of(page: Page, hall: str) -> str:
    """The code of the class, from the links of the app."""
    link = page.get_by_role("listitem").filter(has_text=hall).get_by_role("link").first
    return (link.get_attribute("href") or "").split("/")[1]


def test_a_list_is_taken_without_a_network_and_arrives_by_itself(visitor: Any, width: int) -> None:
    omar, page, hall = taken_along(visitor, width)
    omar.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("No network just now")).to_be_visible()

    open_list(page, hall, "Morning")
    page.get_by_role("button", name="All are here").click()
    page.get_by_text("Bo Vidu").click()
    page.get_by_text("Add someone who walked in").click()
    page.get_by_role("button", name="Add as here").click()
    expect(page.get_by_role("alert")).to_have_text("Write the name first.")
    page.get_by_label("Name").fill("Dina Namuna")
    page.get_by_role("button", name="Add as here").click()
    expect(page.get_by_role("button", name="Keep the list")).to_contain_text("3 of 4 here")
    page.reload()  # the tab was closed in the middle
    expect(page.get_by_role("button", name="Keep the list")).to_contain_text("3 of 4 here")
    page.get_by_role("button", name="Keep the list").click()

    outbox = page.get_by_role("listitem").filter(has_text=hall).last
    expect(outbox).to_contain_text("On this device")
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 1")
    open_list(page, hall, "Afternoon")
    page.get_by_text("Dina Namuna").click()
    page.get_by_role("button", name="Keep the list").click()
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 2")

    omar.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Everything is sent.")
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(2)
    main = omar.go(f"/field/workshops/{code_of(page, hall)}/?session={steps.TODAY.isoformat()}-afternoon").get_by_role(
        "main"
    )
    expect(main.get_by_text("Dina Namuna")).to_have_count(1)
    expect(main.get_by_role("checkbox", name="Dina Namuna")).to_be_checked()
    expect(main.get_by_role("checkbox", name="Ana Beispiel")).not_to_be_checked()


def test_somebody_else_marked_a_person_meanwhile_and_both_are_kept(visitor: Any, width: int) -> None:
    omar, page, hall = taken_along(visitor, width)
    code = code_of(page, hall)
    omar.context.set_offline(True)
    open_list(page, hall, "Morning")
    page.get_by_role("button", name="All are here").click()

    other = visitor()
    other.enter_as("trainer")
    desk = other.go(f"/field/workshops/{code}/?session={steps.TODAY.isoformat()}-morning")
    desk.get_by_role("button", name="Start with none").click()
    desk.get_by_text("Ana Beispiel").click()
    desk.get_by_role("button", name=re.compile("Keep the list")).last.click()
    expect(desk.get_by_text("The list is kept")).to_be_visible()

    page.get_by_role("button", name="Keep the list").click()
    omar.context.set_offline(False)

    expect(page.get_by_text("marked 2 of these people otherwise")).to_be_visible()
    expect(page.get_by_text("Accepted, look at it")).to_be_visible()
