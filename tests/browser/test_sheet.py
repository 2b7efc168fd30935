"""Point 6: the owner reads the sheet; page, PDF, data and command line say the same. The owner decides who else sees it."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser import steps
from tests.browser.standing import while_it_stands
from tests.browser.widths import stands_out

pytestmark = pytest.mark.browser


def plain(text: str) -> str:
    """Words one blank apart, whatever kind of blank it was."""
    return " ".join(text.split())


def fetched(lina: Any, name: str) -> Any:
    """What a link of the page that stands open hands out."""
    return lina.context.request.get(lina.site.address + lina.page.get_by_role("link", name=name).get_attribute("href"))


def test_page_paper_data_and_command_line_say_the_same(visitor: Any, site: Any) -> None:
    lina = visitor(width=360)
    lina.enter_as("enterprise-owner")
    page = lina.go("/enterprise/")
    code = json.loads(fetched(lina, "Sheet as data").text())["enterprise"]["code"]

    def told() -> Any:
        return json.loads(site.genba("sheet", code, "--format", "json").stdout)

    def look() -> tuple[Any, Any, str, Any]:
        lina.go("/enterprise/")
        data, paper = fetched(lina, "Sheet as data").text(), fetched(lina, "Sheet as PDF").body()
        return json.loads(data), paper, plain(page.get_by_role("main").inner_text()), site.genba("sheet", code)

    by_command, (data, paper, shown, text) = while_it_stands(told, look)
    printed = plain(" ".join(p.extract_text() for p in PdfReader(BytesIO(paper)).pages))
    assert text.returncode == 0, text.stderr
    assert by_command == data
    said = re.findall(r"^    (?:Now|Before): (.+)$", text.stdout, re.M)
    verdicts = re.findall(r"^    (?:Worse|Better): (.+)$", text.stdout, re.M)
    assert len(said) >= 12 and len(verdicts) >= 4
    for sentence in map(plain, said + verdicts):
        assert sentence in shown, f"the page does not say: {sentence}"
        assert sentence.replace(" ", "") in printed.replace(" ", ""), f"the paper does not say: {sentence}"


def test_charts_have_a_table_behind_them_and_the_training_is_marked(visitor: Any) -> None:
    lina = visitor(width=360)
    lina.enter_as("enterprise-owner")
    page = lina.go("/enterprise/")

    charts = page.locator("svg[role=img]")
    expect(charts.first).to_contain_text("Class")
    page.get_by_text("Months as a table").first.click()

    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.locator("main .next .label")).to_contain_text("Next")


def test_the_owner_shares_looks_at_what_the_buyer_sees_and_takes_it_back(visitor: Any) -> None:
    lina, bo = visitor(width=360), visitor(width=1280)
    lina.enter_as("enterprise-owner")
    page = lina.go("/enterprise/")
    page.get_by_role("link", name="Sharing").click()
    back = page.get_by_role("button", name=re.compile("Take it back"))
    expect(page.get_by_role("button", name=re.compile("Share it|Take it back")).first).to_be_visible()
    steps.whole(page)
    while left := back.count():
        back.first.click()
        expect(back).to_have_count(left - 1)
    theirs = bo.enter_as("brand-officer")
    expect(theirs.get_by_role("main")).not_to_contain_text("Sample Street Garments")

    page.get_by_role("button", name=re.compile("Share it")).first.click()
    expect(back).to_have_count(1)
    bo.go("/portal/suppliers/")
    expect(theirs.get_by_role("link", name="Sample Street Garments")).to_be_visible()
    theirs.get_by_role("link", name="Sample Street Garments").click()
    expect(theirs.get_by_role("heading", level=1)).to_contain_text("Sample Street Garments")
    page.reload()
    back.first.click()
    expect(back).to_have_count(0)
    bo.go("/portal/suppliers/")

    expect(theirs.get_by_role("main")).not_to_contain_text("Sample Street Garments")


def test_the_sheet_in_arabic_runs_from_right_to_left_in_arabic_figures(visitor: Any) -> None:
    lina = visitor(width=360, language="ar")

    lina.enter_as("enterprise-owner")
    page = lina.go("/enterprise/")

    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert re.search("[٠-٩]", page.get_by_role("main").inner_text())
    assert stands_out(page) <= 1
