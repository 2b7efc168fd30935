"""Point 8: the trainer sees what is missing and does it, the coordinator confirms, anybody checks, somebody asks later."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = pytest.mark.browser
COMPLETED = steps.TODAY - timedelta(days=187)  # so that six months later is not to come


def lacking(page: Page) -> str:
    """The address of an engagement of the first cohort to which a visit is missing, by its first link in the list;
    other journeys make some of their own, to which other things are missing."""
    rows = page.locator("tbody tr").filter(has_text="1 of 2 visits").filter(has_text="1 of 3 actions")
    link = rows.get_by_role("link").first
    return str(link.get_attribute("href"))


@pytest.mark.parametrize("width", [360, 1280])
def test_from_what_is_missing_to_what_lasted(visitor: Any, width: int) -> None:
    maya, omar, anybody = visitor(width=width), visitor(width=width), visitor(width=width)
    omar.enter_as("trainer")
    place = lacking(omar.go("/desk/completion/?lacks=visits"))
    code = re.search(r"/([2-9A-HJ-NP-TV-Z]{8})/", place)
    assert code

    # The trainer sees what is missing, and does it at a visit: two more actions are done.
    page = omar.go(place)
    expect(page.get_by_role("main")).to_contain_text("1 of 2 visits")
    expect(page.get_by_role("main")).to_contain_text("1 of 3 actions")
    expect(page.get_by_role("link", name="Confirm completion")).to_have_count(0)
    page = omar.go(f"/field/engagements/{code.group(1)}/visits/new/")
    for choice in page.get_by_label("What now?").all():
        if choice.locator("option[value=done]").count():  # one of the three is done already
            choice.select_option("done")
    page.get_by_label("What you advised").fill("Go on with the daily meeting.")
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("main")).to_contain_text("Go on with the daily meeting.")
    expect(omar.go(place).get_by_role("main")).to_contain_text("2 of 2 visits")

    # The coordinator confirms.
    maya.enter_as("provider-coordinator")
    page = maya.go(place)
    page.get_by_role("link", name="Confirm completion").click()
    steps.whole(page).get_by_label("Completed on").fill(COMPLETED.isoformat())
    reason = page.get_by_label("Why it counts although something is missing")
    if reason.count():  # somebody of this enterprise may have missed a day of the class
        reason.fill("Made up at the visit")
    page.get_by_role("button", name="Confirm completion").click()
    expect(page.get_by_role("main")).to_contain_text("Confirmed by Maya Muster")

    # The certificate opens, and anybody can check it.
    certificate = str(page.get_by_role("link", name="Certificate as PDF").get_attribute("href"))
    paper = maya.context.request.get(maya.site.address + certificate)
    assert paper.headers["content-type"] == "application/pdf" and paper.body().startswith(b"%PDF")
    said = anybody.go("/certificates/")
    said.get_by_label("Code on the certificate").fill(certificate.split("/")[2].lower())
    said.get_by_role("button", name="Check").click()
    expect(said.get_by_role("main")).to_contain_text("This certificate counts")

    # Six months later the trainer telephones.
    name = omar.go(place).locator("h1").inner_text().partition(":")[0]
    page = omar.go("/field/")
    page.get_by_role("link", name="Ask what lasted").filter(has_text=name).click()
    page.get_by_label("By phone").check()
    page.get_by_label("Who you spoke with").fill("The owner")
    for group in steps.whole(page).get_by_role("group").filter(has_text="Still practised").all():
        group.get_by_text("Still practised", exact=True).click()
    page.get_by_role("button", name="Keep the follow-up").click()
    expect(page.get_by_role("main")).to_contain_text("By phone")
    expect(page.get_by_role("main")).to_contain_text("practices are still practised.")


def test_missing_things_without_a_reason_are_refused_and_the_day_stays(visitor: Any) -> None:
    maya = visitor(width=360, scripts=False)
    _enterprise, engagement = steps.engaged(maya)

    page = maya.go(f"/desk/engagements/{engagement.code}/completion/confirm/")
    page.get_by_label("Completed on").fill(steps.TODAY.isoformat())
    page.get_by_role("button", name="Confirm completion").click()

    expect(page.get_by_role("alert")).to_contain_text("Something is still missing")
    expect(page.get_by_label("Completed on")).to_have_value(steps.TODAY.isoformat())
