"""Point 4: the improvement plan: problem, who, by when, what it costs and saves, and dated decisions."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser


def add_action(page: Page, what: str) -> None:
    page.get_by_role("link", name="Add an action").first.click()
    page.get_by_label("What is the problem?").fill("Offcuts lie everywhere")
    page.get_by_label("What will be done?").fill(what)
    page.get_by_label("Who looks after it?").fill("Rosa")
    page.get_by_label("By when?").fill((steps.TODAY + timedelta(days=20)).isoformat())
    page.get_by_label("What does it cost, once?").fill("35")
    page.get_by_label("How much do you expect it to save?").fill("120")
    page.get_by_role("button", name="Add it to the plan").click()


def decide(page: Page, what: str, why: str = "", *, stands: str = "") -> None:
    """Press what was decided; `stands` is how the action stands afterwards, where it is kept."""
    page.get_by_role("group", name="What was decided?").get_by_text(what).click()
    if why:
        page.get_by_label("Why?").fill(why)
    page.get_by_role("button", name="Keep this decision").click()
    if stands:
        expect(page.locator("main .chip").first).to_have_text(stands)


def keep_saving(page: Page, amount: str, how: str) -> None:
    page.get_by_label("How much does it save?").fill(amount)
    page.get_by_label("How was this worked out?").fill(how)
    page.get_by_role("button", name="Keep this saving").click()
    expect(page.get_by_role("main")).to_contain_text(how)


@pytest.mark.parametrize(
    ("width", "scripts"), [(360, True), (360, False), (1280, True)], ids=["phone", "phone, no scripts", "laptop"]
)
def test_the_owner_adds_an_action_decides_and_writes_what_it_really_saves(visitor: Any, width: int, scripts: bool) -> None:
    lina = visitor(width=width, scripts=scripts)
    page = lina.enter_as("enterprise-owner")
    what = f"Sort offcuts by {steps.new_name()}"

    page.get_by_role("link", name="Plan", exact=True).click()
    add_action(page, what)
    expect(page.get_by_role("heading", level=1)).to_have_text(what)
    decide(page, "Work on it goes on", stands="Started")
    decide(page, "It is done", stands="Done")
    keep_saving(page, "95", "Weighed for one month")

    lina.go("/enterprise/")
    # 95 every month is 1,140 a year.
    expect(page.get_by_role("row").filter(has_text=what).first).to_contain_text("1,140")


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])
def test_a_trainer_sees_the_action_checks_its_saving_and_both_talk_about_it(visitor: Any, width: int) -> None:
    maya, omar = visitor(), visitor(width=width)
    _enterprise, engagement = steps.engaged(maya)
    steps.take_baseline(omar, engagement, back=3)
    what = f"Sort offcuts by {steps.new_name()}"
    page = omar.go(f"/engagements/{engagement.code}/plan/")
    add_action(page, what)
    decide(page, "It is done", stands="Done")
    keep_saving(page, "95", "Weighed for one month")
    address = page.url.removeprefix(omar.site.address)

    omar.go(f"/field/engagements/{engagement.code}/visits/new/")
    page.get_by_label("What now?").select_option("verified")
    page.get_by_label("What you advised").fill("Weigh them every week.")
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("main")).to_contain_text("Weigh them every week.")
    omar.go("/field/")
    page.locator("main ol.rows > li").filter(has_text=what).get_by_role("link", name="Check it").click()
    page.get_by_role("button", name="I checked this saving").click()
    shown = page.get_by_role("main")
    expect(shown).to_contain_text("Seen by the trainer")
    page.get_by_label("What do you want to say?").fill("The bins stand where they should.")
    page.get_by_role("button", name="Say it").click()

    expect(shown).to_contain_text("The bins stand where they should.")
    fits(page)
    omar.go("/field/")
    expect(page.locator("main ol.rows > li").filter(has_text=what)).to_have_count(0)
    answer = maya.go(address)
    expect(answer.get_by_role("main")).to_contain_text("Omar Muster")


def test_an_action_is_dropped_only_with_a_reason(visitor: Any) -> None:
    lina = visitor()
    page = lina.enter_as("enterprise-owner")
    what = f"Paint {steps.new_name()}"
    page.get_by_role("link", name="Plan", exact=True).click()
    add_action(page, what)

    decide(page, "We drop it")
    expect(page.get_by_role("alert")).to_contain_text("why")
    decide(page, "We drop it", "Too dear this year")

    expect(page.get_by_role("main")).to_contain_text("Too dear this year")
