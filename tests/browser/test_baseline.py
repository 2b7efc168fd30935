"""Point 2: a trainer takes the baseline: numbers over numbers, "not tracked" with its reason, practices as seen."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_trainer_takes_the_baseline_that_waits(visitor: Any, scripts: bool) -> None:
    maya, omar = visitor(width=1280), visitor(width=360, scripts=scripts)
    enterprise, engagement = steps.engaged(maya)

    page = omar.enter_as("trainer")
    waiting = page.get_by_role("listitem").filter(has_text=enterprise.name).first
    expect(waiting).to_contain_text("baseline")
    waiting.get_by_role("link", name="Take the baseline").click()
    steps.fill_baseline(page, period=steps.month(1))
    steps.keep_baseline(page)

    omar.go(f"/field/engagements/{engagement.code}/baseline/")
    kept = page.get_by_role("main")
    expect(kept).to_contain_text("60 over 1,000")
    expect(kept).to_contain_text("Nobody writes it down")
    expect(kept).to_contain_text("Not there")


def test_a_value_that_is_hardly_possible_is_asked_about_once_and_kept_with_its_reason(visitor: Any) -> None:
    maya, omar = visitor(width=1280), visitor()
    _enterprise, engagement = steps.engaged(maya)
    omar.enter_as("trainer")
    page = omar.go(f"/field/engagements/{engagement.code}/baseline/")

    steps.fill_baseline(page, period=steps.month(1))
    steps.count(page, "Absenteeism", "600", "1000")
    page.get_by_role("button", name="Keep the baseline").click()
    expect(page.get_by_role("alert")).to_contain_text("usual is from")
    page.get_by_label("If it is right, say why").first.fill("A strike")
    steps.keep_baseline(page)

    omar.go(f"/field/engagements/{engagement.code}/baseline/")
    expect(page.get_by_role("main")).to_contain_text("A strike")


def test_a_baseline_of_tomorrow_is_refused_and_nothing_typed_is_lost(visitor: Any) -> None:
    maya, omar = visitor(width=1280), visitor()
    _enterprise, engagement = steps.engaged(maya)
    omar.enter_as("trainer")
    page = omar.go(f"/field/engagements/{engagement.code}/baseline/")

    steps.fill_baseline(page, period=steps.month(1))
    page.get_by_label("Day of the baseline").fill((steps.TODAY + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Keep the baseline").click()

    expect(page.get_by_role("alert")).to_contain_text("not come yet")
    expect(page.locator("[name=absenteeism-numerator]")).to_have_value("60")
