"""Point 1: a coordinator registers an enterprise or brings in a list, is warned of duplicates, opens an engagement."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_a_coordinator_registers_an_enterprise_and_opens_an_engagement(visitor: Any, width: int) -> None:
    maya = visitor(width=width)

    enterprise = steps.register_enterprise(maya)
    people = maya.page.get_by_role("table").inner_text()
    steps.open_engagement(maya, enterprise)

    assert "30" in people and "44" in people
    page = maya.page.get_by_role("main").inner_text()
    assert "Workplace Cooperation" in page and "Omar Muster" in page and "2,000" in page


def test_a_near_duplicate_is_named_while_the_name_is_typed(visitor: Any) -> None:
    maya = visitor()
    maya.enter_as("provider-coordinator")
    page = maya.go("/desk/enterprises/new/")

    page.get_by_label("Country").select_option("KE")
    page.get_by_label("Name", exact=True).press_sequentially("SAMPLE STREET GARMENTS Ltd")

    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(page.get_by_role("link", name="Sample Street Garments")).to_be_visible()


def test_registering_works_without_javascript(visitor: Any) -> None:
    maya = visitor(scripts=False)

    enterprise = steps.register_enterprise(maya)

    assert enterprise.code


def test_a_list_is_looked_at_first_and_then_brought_in(visitor: Any, tmp_path: Path) -> None:
    maya = visitor(width=1280)
    maya.enter_as("provider-coordinator")
    page = maya.go("/desk/import/")
    names = tmp_path / "list.csv"
    names.write_text("Name,Country,Town\nList One Weavers,Kenya,Thika\nList Two Bakers,KENYA,Nakuru\n")

    page.get_by_label("What is in the file").select_option("enterprises")
    page.locator("input[type=file]").set_input_files(names)
    page.get_by_role("button", name="Look first").click()
    expect(page.get_by_role("main")).to_contain_text("2")
    page.get_by_role("button", name="Bring in").click()
    expect(page.get_by_role("main")).to_contain_text("2")
    maya.go("/desk/enterprises/?q=weavers")

    expect(page.get_by_role("link", name="List One Weavers")).to_be_visible()
