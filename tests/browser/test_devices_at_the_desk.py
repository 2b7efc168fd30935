"""A coordinator finds what two people said differently and decides, takes in a file by hand, and sees to what is stuck."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.field import code_of, enter_pin, marked_by_another, open_list, taken_along
from tests.browser.readable import violations
from tests.browser.widths import fits

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]
MORNING, AFTERNOON = (f"{steps.TODAY.isoformat()}-{part}" for part in ("morning", "afternoon"))


def is_sound(page: Page) -> None:
    """Nothing for axe to find, and nothing wider than the screen."""
    assert violations(page, {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}) == [], page.url
    fits(page)


def disputed(visitor: Any, width: int) -> tuple[str, str]:
    """Omar's device says that all were there; on a page somebody had marked Ana only. The hall and the class."""
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
    expect(page.get_by_role("heading", name="Outbox")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=hall)).to_contain_text("Accepted, look at it")
    return hall, code


def a_file(page: Page, workshop: str, person: str) -> dict[str, Any]:
    """What the field app of Omar's device exported: the list of the afternoon, and something from a newer app."""
    page.get_by_role("link", name="Omar Muster").first.click()
    device = steps.code_in(page)
    author = page.evaluate(f"fetch('/api/v1/devices/{device}').then(a => a.json()).then(d => d.user)")
    like = {"version": 1, "author": author, "made_at": f"{steps.TODAY.isoformat()}T01:00:00Z"}
    listed = {"workshop": workshop, "session": AFTERNOON, "marks": {person: 180}}
    records = [{**like, "id": str(uuid4()), "kind": "attendance", "body": listed},
               {**like, "id": str(uuid4()), "kind": f"kind-{workshop.lower()}", "body": {}}]  # fmt: skip
    return {"name": "genba-unsent.json", "mimeType": "application/json",
            "buffer": json.dumps({"device": device, "records": records}).encode()}  # fmt: skip


def test_a_coordinator_sees_to_what_the_field_left_open(visitor: Any, width: int) -> None:
    hall, workshop = disputed(visitor, width)
    maya = visitor(width=width)
    maya.enter_as("provider-coordinator")
    page: Page = maya.go("/desk/review/")
    page.get_by_role("link", name=re.compile("See both versions")).first.click()
    said = page.get_by_role("row").filter(has_text=hall).filter(has_text="Bo Vidu")
    expect(said).to_be_visible()
    is_sound(page)
    said.get_by_role("link").click()
    expect(page.get_by_role("row", name=re.compile("What stands"))).to_contain_text("not here")
    expect(page.get_by_role("row", name=re.compile("What the device says"))).to_contain_text("here, 180 minutes")
    is_sound(page)
    page.get_by_label("Why").fill("Bo signed the sheet")
    page.get_by_role("button", name="Take what the device says").click()
    expect(page.get_by_text("It is decided.")).to_be_visible()

    person = page.evaluate(f"fetch('/api/v1/workshops/{workshop}').then(a => a.json()).then(w => w.participants[0].person)")
    page = maya.go("/desk/devices/")
    is_sound(page)
    brought = a_file(page, workshop, person)
    is_sound(page)
    page = maya.go("/desk/devices/import/")
    page.get_by_label("The file").set_input_files({**brought, "buffer": b"no file of ours"})
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be read")
    page.get_by_label("The file").set_input_files(brought)
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_text("Written by Omar Muster")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="Take in 2 records").click()
    expect(page.get_by_text("The file is taken in.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=hall)).to_contain_text("Accepted")

    page = maya.go("/desk/devices/records/")
    is_sound(page)
    page.get_by_role("link", name=re.compile(f"kind-{workshop.lower()}")).click()
    expect(page.get_by_text("It was written by a newer app")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("it stays as it was")).to_be_visible()
    page.get_by_label("Why").fill("A trial of the new app")
    is_sound(page)
    page.get_by_role("button", name="Set it aside").click()
    expect(page.get_by_text("Maya Muster set it aside: A trial of the new app")).to_be_visible()


def test_a_lost_device_is_withdrawn_by_a_page_that_says_what_will_happen(visitor: Any, width: int) -> None:
    omar = visitor(width=width)
    omar.enter_as("trainer")
    omar.go("/field/app/")
    with omar.page.expect_response("**/api/v1/devices"):
        enter_pin(omar.page)
    maya = visitor(width=width)
    maya.enter_as("provider-coordinator")
    page: Page = maya.go("/desk/devices/")
    page.get_by_role("link", name="Omar Muster").first.click()
    page.get_by_role("link", name="It is lost: withdraw it").click()
    expect(page.get_by_text("At its next contact it wipes everything")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="Withdraw this device").click()
    expect(page.get_by_text("Nothing is taken from it any more.").first).to_be_visible()
