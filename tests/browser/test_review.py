"""Points 6 and 7: a report is signed, returned, put right and approved with others; its month is locked, with a way out."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser


def engaged_long_ago(maya: Any, omar: Any) -> tuple[steps.Found, steps.Found]:
    """An enterprise that agreed in the summer, with a worker who can sign, and its baseline."""
    enterprise = steps.register_enterprise(maya)
    steps.register_person(maya, enterprise, "Ana Beispiel", "Woman", "Manager")
    engagement = steps.open_engagement(maya, enterprise, days_ago=110)
    omar.enter_as("trainer")
    page = omar.go(f"/field/engagements/{engagement.code}/baseline/")
    page.get_by_label("Day of the baseline").fill((steps.TODAY - timedelta(days=100)).isoformat())
    steps.fill_baseline(page, period=steps.month(5))
    steps.keep_baseline(page)
    return enterprise, engagement


def report(omar: Any, engagement: steps.Found, days_ago: int, advice: str) -> str:
    """The trainer reports a visit; gives back its code."""
    page: Page = omar.go(f"/field/engagements/{engagement.code}/visits/new/")
    page.get_by_label("Day of the visit").fill((steps.TODAY - timedelta(days=days_ago)).isoformat())
    page.get_by_label("What you advised").fill(advice)
    page.get_by_label("What comes next").fill("- Put up the board\n- Count every day")
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("heading", name="Signed")).to_be_visible()
    return steps.code_in(page)


def sign(omar: Any, code: str) -> None:
    """A manager of the list and a worker who types the name."""
    for role, person, name in (("Manager", "Ana Beispiel, Manager", ""), ("Worker", "", "Rosa Ejemplo")):
        page: Page = omar.go(f"/field/visits/{code}/sign/")
        page.get_by_text(role, exact=True).click()
        if person:
            page.get_by_label("Person").select_option(label=person)
        page.get_by_label("Or the full name").fill(name)
        page.get_by_label("I have read the report").check()
        page.get_by_role("button", name="Sign", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("has signed.")


def give_back(maya: Any, first: str) -> None:
    """The coordinator returns it with a remark; without a reason nothing is lost."""
    page = maya.go("/desk/review/")
    fits(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("This morning")
    page = maya.go(f"/field/review/visit/{first}/")
    fits(page)
    page.get_by_label("Remark on: Advice").fill("Who meets, and where?")
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say what is to be put right")
    expect(page.get_by_label("Remark on: Advice")).to_have_value("Who meets, and where?")
    page.get_by_label("What is to be put right").fill("Nearly there.")
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_role("status")).to_contain_text("It is returned.")


def put_right(omar: Any, enterprise: steps.Found) -> None:
    """The trainer sees it on the page of the day and puts it right."""
    page = omar.go("/field/")
    fits(page)
    card = page.get_by_role("listitem").filter(has_text=enterprise.name).filter(has_text="Nearly there.")
    expect(card).to_contain_text("Who meets, and where?")
    card.get_by_role("link", name="Put it right").click()
    page.get_by_label("What you advised").fill("All of line 2 meet at the board at seven.")
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("main")).to_contain_text("The report was put right afterwards")


def approve_all_but(maya: Any, first: str, second: str) -> None:
    """The coordinator approves what is on the page and keeps one back."""
    page = maya.go("/desk/review/reports/")
    fits(page)
    page.locator(f"input[value='{second}']").check()
    page.get_by_role("button", name="Approve the others on this page").click()
    expect(page.get_by_role("status").first).to_contain_text("approved")
    expect(page.locator(f"input[value='{second}']")).to_have_count(1)
    expect(page.locator(f"input[value='{first}']")).to_have_count(0)
    expect(maya.go(f"/field/visits/{first}/").get_by_role("main")).to_contain_text("Approved")


def lock_and_open(maya: Any, omar: Any, second: str, days_ago: int) -> None:
    """The month is locked, a change is refused, and let through with a reason."""
    page = maya.go("/desk/locks/")
    fits(page)
    page.get_by_label("Country or provider").select_option(label="Rift Training House")
    month = (steps.TODAY - timedelta(days=days_ago)).replace(day=1).isoformat()
    page.get_by_label("Month").select_option(month)
    page.get_by_role("button", name="Lock this month").click()
    expect(page.get_by_role("status")).to_contain_text("is locked.")
    page = omar.go(f"/field/visits/{second}/edit/")
    page.get_by_label("What you advised").fill("Advice 2, and the ramp.")
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("alert")).to_contain_text("is locked by Maya Muster")
    expect(page.get_by_label("What you advised")).to_have_value("Advice 2, and the ramp.")
    theirs = maya.go(f"/field/visits/{second}/")
    theirs.get_by_role("link", name="Open for a change").click()
    theirs.get_by_label("Why it must be changed").fill("The ramp was forgotten")
    theirs.get_by_role("button", name="Open it for 7 days").click()
    expect(theirs.get_by_role("status")).to_contain_text("It can be changed until")
    page.get_by_role("button", name="Keep the visit").click()
    expect(page.get_by_role("main")).to_contain_text("Advice 2, and the ramp.")


@pytest.mark.parametrize(("width", "days_ago"), [(360, 80), (1280, 42)], ids=["phone", "laptop"])
def test_a_report_is_returned_put_right_approved_in_bulk_and_its_month_is_locked_with_a_way_out(
    visitor: Any, width: int, days_ago: int
) -> None:
    maya, omar = visitor(width=width), visitor(width=width)
    enterprise, engagement = engaged_long_ago(maya, omar)
    first, second = (report(omar, engagement, days_ago, f"Advice {n}") for n in (1, 2))
    sign(omar, first)

    give_back(maya, first)
    put_right(omar, enterprise)
    approve_all_but(maya, first, second)
    lock_and_open(maya, omar, second, days_ago)

    answer = omar.context.request.get(f"{omar.site.address}/field/visits/{first}/report.pdf")
    assert answer.ok and answer.body().startswith(b"%PDF-")


def test_the_morning_works_in_arabic_and_without_scripts(visitor: Any) -> None:
    maya = visitor(width=360, language="ar", scripts=False)
    maya.enter_as("provider-coordinator")

    page = maya.go("/desk/review/")

    assert page.locator("html").get_attribute("dir") == "rtl"
    fits_without_scripts = page.locator("main h1").bounding_box()
    assert fits_without_scripts and fits_without_scripts["width"] <= 360
    page.locator("main table a.button").first.click()
    expect(page.locator("main h1")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])
def test_the_morning_of_one_trainer_and_the_people_in_class_are_found_by_their_filters(visitor: Any, width: int) -> None:
    dana = visitor(width=width)
    dana.enter_as("programme-director")

    page: Page = dana.go("/desk/review/")
    page.get_by_label("Trainer").select_option(label="Omar Muster")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Only Omar Muster")).to_be_visible()
    expect(page.get_by_label("Trainer")).to_have_value(re.compile(r"^[A-Z0-9]{8}$"))
    expect(page).to_have_url(re.compile("trainer="))
    expect(page.get_by_role("main").get_by_role("table").first).not_to_contain_text("Minh Vidu")
    fits(page)
    page.get_by_role("link", name="Completion", exact=True).last.click()
    page.get_by_role("link", name="People in class").click()
    page.get_by_label("There long enough").select_option(label="There long enough")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("table")).to_contain_text("4 of 4")
    fits(page)
    with page.expect_download() as file:
        page.get_by_role("link", name="Attendance by person and session (CSV)").click()
    assert file.value.suggested_filename == "attendance.csv"
