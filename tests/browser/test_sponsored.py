"""A donor's officer reads what became of the money; the office says who a ministry is, and its figures follow."""

import itertools
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.widths import fits

pytestmark = pytest.mark.browser
NUMBERS = itertools.count(1)


@pytest.mark.parametrize(("width", "language"), [(360, "en"), (1280, "en")], ids=["phone", "laptop"])
def test_a_donor_reads_money_reach_and_changes_without_a_name(visitor: Any, width: int, language: str) -> None:
    saga = visitor(width=width, language=language)
    page = saga.enter_as("sponsor-officer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour Fund")

    given = page.get_by_role("table").filter(has_text="Of agreements that stand")
    expect(given.get_by_role("row").filter(has_text="USD")).to_contain_text(re.compile(r"USD.*USD.*%", re.DOTALL))
    expect(page.get_by_role("heading", name="Enterprises in training")).to_be_visible()
    where = page.get_by_role("table").filter(has_text="Where, and which modules")
    expect(where.get_by_role("row").filter(has_text="Ghana")).to_contain_text("8")
    expect(page.get_by_role("heading", name="What changed in enterprises")).to_be_visible()
    expect(page.get_by_role("main")).not_to_contain_text("Sample Street Garments")
    page.get_by_text("What this counts").first.click()
    expect(page.get_by_text("Counted", exact=True).first).to_be_visible()
    fits(page)


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)], ids=["phone, without scripts", "laptop"])
def test_the_office_says_who_a_ministry_is(visitor: Any, width: int, scripts: bool) -> None:
    dana = visitor(width=width, scripts=scripts)
    page = dana.enter_as("programme-director")
    page.get_by_role("link", name="Programme", exact=True).click()
    page.get_by_role("link", name="Names of payers").click()
    fits(page)
    name = f"Mithal Ministry {next(NUMBERS)} {width}"
    page.get_by_label("Name of the body").fill(name)
    page.get_by_label("Country").select_option(label="Egypt")
    page.get_by_role("button", name="Add this sponsor").click()
    expect(page.get_by_text(f"{name} is kept as a sponsor")).to_be_visible()

    row = page.get_by_role("row").filter(has_text="Mithal Ministry of Work")
    row.get_by_role("combobox").select_option(label=f"{name} (Egypt)")
    row.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("“Mithal Ministry of Work”: kept")).to_be_visible()
    expect(row.get_by_role("combobox").locator("option:checked")).to_have_text(f"{name} (Egypt)")

    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    given = page.get_by_role("table").filter(has_text="Of agreements that stand")
    expect(given.get_by_role("row").filter(has_text="USD")).to_contain_text("8")
    fits(page)
