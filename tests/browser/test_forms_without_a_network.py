"""Forms of a module where there is no network: the baseline, and what else a visit asks."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.field import again, enter_pin, take_along, to_visit
from tests.browser.readable import is_readable
from tests.browser.widths import fits

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]
COUNTS = {
    "Women workers": "30",
    "Men workers": "12",
    "Women managers and supervisors": "2",
    "Men managers and supervisors": "0",
}


def waits_for_baseline(visitor: Any, width: int) -> tuple[Any, Page, steps.Found]:
    """An engagement of Omar's without a baseline, taken along; and no network any more."""
    maya, omar = visitor(width=1280), visitor(width=width)
    _enterprise, engagement = steps.engaged(maya)
    omar.enter_as("trainer")
    page = take_along(omar, f"/field/engagements/{engagement.code}/baseline/", engagement.name)
    omar.context.set_offline(True)
    again(page)
    page.get_by_role("listitem").filter(has_text=engagement.name).get_by_role("link", name="Take the baseline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Baseline, {engagement.name}")
    return omar, page, engagement


def fill_in(page: Page) -> None:
    """As steps.fill_baseline, on the page of the app."""
    page.get_by_label("The numbers are of").select_option(index=0)
    for card in page.locator("fieldset.kpi").all():
        card.get_by_text("Not tracked", exact=True).click()
        card.get_by_label("Why it is not tracked").fill("Nobody writes it down")
    card = page.get_by_role("group", name="Absenteeism", exact=True)
    card.get_by_text("Count it", exact=True).click()
    card.get_by_label("Days lost to absence").fill("60")
    card.get_by_label("Days scheduled").fill("1000")
    card.get_by_label("Why it is not tracked").fill("")
    for card in page.locator("fieldset.practice").all():
        card.get_by_text("Not there", exact=True).click()
    for label, count in COUNTS.items():
        page.get_by_label(label, exact=True).fill(count)
    page.get_by_role("group", name="Did a worker confirm the answers?").get_by_text("Yes", exact=True).click()
    page.get_by_label("What the enterprise wants to improve first").fill("Less rework")


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep the baseline").click()


def test_a_baseline_is_taken_without_a_network_and_is_that_of_the_page(visitor: Any, width: int) -> None:
    omar, page, engagement = waits_for_baseline(visitor, width)
    fill_in(page)
    again(page)
    expect(page.get_by_label("Women workers", exact=True)).to_have_value("30")
    is_readable(page)
    fits(page)
    keep(page)

    expect(page.get_by_role("link", name="Not sent yet: 1")).to_be_visible()
    omar.context.set_offline(False)
    expect(page.get_by_role("link", name="Everything is sent.")).to_be_visible()
    card = page.get_by_role("listitem").filter(has_text=engagement.name)
    expect(card.get_by_role("link")).to_have_text("Report the visit")
    kept = omar.go(f"/field/engagements/{engagement.code}/baseline/").get_by_role("main")
    expect(kept).to_contain_text("60 over 1,000")
    expect(kept).to_contain_text("Nobody writes it down")
    expect(kept).to_contain_text("Not there")


