"""Something happened: an office asks everybody, an owner answers on a phone, another is called, and what breaks first is seen."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser


def yes_to_all_but(page: Page, *questions: str) -> None:
    for card in steps.whole(page).locator("fieldset.field").all():
        wanted = "No" if any(q in (card.text_content() or "") for q in questions) else "Yes"
        card.get_by_text(wanted, exact=True).click()


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, False)], ids=["phone", "laptop, without scripts"])
def test_everybody_is_asked_and_one_is_called(visitor: Any, width: int, scripts: bool) -> None:
    maya, dana = visitor(width=width, scripts=scripts), visitor(width=width, scripts=scripts)
    new = steps.register_enterprise(maya)
    reason = f"No power since Monday, {steps.new_name()}"

    dana.enter_as("programme-director")
    page = dana.go("/desk/pulses/")
    expect(page.get_by_role("link", name="Heavy rain cut the road to the port on Monday.")).to_be_visible()
    page.get_by_role("link", name="Ask everybody").click()
    page.get_by_label("Last day for answers").fill((steps.TODAY + timedelta(days=60)).isoformat())
    page.get_by_label("What happened").fill(reason)
    page.get_by_role("button", name="Ask them now").click()
    expect(page.get_by_role("alert")).to_contain_text("today or one of the next 14 days")
    expect(page.get_by_label("What happened")).to_have_value(reason)
    page.get_by_label("Last day for answers").fill(steps.TODAY.isoformat())
    page.get_by_role("button", name="Ask them now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(reason)
    expect(page.get_by_role("main")).to_contain_text("No result yet")
    fits(page)

    # The coordinator calls one and writes down what it says.
    page = maya.go("/desk/pulses/")
    page.get_by_role("link", name=reason).click()
    row = page.get_by_role("row").filter(has_text=new.name)
    row.get_by_role("link", name=re.compile("Answers by telephone")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(new.name)
    yes_to_all_but(page, "transport", "goods come in")
    page.get_by_label("What would help most this week?").fill("A generator for a week")
    fits(page)
    page.get_by_role("button", name="Keep the answers").click()

    expect(page.get_by_role("status")).to_contain_text(f"The answers of {new.name} are kept.")
    expect(page.get_by_role("main")).to_contain_text("A generator for a week")
    fits(page)


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])
def test_what_breaks_first_stands_on_the_page_of_the_pulse(visitor: Any, width: int) -> None:
    maya = visitor(width=width)
    maya.enter_as("provider-coordinator")
    page = maya.go("/desk/pulses/")
    page.get_by_role("link", name="Heavy rain cut the road to the port on Monday.").click()

    main = page.get_by_role("main")
    expect(main).to_contain_text("They said no to: Can goods come in and go out?")
    expect(main).to_contain_text("A lorry for cloth from the port")
    expect(main.get_by_role("row").filter(has_text="Kenya").first).to_be_visible()
    fits(page)


def test_an_owner_answers_ten_questions_on_a_phone(visitor: Any) -> None:
    lina = visitor(width=360)
    page = lina.enter_as("enterprise-owner")
    first = page.locator("main .next")
    expect(first).to_contain_text("Heavy rain")
    first.get_by_role("link", name="Answer").click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("Answer at least one question.")
    yes_to_all_but(page, "goods come in")
    fits(page)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("status")).to_contain_text("Those who look after your enterprise read it today.")
    expect(page.get_by_role("main")).not_to_contain_text("Heavy rain")
