"""A list is looked at first and then brought in; a list with mistakes comes back with what to correct."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.conftest import PATIENCE

pytestmark = pytest.mark.browser


def send(visitor: Any, file: Path) -> Page:
    visitor.enter_as("provider-coordinator")
    page: Page = visitor.go("/desk/import/")
    page.get_by_label("What is in the file").select_option("enterprises")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Look first").click()
    return page


def comes(page: Page, words: str, *, scripts: bool) -> None:
    """The page says these words once the file had its turn, behind the pages; without scripts its reader looks again until then."""
    page.wait_for_url(re.compile(r"/desk/import/[0-9A-Z]{8}/"))
    look_again, said = page.get_by_role("link", name="Look again"), page.get_by_text(words)
    end = time.monotonic() + PATIENCE / 1000
    while not scripts and time.monotonic() < end:
        expect(look_again.or_(said)).to_be_visible()
        if steps.whole(page).get_by_text(words).count():
            break
        page.reload()
    expect(said).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_list_is_looked_at_first_and_then_brought_in(visitor: Any, tmp_path: Path, scripts: bool) -> None:
    maya = visitor(width=360, scripts=scripts)
    first, second = steps.new_name(), steps.new_name()
    names = tmp_path / "list.csv"
    names.write_text(f"Name,Country,Town\n{first},Kenya,Thika\n{second},KENYA,Nakuru\n")

    page = send(maya, names)
    comes(page, "Every row is good.", scripts=scripts)
    page.get_by_role("button", name="Bring in", exact=True).click()
    comes(page, "2 rows were taken in", scripts=scripts)
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