def test_what_cannot_be_is_told_beside_its_question_and_nothing_typed_is_lost(visitor: Any, width: int) -> None:
    _omar, page, _engagement = waits_for_baseline(visitor, width)
    keep(page)
    expect(page.get_by_role("alert")).to_contain_text("This is needed.")
    expect(page.get_by_label("Women workers", exact=True)).to_be_focused()
    fill_in(page)
    page.get_by_label("Day of the baseline").fill("2199-01-01")
    page.get_by_label("Women workers", exact=True).fill("thirty")
    page.get_by_label("Men workers", exact=True).fill("1.5")
    keep(page)

    expect(page.get_by_label("Day of the baseline")).to_have_accessible_description("The day cannot be in the future.")
    expect(page.get_by_label("Women workers", exact=True)).to_have_accessible_description(
        re.compile("^Write it without a sign")
    )
    expect(page.get_by_label("Men workers", exact=True)).to_have_accessible_description(
        "Men workers must be a whole number."
    )
    is_readable(page)
    page.get_by_label("Women workers", exact=True).fill("30")
    page.get_by_label("Men workers", exact=True).fill("12")
    expect(page.get_by_label("Women workers", exact=True)).not_to_have_attribute("aria-invalid", "true")
    page.get_by_label("Day of the baseline").fill((steps.TODAY - timedelta(days=40)).isoformat())
    keep(page)
    expect(page.get_by_role("alert")).to_contain_text("The period must be over on the day of the baseline.")
    page.get_by_label("Day of the baseline").fill(steps.TODAY.isoformat())
    page.get_by_role("group", name="Absenteeism", exact=True).get_by_label("Days scheduled").fill("")
    keep(page)
    expect(page.get_by_role("alert")).to_contain_text("write both numbers")
    page.get_by_role("group", name="Absenteeism", exact=True).get_by_label("Days scheduled").fill("1000")
    keep(page)
    expect(page.get_by_role("link", name="Not sent yet: 1")).to_be_visible()


def test_what_is_asked_follows_from_what_was_answered(visitor: Any, width: int) -> None:
    omar, page, engagement = waits_for_baseline(visitor, width)
    fill_in(page)
    why, confirms = page.get_by_label("Why not?"), page.get_by_role("group", name="Did a worker confirm the answers?")
    expect(why).to_be_hidden()
    confirms.get_by_text("No", exact=True).click()
    keep(page)
    expect(why).to_have_accessible_description("This is needed.")
    why.fill("Nobody was free")
    confirms.get_by_text("Yes", exact=True).click()
    expect(why).to_be_hidden()
    keep(page)
    expect(page.get_by_role("link", name="Not sent yet: 1")).to_be_visible()

    # Nobody has sent it yet: it opens once more and takes the place of the first.
    page.get_by_role("listitem").filter(has_text=engagement.name).get_by_role("link", name="Take the baseline ✓").click()
    expect(page.get_by_label("Women workers", exact=True)).to_have_value("30")
    page.get_by_label("Women workers", exact=True).fill("31")
    keep(page)
    expect(page.get_by_role("link", name="Not sent yet: 2")).to_be_visible()
    omar.context.set_offline(False)
    expect(page.get_by_role("link", name="Everything is sent.")).to_be_visible()

    kept = omar.go(f"/field/engagements/{engagement.code}/baseline/").get_by_role("main")
    expect(kept).to_contain_text("Women workers31")
    expect(kept).not_to_contain_text("Nobody was free")  # of a question that was not asked in the end


def test_what_else_a_visit_asks_goes_with_it(visitor: Any, width: int) -> None:
    omar, page, enterprise = to_visit(visitor, width)
    omar.context.set_offline(True)
    again(page)
    page.get_by_role("listitem").filter(has_text=enterprise.name).get_by_role("link", name="Report the visit").click()
    page.get_by_label("What you advised").fill("Hold the meeting at the line.")
    page.get_by_text("More questions").click()
    more = page.locator("details.more")
    expect(more.get_by_role("radio", name="First")).to_be_checked()
    more.get_by_label("Managers met").fill("1")
    page.get_by_role("button", name="Keep the visit").click()
    expect(more.get_by_label("Start")).to_have_accessible_description("This is needed.")
    for label, answer in (("Start", "09:00"), ("End", "08:30"), ("Workers met", "4"), ("Of all these, women", "6"), ("Meetings since", "2"),
                          ("Suggestions received", "6"), ("Of these, answered", "2"), ("What went well", "The board")):  # fmt: skip
        more.get_by_label(label).fill(answer)
    expect(page.get_by_text("Fewer than half were answered.")).to_be_visible()
    page.get_by_role("button", name="Keep the visit").click()
    expect(more.get_by_label("End")).to_have_accessible_description("The end comes after the start.")
    expect(more.get_by_label("Of all these, women")).to_have_accessible_description("This cannot be more than the whole.")
    more.get_by_label("End").fill("11:30")
    more.get_by_label("Of all these, women").fill("3")
    more.get_by_label("Of these, answered").fill("3")
    expect(page.get_by_text("Fewer than half were answered.")).to_be_hidden()
    is_readable(page)
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign the report")

    page.get_by_role("link", name="Not sent yet: 1").click()
    omar.context.set_offline(False)
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(1)
    page = omar.go("/field/")
    page.locator("main ol.rows > li").filter(has_text=enterprise.name).get_by_role("link", name="Let them sign").click()
    kept = omar.go(f"/field/visits/{steps.code_in(page)}/").get_by_role("main")
    expect(kept).to_contain_text("Suggestions received since the last visit6")
    expect(kept).to_contain_text("What went wellThe board")


