"""Point 5: a visit: what became of the plan, numbers beside the last ones, practices, advice and what comes next."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser


def plan_one(visitor: Any, engagement: steps.Found) -> None:
    """The trainer puts one action into the plan."""
    page: Page = visitor.go(f"/engagements/{engagement.code}/plan/new/")
    page.get_by_label("What is the problem?").fill("The aisle is blocked")
    page.get_by_label("What will be done?").fill("Mark the aisle")
    page.get_by_label("Who looks after it?").fill("Rosa")
    page.get_by_label("By when?").fill((steps.TODAY + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Add it to the plan").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mark the aisle")


@pytest.mark.parametrize(
    ("width", "scripts"), [(360, True), (360, False), (1280, True)], ids=["phone", "phone, no scripts", "laptop"]
)
def test_a_visit_keeps_plan_numbers_practices_and_advice_together(visitor: Any, width: int, scripts: bool) -> None:
    maya, omar = visitor(width=1280), visitor(width=width, scripts=scripts)
    enterprise, engagement = steps.engaged(maya)
    steps.take_baseline(omar, engagement, back=3)
    plan_one(omar, engagement)

    page = omar.go(f"/field/engagements/{engagement.code}/visits/new/")
    expect(page.get_by_role("group", name="Absenteeism", exact=True)).to_contain_text("60")
    page.get_by_label("What now?").select_option("done")
    page.get_by_label("The numbers are of").select_option(steps.month(1))
    steps.count(page, "Absenteeism", "45", "1000")
    page.locator("fieldset.practice").first.get_by_text("Practised", exact=True).click()
    page.get_by_label("What you advised").fill("Hold the meeting at the line.")
    page.get_by_label("What comes next").fill("Count rework each day.")
    page.get_by_role("button", name="Keep the visit").click()

    kept = page.get_by_role("main")
    expect(kept).to_contain_text("45 over 1,000")
    expect(kept).to_contain_text("Better than last time")
    expect(kept).to_contain_text("Hold the meeting at the line.")
    expect(kept).to_contain_text("Mark the aisle")
    code = steps.code_in(page)
    for role, name in (("Manager", "Ana Beispiel"), ("Worker", "Rosa Ejemplo")):
        omar.go("/field/")
        asked = page.locator("main ol.rows > li").filter(has_text=enterprise.name)
        asked.get_by_role("link", name="Let them sign").click()
        page.get_by_text(role, exact=True).click()
        page.get_by_label("Or the full name").fill(name)
        page.get_by_label("I have read the report").check()
        page.get_by_role("button", name="Sign", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text(f"{name} has signed.")
    fits(page)
    omar.go("/field/")
    expect(asked.get_by_role("link", name="Let them sign")).to_have_count(0)
    paper = omar.context.request.get(f"{omar.site.address}/field/visits/{code}/report.pdf")
    assert paper.ok and paper.body().startswith(b"%PDF-")


def test_an_endline_before_its_baseline_is_refused_and_nothing_typed_is_lost(visitor: Any) -> None:
    maya, omar = visitor(width=1280), visitor()
    _enterprise, engagement = steps.engaged(maya)
    steps.take_baseline(omar, engagement, back=2)

    page = omar.go(f"/field/engagements/{engagement.code}/visits/new/")
    page.get_by_label("Day of the visit").fill((steps.TODAY - timedelta(days=1)).isoformat())
    steps.count(page, "Absenteeism", "45", "1000")
    page.get_by_label("What you advised").fill("Hold the meeting at the line.")
    page.get_by_role("button", name="Keep the visit").click()

    expect(page.get_by_role("alert")).to_contain_text("before the baseline")
    expect(page.locator("[name=absenteeism-numerator]")).to_have_value("45")
    expect(page.get_by_label("What you advised")).to_have_value("Hold the meeting at the line.")
