"""Every page that a role can reach, in every language: readable by everyone, light, and true to its width."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from genba.access.roles import ROLES
from tests.browser.crawl import every_kind_of_page

pytestmark = pytest.mark.browser
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS, NEXT_PAGE_BYTES = 50 * 1024, 6, 10 * 1024
# The sheet and the programme page carry many drawn figures; the journey to them is still a page of a few seconds on 2G.
AXE = {"resultTypes": ["violations"]}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_axe_finds_nothing_on_any_page(visitor: Any, site: Any, role: str, language: str) -> None:
    somebody = visitor(width=360, language=language)
    page = somebody.page
    if role != "nobody":
        somebody.enter_as(role)
    first = page.url.removeprefix(site.address) if role != "nobody" else "/"

    found = {}
    for path in every_kind_of_page(page, site.address, first):
        violations = Axe().run(page, options=AXE).response["violations"]
        if violations:
            found[path] = [(v["id"], [n["html"][:120] for n in v["nodes"]][:2]) for v in violations]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            found.setdefault(path, []).append(("scrolls sideways", []))
        if page.evaluate("document.documentElement.lang") != language:
            found.setdefault(path, []).append(("wrong language", []))

    assert found == {}


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
def test_no_page_is_heavy_or_asks_another_host(chromium: Any, site: Any, visitor: Any, role: str) -> None:
    somebody = visitor(width=360)
    if role != "nobody":
        somebody.enter_as(role)
    cookies = somebody.context.cookies()
    first = somebody.page.url.removeprefix(site.address) if role != "nobody" else "/"
    paths = list(every_kind_of_page(somebody.page, site.address, first))

    heavy, foreign = {}, {}
    for path in paths:
        fresh = chromium.new_context(viewport={"width": 360, "height": 800})
        fresh.add_cookies(cookies)
        page = fresh.new_page()
        weights = weigh(page)
        page.goto(site.address + path, wait_until="networkidle")
        total, count = sum(weights.values()), len(weights)
        if total > FIRST_VISIT_BYTES or count > FIRST_VISIT_REQUESTS:
            heavy[path] = f"{total / 1024:.1f} KB in {count} requests"
        others = [address for address in weights if address.startswith("http") and not address.startswith(site.address)]
        if others:
            foreign[path] = others
        weights.clear()
        page.goto(site.address + path, wait_until="networkidle")
        if sum(weights.values()) > NEXT_PAGE_BYTES:
            heavy[path + " again"] = f"{sum(weights.values()) / 1024:.1f} KB"
        fresh.close()

    assert (heavy, foreign) == ({}, {})


def weigh(page: Any) -> dict[str, float]:
    """Bytes on the wire by address, by the browser's own count; filled while the page loads."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    weights: dict[str, float] = {}
    session.on("Network.requestWillBeSent", lambda e: addresses.__setitem__(e["requestId"], e["request"]["url"]))
    session.on(
        "Network.loadingFinished",
        lambda e: weights.__setitem__(addresses.get(e["requestId"], e["requestId"]), e["encodedDataLength"]),
    )
    return weights
