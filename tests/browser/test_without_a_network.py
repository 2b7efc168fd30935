"""A trainer takes a list where there is no network: nothing is lost, and it arrives by itself."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.field import again, code_of, open_list, taken_along, to_visit

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]


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
