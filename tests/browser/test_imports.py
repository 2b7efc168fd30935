"""A list is looked at first and then brought in; a list with mistakes comes back with what to correct."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = pytest.mark.browser


def send(visitor: Any, file: Path) -> Page:
    visitor.enter_as("provider-coordinator")
    page: Page = visitor.go("/desk/import/")
    page.get_by_label("What is in the file").select_option("enterprises")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look first").click()
    return page


def looked_again_until(page: Page, words: str) -> None:
    """Without scripts its reader looks again until the page says these words; a page not there yet is waited for."""
    page.wait_for_url(re.compile(r"/desk/import/[0-9A-Z]{8}/"))
    for _ in range(75):
        if page.get_by_role("main").filter(has_text=words).count():
            return
        page.wait_for_timeout(200)
        page.reload()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_list_is_looked_at_first_and_then_brought_in(visitor: Any, tmp_path: Path, scripts: bool) -> None:
    maya = visitor(width=360, scripts=scripts)
    first, second = steps.new_name(), steps.new_name()
    names = tmp_path / "list.csv"
    names.write_text(f"Name,Country,Town\n{first},Kenya,Thika\n{second},KENYA,Nakuru\n")

    page = send(maya, names)
    looked_again_until(page, "Every row is good.") if not scripts else None
    expect(page.get_by_role("main")).to_contain_text("Every row is good.")
    page.get_by_role("button", name="Bring in", exact=True).click()
    looked_again_until(page, "2 rows were taken in") if not scripts else None
    expect(page.get_by_role("main")).to_contain_text("2 rows were taken in")
    maya.go(f"/desk/enterprises/?q={second}")

    expect(page.get_by_role("link", name=second)).to_be_visible()


def test_a_list_with_a_mistake_comes_back_with_what_to_correct(visitor: Any, tmp_path: Path) -> None:
    maya = visitor(width=1280)
    names = tmp_path / "list.csv"
    names.write_text(f"Name,Country,Town\n{steps.new_name()},Atlantis,Thika\n{steps.new_name()},KENYA,Nakuru\n")

    page = send(maya, names)
    expect(page.get_by_role("heading", name=re.compile("One thing to correct"))).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Atlantis")
    expect(row).to_contain_text("such as VN")
    with page.expect_download() as download:
        page.get_by_role("link", name="Your file with what to correct").click()

    assert "not a country" in Path(download.value.path()).read_text(encoding="utf-8-sig")
