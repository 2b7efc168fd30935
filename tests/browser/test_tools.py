"""Every tool of every module, on a phone, without an account, in English and Arabic: filled with its example, worked out."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from genba.curriculum import load
from tests.browser.readable import is_readable
from tests.browser.widths import stands_out
from tests.curriculum.packages import MODULES

pytestmark = pytest.mark.browser
TOOLS = [(module.slug, tool) for module in load(MODULES).modules if module.status != "draft" for tool in module.tools]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("module", "tool"), TOOLS, ids=[f"{module}-{tool.code}" for module, tool in TOOLS])
def test_a_visitor_works_something_out_on_a_phone(visitor: Any, module: str, tool: Any, language: str) -> None:
    anybody = visitor(width=360, language=language)

    page = anybody.go(f"/modules/{module}/tools/{tool.code}/?example=1")
    page.locator("main form button.main").click()
    expect(page.locator("dl.results").first).to_be_visible()

    page.wait_for_load_state()
    said = page.get_by_role("main").inner_text()
    wide = stands_out(page)
    assert tool.labels.in_(language) in said
    assert not re.search(r"\{\w+\}", said), "a hole of a sentence was not filled"
    assert wide == 0
    is_readable(page)
    expect(page.locator("main .errors")).to_have_count(0)
