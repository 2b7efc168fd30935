"""Point 7: the office sees its programme: each figure opens to its records, and the results framework has its lights."""

import itertools
import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.standing import while_it_stands

pytestmark = pytest.mark.browser
NUMBERS = itertools.count(1)


def test_each_figure_says_its_n_and_opens_to_its_records(visitor: Any, site: Any) -> None:
    dana = visitor(width=360)
    page = dana.enter_as("programme-director")

    def told() -> float:
        rows = json.loads(site.genba("indicators", "people-trained", "--format", "json").stdout)
        return float(next(r["value"] for r in rows if not r["country"] and not r["module"] and not r["part"]))

    def look() -> str:
        dana.go("/desk/")
        page.get_by_role("link", name="Programme", exact=True).click()
        expect(page.get_by_role("main")).to_contain_text("Absenteeism")
        steps.whole(page)
        return str(page.get_by_role("main").inner_text())

    trained, shown = while_it_stands(told, look)
    assert re.search(r"\d+ of \d+", shown)
    page.get_by_role("link", name=f"{trained:.0f}", exact=True).first.click()

    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("People trained")


def test_figures_are_narrowed_to_a_country(visitor: Any) -> None:
    dana = visitor(width=1280)
    page = dana.enter_as("programme-director")
    page.get_by_role("link", name="Programme", exact=True).click()

    page.get_by_label("Country").select_option("KE")
    page.get_by_role("button", name="Show").click()

    expect(page).to_have_url(re.compile("country=KE"))
    expect(page.get_by_role("main")).to_contain_text("Enterprises")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_line_of_the_framework_is_added_entered_and_gets_its_light(visitor: Any, scripts: bool) -> None:
    dana = visitor(width=360, scripts=scripts)
    dana.enter_as("programme-director")
    wording, number = f"Partners called {steps.new_name()}", f"9.{next(NUMBERS)}"
    page = dana.go("/desk/framework/new/")

    page.get_by_label("Number", exact=True).fill(number)
    page.get_by_label("Indicator").fill(wording)
    steps.whole(page).get_by_role("main").get_by_role("button").last.click()
    expect(page).to_have_url(re.compile("/desk/framework/$"))
    dana.go("/desk/framework/?country=KE&period=2026")
    page.get_by_role("row").filter(has_text=wording).get_by_role("link", name=f"Enter {number}").click()
    page.get_by_label("Target", exact=False).first.fill("40")
    page.get_by_label("Reached", exact=False).first.fill("38")
    page.get_by_role("button", name="Keep", exact=True).click()

    row = page.get_by_role("row").filter(has_text=wording)
    expect(row).to_contain_text("40")
    expect(row).to_contain_text(re.compile("On track|Watch"))


def test_two_people_entering_one_line_are_both_heard(visitor: Any) -> None:
    dana, kip = visitor(width=1280), visitor(width=1280)
    dana.enter_as("programme-director")
    kip.enter_as("country-officer")
    address = "/desk/framework/?country=KE&period=2025"
    page, other = dana.go(address), kip.go(address)
    page.get_by_role("row").get_by_role("link", name=re.compile("^Enter ")).first.click()
    expect(page.get_by_label("Target in words")).to_be_visible()
    other.goto(page.url)

    page.get_by_label("Target in words").fill("STSG")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="STSG").first).to_be_visible()
    other.get_by_label("Target in words").fill("50% for M1")
    other.get_by_role("button", name="Keep", exact=True).click()

    expect(other.get_by_role("alert")).to_contain_text("STSG")
    expect(other.get_by_label("Target in words")).to_have_value("50% for M1")
