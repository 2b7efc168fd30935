"""From a goal to a figure, to what it means, to the file; and from a module to a lesson and a tool, without an account."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.readable import is_readable
from tests.browser.standing import while_it_stands
from tests.browser.widths import fits

pytestmark = pytest.mark.browser
PHONE_AND_LAPTOP = pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, False)],
                                           ids=["phone", "laptop, without scripts"])  # fmt: skip


def share_and_file(anybody: Any) -> tuple[str, str]:
    """From the first page by a goal to a figure, to what it means and to the file: what was shown, what was kept."""
    page = anybody.go("/en/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="2030 Agenda").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2030 Agenda")
    page.get_by_role("link", name="8: Decent work").click()
    expect(page.get_by_role("heading", name="8.2 Work yields more")).to_be_visible()
    fits(page)

    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Labour productivity", exact=True))
    expect(row).to_contain_text(re.compile(r"\d+ of \d+"))
    share = row.locator("strong").inner_text()
    row.get_by_role("link", name="Labour productivity").click()
    definition = page.locator("article#labour-productivity")
    expect(definition).to_contain_text("Good output divided by the hours worked")
    expect(definition).to_contain_text("more is better")
    expect(definition).to_be_in_viewport()
    fits(page)

    page.get_by_role("link", name="Download the figures").click()
    expect(page.get_by_role("main")).to_contain_text("CC BY 4.0")
    fits(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Figures as CSV").click()
    text = Path(coming.value.path()).read_text("utf-8-sig")
    found = next(
        r for r in csv.DictReader(io.StringIO(text)) if (r["indicator"], r["by"]) == ("labour-productivity", "whole")
    )
    assert anybody.context.cookies() == []
    return share, found["value"]


@PHONE_AND_LAPTOP
def test_a_visitor_goes_from_a_goal_to_a_figure_to_its_definition_to_the_file(
    visitor: Any, site: Any, width: int, scripts: bool
) -> None:
    def told() -> str:
        return str(site.genba("indicators", "labour-productivity", "--format", "csv").stdout)

    def look() -> tuple[str, str]:
        anybody = visitor(width=width, scripts=scripts)  # another each time: a browser keeps files for a while
        return share_and_file(anybody)

    said, (share, value) = while_it_stands(told, look)
    assert f"{float(value):.0%}" == share.replace("\u00a0", "")
    assert value in said


@PHONE_AND_LAPTOP
def test_a_visitor_opens_a_module_tries_a_lesson_and_a_tool_and_leaves_no_trace(
    visitor: Any, width: int, scripts: bool
) -> None:
    anybody = visitor(width=width, scripts=scripts)
    page = anybody.go("/en/modules/")
    page.get_by_role("link", name="Quality improvement").click()
    main = page.get_by_role("main")
    for said in ("2 managers and 2 workers", "4 to 6 enterprises together", "To complete it, an enterprise"):
        expect(main).to_contain_text(said)
    fits(page)
    if scripts:
        is_readable(page)

    page.get_by_role("link", name="Try a lesson").click()
    quiz = page.locator("form.quiz").first
    quiz.locator("label").first.click()
    quiz.get_by_role("button", name="Is it right?").click()
    expect(page.locator("form.quiz").first.get_by_role("status")).to_be_visible()
    fits(page)

    page.get_by_role("navigation", name="Where you are").get_by_role("link", name="Quality improvement").click()
    page.get_by_role("heading", name="Pareto").get_by_role("link").click()
    page.get_by_role("link", name="Fill in an example").click()
    page.get_by_role("button", name="Work it out").click()
    expect(page.locator("dl.results").first).to_be_visible()
    fits(page)
    assert anybody.context.cookies() == []


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_a_target_of_a_module_leads_to_the_same_language(visitor: Any, language: str) -> None:
    page = visitor(width=360).go(f"/{language}/modules/gender-equality/")
    page.get_by_role("main").get_by_role("link", name="5.5", exact=True).click()

    expect(page.locator("h3#target-5\\.5")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.lang") == language
    fits(page)
    is_readable(page)
