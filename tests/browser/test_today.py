"""Point 10: everybody's first page says what to do first; it is done with one tap, and leaves the list."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import steps
from tests.browser.test_intake import apply_to_join
from tests.browser.widths import fits

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]


def first_of(page: Page) -> Locator:
    """What the tape marks: one thing, with one main button."""
    first = page.locator("main .next")
    expect(first).to_have_count(1)
    expect(first.locator(".button.main")).to_have_count(1)
    fits(page)
    return first


def plan(lina: Any, owner: str, days: int) -> str:
    """The owner puts an action into the plan; gives back its words."""
    what = f"Sweep {steps.new_name()}"
    page = lina.go("/my-plan/")
    page.get_by_role("link", name="Add an action").first.click()
    page.get_by_label("What is the problem?").fill("Threads on the floor")
    page.get_by_label("What will be done?").fill(what)
    page.get_by_label("Who looks after it?").fill(owner)
    page.get_by_label("By when?").fill((steps.TODAY + timedelta(days=days)).isoformat())
    page.get_by_role("button", name="Add it to the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(what)
    return what


def test_a_team_member_says_begun_and_done_with_one_tap_each(visitor: Any, width: int) -> None:
    lina, tadi = visitor(width=width), visitor(width=width)
    lina.enter_as("enterprise-owner")
    what = plan(lina, "Tadi", 0)

    page = tadi.enter_as("team-member")
    first = first_of(page)
    expect(first).to_contain_text("yours")
    mine = page.get_by_role("listitem").filter(has_text=what)
    mine.get_by_role("button", name="We have begun").click()
    expect(page.get_by_role("status")).to_contain_text(f"Begun: {what}")
    expect(mine).to_contain_text("Action begun")
    mine.get_by_role("button", name="It is done").click()

    expect(page.get_by_role("status")).to_contain_text(f"Done: {what}. Thank you!")
    expect(mine).to_have_count(0)


def test_the_owner_sees_the_own_action_before_those_of_others(visitor: Any, width: int) -> None:
    lina = visitor(width=width)
    lina.enter_as("enterprise-owner")
    theirs, own = plan(lina, "Mina", 1), plan(lina, "Lina Sample", 2)

    page = lina.go("/")
    first_of(page)
    texts = page.locator("main ol.rows > li").all_inner_texts()
    places = [next(n for n, text in enumerate(texts) if what in text) for what in (own, theirs)]
    assert places == sorted(places)
    page.get_by_role("listitem").filter(has_text=own).get_by_role("button", name="It is done").click()

    expect(page.get_by_role("listitem").filter(has_text=own)).to_have_count(0)
    expect(page.get_by_role("listitem").filter(has_text=theirs)).to_have_count(1)
    page.get_by_role("listitem").filter(has_text=theirs).get_by_role("button", name="It is done").click()
    expect(page.get_by_role("listitem").filter(has_text=theirs)).to_have_count(0)


def test_a_worker_opens_the_own_action_and_says_something(visitor: Any, width: int) -> None:
    lina, mina = visitor(width=width), visitor(width=width)
    lina.enter_as("enterprise-owner")
    what = plan(lina, "Mina Ejemplo", 1)

    page = mina.enter_as("worker")
    first_of(page)
    expect(page.get_by_role("button", name="It is done")).to_have_count(0)
    page.get_by_role("listitem").filter(has_text=what).get_by_role("link", name="Open this action").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(what)
    listed = lina.go("/today/").get_by_role("listitem").filter(has_text=what)
    listed.get_by_role("button", name="It is done").click()
    expect(listed).to_have_count(0)
    expect(mina.go("/").get_by_role("main")).not_to_contain_text(what)


def test_a_trainer_is_led_to_the_baseline_and_then_to_what_is_to_be_seen(visitor: Any, width: int) -> None:
    maya, omar = visitor(), visitor(width=width)
    enterprise, engagement = steps.engaged(maya)

    page = omar.enter_as("trainer")
    first_of(page)
    waits = page.locator("main ol.rows > li").filter(has_text=enterprise.name)
    waits.get_by_role("link", name="Take the baseline").click()
    steps.fill_baseline(page, period=steps.month(2))
    steps.keep_baseline(page)
    omar.go("/field/")

    expect(waits).to_have_count(0)
    plan_of(omar, engagement)
    omar.go("/field/")
    waits.filter(has_text="1 action is done: go and see it").get_by_role("link", name="Report the visit").click()
    page.get_by_label("What now?").select_option("verified")
    page.get_by_label("What you advised").fill("Keep it free.")
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("main")).to_contain_text("Keep it free.")
    omar.go("/field/")
    expect(waits.filter(has_text="go and see it")).to_have_count(0)
    expect(waits.get_by_role("link", name="Let them sign")).to_be_visible()


def plan_of(omar: Any, engagement: steps.Found) -> None:
    """An action of this enterprise that somebody calls done."""
    page = omar.go(f"/engagements/{engagement.code}/plan/new/")
    page.get_by_label("What is the problem?").fill("The aisle is blocked")
    page.get_by_label("What will be done?").fill("Mark the aisle")
    page.get_by_label("Who looks after it?").fill("Rosa")
    page.get_by_label("By when?").fill((steps.TODAY + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Add it to the plan").click()
    page.get_by_role("group", name="What was decided?").get_by_text("It is done").click()
    page.get_by_role("button", name="Keep this decision").click()
    expect(page.locator("main .chip").first).to_have_text("Done")


@pytest.mark.parametrize("role", ["provider-coordinator", "country-officer", "programme-director"])
def test_whoever_runs_the_work_answers_who_asked_to_join(visitor: Any, width: int, role: str) -> None:
    name, office = steps.new_name(), visitor(width=width)
    apply_to_join(visitor(), name)

    page = office.enter_as(role)
    first = first_of(page)
    expect(first).to_contain_text("Begin here")
    page.get_by_role(
        "link", name=re.compile("See all of them.*Who asked to join")
    ).click()  # the demonstration has more than five
    line = page.get_by_role("row").filter(has_text=name)
    line.get_by_role("link", name="Answer").click()
    page.get_by_role("link", name="Do not take on").click()
    page.get_by_label("Why").fill("They have moved away")
    page.get_by_role("button", name="Do not take on").click()
    expect(page.get_by_role("main")).to_contain_text("They have moved away")

    expect(office.go("/").get_by_role("heading", level=1)).to_have_text("This morning")
    expect(line).to_have_count(0)


@pytest.mark.parametrize(
    ("role", "where"), [("expert-trainer", "Today"), ("brand-officer", "Suppliers"), ("auditor", "Harbour Programme")]
)
def test_whoever_has_nothing_to_do_sees_what_to_look_at(visitor: Any, width: int, role: str, where: str) -> None:
    page = visitor(width=width).enter_as(role)

    expect(page.get_by_role("heading", level=1)).to_have_text(where)
    fits(page)
