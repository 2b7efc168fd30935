"""Point 1: a coordinator registers an enterprise or brings in a list, is warned of duplicates, opens an engagement."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_a_coordinator_registers_an_enterprise_and_opens_an_engagement(visitor: Any, width: int) -> None:
    maya = visitor(width=width)

    enterprise = steps.register_enterprise(maya)
    for people in ("30", "44"):
        expect(maya.page.get_by_role("table")).to_contain_text(people)
    steps.open_engagement(maya, enterprise)

    for said in ("Workplace cooperation", "Omar Muster", "2,000"):
        expect(maya.page.get_by_role("main")).to_contain_text(said)


def test_a_near_duplicate_is_named_while_the_name_is_typed(visitor: Any) -> None:
    maya = visitor()
    maya.enter_as("provider-coordinator")
    page = maya.go("/desk/enterprises/new/")

    page.get_by_label("Country").select_option("KE")
    page.get_by_label("Name", exact=True).press_sequentially("SAMPLE STREET GARMENTS Ltd")

    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(page.get_by_role("link", name="Sample Street Garments")).to_be_visible()


def test_a_headcount_below_nought_is_told_and_nothing_typed_is_lost(visitor: Any) -> None:
    maya = visitor(scripts=False)
    maya.enter_as("provider-coordinator")
    page = maya.go("/desk/enterprises/new/")

    page.get_by_label("Name", exact=True).fill("Negative Works")
    page.get_by_label("Country").select_option("KE")
    page.get_by_label("Town").fill("Thika")
    page.get_by_label("People counted on").fill(steps.TODAY.isoformat())
    page.get_by_label("Worker: Woman").fill("-4")
    page.locator("form").filter(has_text="Town").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_role("alert")).to_contain_text("Worker: Woman")
    expect(page.get_by_label("Town")).to_have_value("Thika")
    expect(page.get_by_label("Worker: Woman")).to_have_value("-4")


def test_two_people_editing_one_enterprise_are_both_heard(visitor: Any) -> None:
    maya, dana = visitor(width=1280), visitor()
    enterprise = steps.register_enterprise(maya)
    dana.enter_as("programme-director")
    first, second = (who.go(f"/desk/enterprises/{enterprise.code}/edit/") for who in (maya, dana))

    first.get_by_label("Town").fill("Mombasa")
    first.get_by_role("button", name="Keep").click()
    expect(first.get_by_role("main")).to_contain_text("Mombasa")
    second.get_by_label("Town").fill("Kisumu")
    second.get_by_role("button", name="Keep").click()

    expect(second.get_by_role("alert")).to_contain_text("Mombasa")
    expect(second.get_by_label("Town")).to_have_value("Kisumu")
    second.get_by_role("button", name="Keep").click()
    expect(second.get_by_role("main")).to_contain_text("Kisumu")


def test_registering_works_without_javascript(visitor: Any) -> None:
    maya = visitor(scripts=False)

    enterprise = steps.register_enterprise(maya)

    assert enterprise.code
