"""The day of a class: people check in by phone, minutes are typed, it is called off and held again, a holiday is said."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser
PEOPLE = (("Ana Beispiel", "Woman", "Worker"), ("Caro Contoh", "Woman", "Manager"))
NAMES = tuple(name for name, _sex, _role in PEOPLE)
FAR_AHEAD = steps.TODAY + timedelta(days=200)


def check_in_is_open(visitor: Any, width: int) -> Page:
    """A class of today with two people, its check-in opened on the trainer's screen, whose clock the journey moves."""
    _enterprise, engagement = steps.engaged(visitor(width=1280), *PEOPLE)
    steps.take_baseline(visitor(), engagement)
    page = steps.plan_class(visitor(width=width), engagement, "Thika Hall", *NAMES)
    page.get_by_role("link", name="Check in by phone").click()
    page.get_by_role("button", name="Open the check-in").click()
    expect(page.locator(".pass .square-code")).to_be_visible()
    page.clock.install()
    page.reload()
    return page


def stays_while_somebody_uses_it(page: Page) -> None:
    """For a minute nothing is asked for while a link in the part has the focus."""
    asked: list[str] = []
    page.on("request", lambda request: None if "/mark/" in request.url else asked.append(request.url))  # the icon comes late
    link = page.get_by_role("link", name="Show the newest")
    link.focus()
    page.clock.run_for(61_000)
    expect(link).to_be_focused()
    assert asked == []
    page.get_by_role("button", name="Close the check-in").focus()


@pytest.mark.parametrize("width", [360, 1280])
def test_somebody_taps_in_without_an_account_and_the_trainer_sees_it_takes_it_back_and_types_minutes(
    visitor: Any, width: int
) -> None:
    page = check_in_is_open(visitor, width)
    expect(page.get_by_role("main")).to_contain_text("0 of 2 on the list")
    stays_while_somebody_uses_it(page)

    phone = visitor(width=360, scripts=width != 360).context.new_page()
    phone.goto(page.locator(".pass bdi").inner_text())
    phone.get_by_role("link", name="Ana Beispiel").click()
    fits(phone)
    phone.get_by_role("button", name="I am here").click()
    expect(phone.get_by_role("status")).to_contain_text("Ana Beispiel is on the list of those who are here.")

    page.clock.run_for(21_000)  # the page reads itself again, without a click
    expect(page.get_by_role("main")).to_contain_text("1 of 2 on the list")
    expect(page.get_by_role("button", name="Close the check-in")).to_be_focused()
    fits(page)
    page.get_by_role("row").filter(has_text="Ana Beispiel").get_by_role("button", name="Take back").click()
    expect(page.get_by_role("main")).to_contain_text("taken back by Omar Muster")
    expect(page.get_by_role("main")).to_contain_text("0 of 2 on the list")
    page.get_by_role("button", name="Close the check-in").click()
    expect(page.locator(".pass")).to_have_count(0)
    phone.reload()
    expect(phone.get_by_role("main")).to_contain_text("Ask the trainer for the new code")
    type_minutes(page)


def type_minutes(page: Page) -> None:
    """Ana was there after all, came late and left early: a wrong number is met with a sentence, and kept."""
    page.get_by_role("link", name="Who is here?").first.click()
    page.locator(".roster").get_by_text("Ana Beispiel").click()
    page.locator(".bar-bottom button.main").click()
    expect(page.get_by_role("status")).to_contain_text("The list is kept.")
    page.get_by_role("link", name="Late or early").click()
    ana = page.get_by_role("group", name="Ana Beispiel")
    ana.get_by_label("Came late").fill("soon")
    page.get_by_role("button", name="Keep the minutes").click()
    expect(page.get_by_role("alert")).to_contain_text("“soon” is no number of minutes")
    expect(ana.get_by_label("Came late")).to_have_value("soon")
    ana.get_by_label("Came late").fill("25")
    ana.get_by_label("Left early").fill("10")
    page.get_by_role("button", name="Keep the minutes").click()
    expect(page.get_by_role("status")).to_contain_text("The minutes are kept.")
    expect(ana).to_contain_text("there for 145 minutes")
    fits(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_class_is_called_off_with_its_reason_and_gets_a_new_day(visitor: Any, width: int) -> None:
    _enterprise, engagement = steps.engaged(visitor(width=1280), *PEOPLE)
    on = FAR_AHEAD + timedelta(days=width // 100 + 10)
    page = steps.plan_class(visitor(width=width), engagement, "Thika Hall", *NAMES, on=on)
    page.get_by_role("link", name="It does not happen").click()
    page.get_by_role("button", name="It does not happen").click()
    expect(page.get_by_label("Because")).to_be_focused()  # the browser itself asks for a reason
    page.get_by_label("Because").fill("No power in the hall")
    page.get_by_role("button", name="It does not happen").click()
    expect(page.get_by_role("main")).to_contain_text("called off because: No power in the hall")
    expect(page.get_by_role("link", name="Check in by phone")).to_have_count(0)
    fits(page)

    page.get_by_role("link", name="Give it a new day", exact=True).click()
    page.locator("[name=starts_on]").fill((steps.TODAY - timedelta(days=2)).isoformat())
    page.get_by_role("button", name="Give it a new day").click()
    expect(page.get_by_role("alert").first).to_be_visible()  # that day is over
    page.locator("[name=starts_on]").fill((FAR_AHEAD + timedelta(days=40 + width // 100)).isoformat())
    steps.send_or_say_why(page, "Give it a new day", "It has a new day.")

    expect(page.get_by_role("status")).to_contain_text("It has a new day.")
    expect(page.get_by_role("main")).to_contain_text("2 people")
    expect(page.get_by_role("main")).to_contain_text("to come")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_holiday_is_said_before_a_class_is_kept_and_a_reason_goes_past_it(visitor: Any, width: int) -> None:
    on = (FAR_AHEAD + timedelta(days=width // 100)).isoformat()
    officer = visitor(width=width)
    officer.enter_as("country-officer")
    page: Page = officer.go("/desk/holidays/")
    page.get_by_label("Country").select_option("KE")
    page.get_by_label("Days and names").fill("Harbour Day")
    page.get_by_role("button", name="Keep these days").click()
    expect(page.get_by_role("alert").first).to_contain_text("“Harbour Day” does not begin with a day")
    page.get_by_label("Days and names").fill(f"{on} Harbour Day {width}")
    page.get_by_role("button", name="Keep these days").click()
    expect(page.get_by_role("row").filter(has_text=f"Harbour Day {width}")).to_be_visible()
    fits(page)

    omar = visitor(width=width)
    _enterprise, engagement = steps.engaged(visitor(width=1280))
    omar.enter_as("trainer")
    page = omar.go(f"/desk/workshops/new/?engagement={engagement.code}")
    page.locator("[name=place]").fill("Thika Hall")
    page.locator("[name=starts_on]").fill(on)
    page.get_by_role("button", name="Plan it and choose the people").click()
    expect(page.get_by_role("alert").first).to_contain_text(f"is a public holiday: Harbour Day {width}.")
    page.locator("[name=because]").fill("The enterprises asked for it")
    page.get_by_role("button", name="Plan it and choose the people").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Who takes part?")
