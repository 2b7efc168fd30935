"""What axe finds on a page that is there to its last line."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
WITHOUT_COLOURS = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}  # colours are more than half of its work


def violations(page: Page, options: dict[str, Any] = EVERYTHING) -> list[tuple[str, list[str]]]:
    """The rules that are broken, with the first two places of each."""
    page.wait_for_load_state()
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:2]) for v in found]


def is_readable(page: Page) -> None:
    assert violations(page) == [], page.url
