"""A trainer takes a list where there is no network: nothing is lost, and it arrives by itself."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.test_visit import plan_one

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]
HALL = "Hall without a signal"
PIN = "4711"


def enter_pin(page: Page) -> None:
    """At the first opening it is chosen, later it is asked; either way it is typed once."""
    page.get_by_label("PIN", exact=False).fill(PIN)
    page.get_by_role("button", name=re.compile("^(Keep the PIN|Open)$")).click()


def again(page: Page) -> None:
    """The tab was closed in the middle, or the phone went off."""
    page.reload()
    enter_pin(page)


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
    enter_pin(page)
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
    again(page)
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
    again(page)
    expect(page.get_by_role("button", name="Keep the list")).to_contain_text("3 of 4 here")
    page.get_by_role("button", name="Keep the list").click()

    page.get_by_role("link", name="Not sent yet: 1").click()
    expect(page.get_by_role("listitem").filter(has_text=hall)).to_contain_text("On this device")
    page.get_by_role("link", name="Without a network").click()
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 1")
    open_list(page, hall, "Afternoon")
    page.get_by_text("Dina Namuna").click()
    page.get_by_role("button", name="Keep the list").click()
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 2")

    omar.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Everything is sent.")
    page.get_by_role("link", name="Everything is sent.").click()
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(2)
    page.get_by_role("link", name="Without a network").click()
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

    page.get_by_role("link", name="Everything is sent.").click()
    expect(page.get_by_text("marked 2 of these people otherwise")).to_be_visible()
    expect(page.get_by_text("Accepted, look at it")).to_be_visible()


def sign_on_the_glass(page: Page) -> None:
    box = page.locator("canvas").bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 60, steps=4)
    page.mouse.up()


def to_visit(visitor: Any, width: int) -> tuple[Any, Page, steps.Found]:
    """An enterprise of Omar's with baseline and one action in its plan, taken along."""
    maya, omar = visitor(width=1280), visitor(width=width)
    enterprise, engagement = steps.engaged(maya, ("Ana Beispiel", "Woman", "Manager"), ("Bo Vidu", "Man", "Worker"))
    steps.take_baseline(omar, engagement, back=3)
    plan_one(omar, engagement)
    page = omar.go("/field/app/")
    enter_pin(page)
    expect(page.get_by_text(enterprise.name)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready")
    return omar, page, enterprise


def test_a_visit_is_written_and_signed_without_a_network(visitor: Any, width: int) -> None:
    omar, page, enterprise = to_visit(visitor, width)
    omar.context.set_offline(True)
    again(page)
    page.get_by_role("listitem").filter(has_text=enterprise.name).get_by_role("link", name="Report the visit").click()

    expect(page.get_by_role("group", name="Absenteeism", exact=True)).to_contain_text("60")
    page.get_by_label("What now?").select_option("done")
    page.get_by_label("The numbers are of").select_option(index=0)
    card = page.get_by_role("group", name="Absenteeism", exact=True)
    card.get_by_label("Days lost to absence").fill("450")
    card.get_by_label("Days scheduled").fill("1000")
    page.locator("fieldset.practice").first.get_by_text("Practised", exact=True).click()
    page.get_by_label("What you advised").fill("Hold the meeting at the line.")
    again(page)
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("alert")).to_contain_text("If it is right, say why.")
    card.get_by_label("Days lost to absence").fill("45")
    page.get_by_role("button", name="Keep the visit").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign the report")
    for role, name in (("Manager", "Ana Beispiel, Manager"), ("Worker", "Bo Vidu, Worker")):
        page.get_by_role("main").get_by_text(role, exact=True).click()
        page.get_by_label("Who signs").select_option(label=name)
        sign_on_the_glass(page)
        page.get_by_label("I have read it").check()
        page.get_by_role("button", name="Sign", exact=True).click()
    page.get_by_role("link", name="Not sent yet: 3").click()
    expect(page.get_by_role("listitem").filter(has_text="On this device")).to_have_count(3)

    omar.context.set_offline(False)
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(3)
