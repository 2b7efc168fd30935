"""The improvement team and its plan: formed and weighed, a meeting that decides, photos of one spot, a table to take along."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = pytest.mark.browser
PEOPLE = (("Lina", "Woman", "Manager"), ("Tadi", "Man", "Worker"))


def photo(colour: str) -> dict[str, Any]:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def form_team(page: Page) -> None:
    page.get_by_label("What is the team called?").fill("Kaizen circle")
    page.get_by_role("button", name="Form the team").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kaizen circle")


def join(page: Page, name: str, part: str) -> None:
    person = page.get_by_label("Who?").locator("option").filter(has_text=name)
    page.get_by_label("Who?").select_option(value=person.get_attribute("value"))
    page.get_by_label("What does this person do in the team?").select_option(label=part)
    page.get_by_role("button", name="Add to the team").click()
    expect(page.get_by_role("rowheader", name=name)).to_be_visible()


def hold_meeting(page: Page) -> None:
    page.get_by_role("link", name="Write the minutes of a meeting").click()
    page.get_by_label("When did you meet?").fill(steps.TODAY.isoformat())
    page.get_by_label("For how many minutes?").fill("40")
    page.get_by_label("Lina").check()
    page.get_by_label("What was said?").fill("The aisle is blocked every morning.")
    page.get_by_role("button", name="Keep the minutes").click()


def decide(page: Page, what: str) -> None:
    page.get_by_role("link", name="Put a decision into the plan").click()
    page.get_by_label("What is the problem?").fill("The aisle is blocked")
    page.get_by_label("What is behind it?").fill("Boxes have no place")
    page.get_by_label("What will be done?").fill(what)
    page.get_by_label("Who looks after it?").fill("Tadi")
    page.get_by_label("By when?").fill((steps.TODAY + timedelta(days=5)).isoformat())
    page.get_by_role("button", name="Add it to the plan").click()


def add_photo(page: Page, kind: str, file: dict[str, Any], shows: str) -> None:
    page.get_by_text("Add a photo", exact=True).click()
    page.get_by_role("group", name="What is on the photo?").get_by_text(kind, exact=True).click()
    page.get_by_label("Photo", exact=True).set_input_files(file)
    page.get_by_label("What does the photo show?").fill(shows)
    page.get_by_role("button", name="Add this photo").click()
    expect(page.get_by_alt_text(shows, exact=True)).to_be_attached()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_team_is_formed_meets_and_its_decision_is_shown_before_and_after(visitor: Any, width: int) -> None:
    office = visitor()
    _enterprise, engagement = steps.engaged(office, *PEOPLE)
    omar = visitor(width=width)
    page = omar.enter_as("trainer")
    what = f"Mark the aisle {steps.new_name()}"

    omar.go(f"/engagements/{engagement.code}/team/")
    form_team(page)
    join(page, "Lina", "Leads the team")
    expect(page.get_by_role("main")).to_contain_text("a worker")
    join(page, "Tadi", "Member")
    expect(page.get_by_role("main")).to_contain_text("In balance")
    hold_meeting(page)
    decide(page, what)
    page.get_by_role("link", name=what).click()

    expect(page.get_by_role("main")).to_contain_text("Boxes have no place")
    add_photo(page, "Before", photo("maroon"), "Boxes in the aisle")
    add_photo(page, "After", photo("teal"), "A free aisle")
    slider = page.get_by_role("slider", name="How much of “after” is seen")
    slider.focus()
    for _step in range(10):
        page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("60")
    expect(slider).to_have_attribute("aria-valuetext", "60%")
    assert "40%" in page.get_by_alt_text("A free aisle").evaluate("image => getComputedStyle(image).clipPath")

    omar.go(f"/engagements/{engagement.code}/plan/table/?owner=Tadi")
    expect(page.get_by_role("rowheader").filter(has_text=what)).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="As a workbook").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")


def test_without_scripts_both_photos_stand_side_by_side_and_an_svg_is_met_kindly(visitor: Any) -> None:
    lina = visitor(scripts=False)
    page = lina.enter_as("enterprise-owner")
    page.get_by_role("link", name="Plan", exact=True).click()
    page.get_by_role("link", name="Add an action").first.click()
    page.get_by_label("What is the problem?").fill("Offcuts on the floor")
    page.get_by_label("What will be done?").fill(f"Sweep {steps.new_name()}")
    page.get_by_label("Who looks after it?").fill("Rosa")
    page.get_by_label("By when?").fill((steps.TODAY + timedelta(days=20)).isoformat())
    page.get_by_label("Photo of the problem").set_input_files(
        {"name": "spot.jpg", "mimeType": "image/jpeg", "buffer": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    )
    page.get_by_label("What does the photo show?").fill("Offcuts")
    page.get_by_role("button", name="Add it to the plan").click()

    expect(page.get_by_role("alert")).to_contain_text("This is no photo")
    expect(page.get_by_label("What is the problem?")).to_have_value("Offcuts on the floor")
    page.get_by_label("Photo of the problem").set_input_files(photo("navy"))
    page.get_by_role("button", name="Add it to the plan").click()
    add_photo(page, "Before", photo("maroon"), "Before it")
    add_photo(page, "After", photo("teal"), "After it")
    before, after = (page.get_by_alt_text(name, exact=True).bounding_box() for name in ("Before it", "After it"))
    assert before and after and before["y"] == after["y"] and before["x"] < after["x"]
    expect(page.get_by_role("slider")).to_have_count(0)