def test_a_baseline_in_arabic_is_read_from_the_right_and_counts_in_its_digits(visitor: Any, width: int) -> None:
    maya, omar = visitor(width=1280), visitor(width=width, language="ar")
    _enterprise, engagement = steps.engaged(maya)
    omar.enter_as("trainer")
    page = take_along(omar, f"/field/engagements/{engagement.code}/baseline/", engagement.name)
    page.locator(f"a[href='#form/baseline/{engagement.code}']").click()
    for code in ("women-workers", "men-workers", "women-managers", "men-managers"):
        page.locator(f"[name=q-{code}]").fill("٣٠")
    for card in page.locator("fieldset.kpi").all():
        card.locator("label:has([value=not-tracked])").click()
        card.locator("[name^=note-]").fill("لا يدوّنها أحد")
    page.locator("label:has([name=answer-absenteeism][value=counted])").click()
    page.locator("[name=above-absenteeism]").fill("٦٠")
    page.locator("[name=below-absenteeism]").fill("١٠٠٠")
    page.locator("[name=note-absenteeism]").fill("")
    for state in page.locator("label:has([name^=practice-][value=absent])").all():
        state.click()
    page.locator("label:has([name=q-worker-confirms][value=yes])").click()
    page.locator("[name=q-assessed-on]").fill("2199-01-01")
    page.locator("button.main").click()
    expect(page.locator(".error").first).to_have_text("لا يمكن أن يكون اليوم في المستقبل.")
    page.locator("[name=q-assessed-on]").fill(steps.TODAY.isoformat())
    page.locator("[name=q-first-wish]").fill("عيوب أقل")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    is_readable(page)
    fits(page)
    page.locator("button.main").click()

    expect(page.locator(f"a[href='#visit/{engagement.code}']")).to_be_visible()
    kept = maya.go(f"/field/engagements/{engagement.code}/baseline/").get_by_role("main")
    expect(kept).to_contain_text("60 over 1,000")
    expect(kept).to_contain_text("Women workers30")


def test_a_pulse_is_written_down_without_a_network(visitor: Any, width: int) -> None:
    maya, dana = visitor(width=width), visitor(width=1280)
    steps.register_enterprise(maya)
    dana.enter_as("programme-director")
    desk = dana.go("/desk/pulses/new/")
    desk.get_by_label("Last day for answers").fill(steps.TODAY.isoformat())
    desk.get_by_label("What happened").fill(f"Water in the street, {steps.new_name()}")
    desk.get_by_role("button", name="Ask them now").click()
    expect(desk.get_by_role("main")).to_contain_text("No result yet")
    page = maya.go("/field/app/")
    enter_pin(page)
    card = page.get_by_role("link", name="Ask the ten questions").first
    address = card.get_attribute("href")
    page.evaluate("navigator.serviceWorker.ready")
    maya.context.set_offline(True)
    again(page)
    page.locator(f"a[href='{address}']").click()
    expect(page.get_by_label("Country")).to_have_value("Kenya")
    for group in page.locator("field-app fieldset").all():
        group.get_by_text("Yes", exact=True).click()
    page.get_by_label("What would help most this week?").fill("Pumps")
    page.get_by_role("button", name="Keep the answers").click()
    expect(page.get_by_role("link", name="Not sent yet: 1")).to_be_visible()

    maya.context.set_offline(False)
    page.get_by_role("link", name=re.compile("sent")).first.click()
    expect(page.get_by_role("listitem").filter(has_text="Accepted")).to_have_count(1)
