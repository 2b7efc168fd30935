"""A trainer takes a list where there is no network: nothing is lost, and it arrives by itself."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser import steps
from tests.browser.field import again, code_of, enter_pin, marked_by_another, open_list, taken_along, to_visit

TWICE = "button => { button.click(); button.click(); }"  # a second tap, sooner than any finger
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

    marked_by_another(visitor(), code)

    page.get_by_role("button", name="Keep the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Without a network")
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


def test_a_second_tap_keeps_nothing_twice(visitor: Any, width: int) -> None:
    omar, page, hall = taken_along(visitor, width)
    omar.context.set_offline(True)
    page.get_by_role("listitem").filter(has_text=hall).get_by_role("link", name="Ask how it was").click()
    page.get_by_role("link", name="Next person").click()
    page.locator("fieldset .choice [value='5']").first.check(force=True)
    page.get_by_role("button", name="Done, hand it on").evaluate(TWICE)
    expect(page.get_by_text("1 have answered")).to_be_visible()
    page.get_by_role("link", name="Without a network").click()

    open_list(page, hall, "Morning")
    page.get_by_text("Add someone who walked in").click()
    page.get_by_label("Name").fill("Dina Namuna")
    page.get_by_role("button", name="Add as here").evaluate(TWICE)
    expect(page.get_by_role("button", name="Keep the list")).to_contain_text("1 of 4 here")
    page.get_by_role("button", name="Keep the list").evaluate(TWICE)

    expect(page.get_by_role("heading", level=1)).to_have_text("Without a network")
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 1")
    open_list(page, hall, "Morning")
    expect(page.get_by_role("button", name="Keep the list")).to_contain_text("1 of 4 here")


def a_picture(tmp_path: Path) -> Path:
    """A photo as a phone makes it: large, and with the place in it."""
    file = tmp_path / "aisle.jpg"
    exif = Image.Exif()
    exif[0x0110] = "Omar's phone"
    noise = Image.effect_noise((2400, 1800), 80).convert("RGB")
    noise.save(file, "JPEG", quality=95, exif=exif)
    return file


def test_a_photo_is_shrunk_painted_over_and_goes_on_where_it_stopped(visitor: Any, width: int, tmp_path: Path) -> None:
    omar, page, enterprise = to_visit(visitor, width)
    omar.context.set_offline(True)
    page.get_by_role("listitem").filter(has_text=enterprise.name).get_by_role("link", name="Report the visit").click()
    taken = page.get_by_role("link", name="Photo after")
    action = (taken.get_attribute("href") or "").split("/")[1]
    taken.click()
    page.get_by_role("button", name="Keep the photo").click()
    expect(page.get_by_role("alert")).to_contain_text("Take or choose a photo first")
    wrong = tmp_path / "no.jpg"
    wrong.write_text("no photo")
    page.get_by_label("Or choose a photo").set_input_files(wrong)
    expect(page.get_by_role("alert")).to_contain_text("no photo")
    page.get_by_label("Or choose a photo").set_input_files(a_picture(tmp_path))
    box = page.locator("canvas.paint").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.get_by_role("button", name="Keep the photo").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Visit 1")
    page.goto("about:blank")

    cut = []

    def lose_the_network_once(route: Route) -> None:
        if route.request.method == "PATCH" and "offset=65536" in route.request.url and not cut:
            cut.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    omar.context.route("**/api/v1/photos/**", lose_the_network_once)
    omar.context.set_offline(False)
    omar.go("/field/app/#outbox")
    enter_pin(page)
    photos = page.get_by_role("listitem").filter(has_text="Photo after")
    expect(photos.filter(has_text="64 of")).to_be_visible()
    page.get_by_role("button", name="Send now").click()

    expect(photos).to_have_count(1)
    expect(photos).to_contain_text("Accepted")
    shown = omar.go(f"/actions/{action}/").locator("img[src^='/photos/']").first.get_attribute("src")
    kept = Image.open(io.BytesIO(omar.context.request.get(f"{omar.site.address}{shown}").body()))
    assert len(cut) == 1 and max(kept.size) <= 1600 and not kept.getexif()
    middle = kept.getpixel((kept.width // 2, kept.height // 2))
    assert all(abs(part - 0x77) < 12 for part in middle)  # painted over


def test_people_answer_on_one_phone_and_only_counts_are_kept(visitor: Any, width: int) -> None:
    omar, page, hall = taken_along(visitor, width)
    code = code_of(page, hall)
    omar.context.set_offline(True)
    page.get_by_role("listitem").filter(has_text=hall).get_by_role("link", name="Ask how it was").click()
    for score in ("5", "4"):
        page.get_by_role("link", name="Next person").click()
        if score == "5":
            page.get_by_role("button", name="Done, hand it on").click()
            expect(page.get_by_role("alert")).to_contain_text("at least one answer")
        page.locator(f"fieldset .choice [value='{score}']").first.check(force=True)
        page.get_by_role("button", name="Done, hand it on").click()
    expect(page.get_by_text("2 have answered")).to_be_visible()
    page.go_back()
    expect(page.locator("fieldset input:checked")).to_have_count(0)  # nobody sees what another chose
    again(page)
    page.goto(f"{omar.site.address}/field/app/#ask/{code}")
    page.get_by_role("button", name="All have answered").click()
    expect(page.get_by_role("heading", name="Classes")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 1")
    page.get_by_role("listitem").filter(has_text=hall).get_by_role("link", name="Count paper forms").click()
    page.get_by_label("how many gave 3").first.fill("half")
    page.get_by_role("button", name="Keep the count").click()
    expect(page.get_by_role("alert")).to_contain_text("whole number")
    page.get_by_label("how many gave 3").first.fill("1")
    page.get_by_role("button", name="Keep the count").click()

    omar.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("Everything is sent.")
    page.get_by_role("link", name="Everything is sent.").click()
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(2)
    omar.go(f"/field/workshops/{code}/satisfaction/")
    expect(page.get_by_label("how many gave 3").first).to_have_value("1")


def test_a_report_that_needs_fixing_is_put_right_on_the_phone(visitor: Any, width: int) -> None:
    omar, page, enterprise = to_visit(visitor, width)
    card = page.get_by_role("listitem").filter(has_text=enterprise.name)
    for advice in ("Mark the aisle.", "Mark the aisle."):  # the second says the same: the server knows, the phone does not
        omar.context.set_offline(True)
        card.get_by_role("link", name="Report the visit").click()
        page.get_by_label("What you advised").fill(advice)
        page.get_by_role("button", name="Keep the visit").click()
        page.get_by_role("link", name="Later").click()
        omar.context.set_offline(False)
        expect(page.get_by_role("status")).to_have_text("Everything is sent.")
    page.get_by_role("link", name="Everything is sent.").click()
    wrong = page.get_by_role("listitem").filter(has_text="Needs fixing")
    expect(wrong).to_contain_text("here already")

    wrong.get_by_role("link", name="Put it right").click()
    expect(page.get_by_role("alert")).to_contain_text("here already")
    page.get_by_label("What you advised").fill("Mark the second aisle too.")
    page.get_by_role("button", name="Keep the visit").click()
    page.get_by_role("link", name="Later").click()

    expect(page.get_by_role("status")).to_have_text("Everything is sent.")
    page.get_by_role("link", name="Everything is sent.").click()
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(2)
    expect(page.get_by_text("Needs fixing")).to_have_count(0)


def test_two_versions_stand_side_by_side_and_the_trainer_decides(visitor: Any, width: int) -> None:
    omar, page, enterprise = to_visit(visitor, width)
    omar.context.set_offline(True)
    page.get_by_role("listitem").filter(has_text=enterprise.name).get_by_role("link", name="Report the visit").click()
    action = (page.get_by_role("link", name="Photo after").get_attribute("href") or "").split("/")[1]
    page.get_by_label("What now?").select_option("done")
    page.get_by_label("What you advised").fill("Mark the aisle.")
    other = visitor()
    other.enter_as("trainer")
    other.go(f"/actions/{action}/")
    other.page.locator("[name=kind][value=started]").check(force=True)
    other.page.get_by_role("button", name="Keep this decision").click()
    expect(other.page.locator("main .chip").first).to_have_text("Started")
    page.get_by_role("button", name="Keep the visit").click()
    page.get_by_role("link", name="Later").click()
    omar.context.set_offline(False)

    doubt = page.get_by_role("listitem").filter(has_text=enterprise.name).get_by_role("link", name="Look and decide")
    doubt.click()
    expect(page.get_by_role("heading", name="What stands").locator("..")).to_contain_text("Started")
    expect(page.get_by_role("heading", name="What this device says").locator("..")).to_contain_text("Done")
    page.get_by_role("button", name="Take what the device says").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Without a network")
    expect(doubt).to_have_count(0)
    other.go(f"/actions/{action}/")
    expect(other.page.get_by_role("main")).to_contain_text("Done")
