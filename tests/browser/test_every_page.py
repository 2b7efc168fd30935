"""Every kind of page that anybody can reach, in every language: readable by everyone, light, and true to its width."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from genba.access.roles import ROLES
from tests.browser.crawl import every_kind_of_page
from tests.browser.widths import stands_out

pytestmark = pytest.mark.browser
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS, NEXT_PAGE_BYTES = 50 * 1024, 6, 10 * 1024
APP, APP_BYTES, APP_REQUESTS = "/field/app/", 250 * 1024, 30  # fetched once, with everything for the day
WITH_PHOTOS_BYTES = 200 * 1024  # photos of stories come on top, and are no requests of the page itself
WIDTHS = (1280, 360)  # of a laptop and, last, of the phone on which everything else is looked at
AXE: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURED = ("en", "ar")  # each way of reading; in the other two the same colours stand behind other words
EVERYBODY = (*ROLES, "nobody")


def pages_of_everybody(visitor: Any, site: Any, **how: Any) -> Any:
    """Each kind of page once, to whoever meets it first; every role's first page always."""
    seen: set[str] = set()
    for role in EVERYBODY:
        somebody = visitor(width=360, **how)
        if role != "nobody":
            somebody.enter_as(role)
        start = somebody.page.url.removeprefix(site.address) if role != "nobody" else "/"
        for path in every_kind_of_page(somebody.page, site.address, start, seen):
            yield role, somebody, path
        somebody.context.close()


def scrolls_sideways(page: Any, width: int) -> bool:
    """Whether something stands out of a screen of this width, without loading the page once more."""
    page.set_viewport_size({"width": width, "height": 800})
    return stands_out(page) > 1


def violations(page: Any, *, colours: bool) -> list[Any]:
    """What axe finds, with the first two places of each. Colours are more than half of its work."""
    options = AXE if colours else {**AXE, "rules": {"color-contrast": {"enabled": False}}}
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:2]) for v in found]


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor: Any, site: Any, language: str) -> None:
    found: dict[str, list[Any]] = {}
    shown = 0
    for role, somebody, path in pages_of_everybody(visitor, site, language=language):
        page, shown = somebody.page, shown + 1
        faults: list[Any] = violations(page, colours=language in COLOURED)
        faults += [f"scrolls sideways at {width}" for width in WIDTHS if scrolls_sideways(page, width)]
        if page.evaluate("document.documentElement.lang") != language:
            faults.append("wrong language")
        if faults:
            found[f"{role} {path}"] = faults

    assert shown > 40
    assert found == {}


def test_no_page_is_heavy_or_asks_another_host(site: Any, visitor: Any) -> None:
    heavy, foreign = {}, {}
    for role, somebody, path in pages_of_everybody(visitor, site, service_workers="block"):
        page = somebody.page
        wire, weights = weigh(page)
        page.goto("about:blank")  # what the crawl still waited for is none of it
        wire.send("Network.clearBrowserCache")
        weights.clear()
        page.goto(site.address + path, wait_until="load")
        alone = {address: size for address, size in weights.items() if "/photos/" not in address}
        most, often = (APP_BYTES, APP_REQUESTS) if path == APP else (FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS)
        is_heavy = sum(alone.values()) > most or sum(weights.values()) > max(most, WITH_PHOTOS_BYTES)
        if is_heavy or len(alone) > often:
            heavy[f"{role} {path}"] = f"{sum(weights.values()) / 1024:.1f} KB in {len(weights)} requests"
        others = [address for address in weights if address.startswith("http") and not address.startswith(site.address)]
        if others:
            foreign[path] = others
        weights.clear()
        page.goto(site.address + path, wait_until="load")
        if sum(weights.values()) > NEXT_PAGE_BYTES:
            heavy[f"{role} {path} again"] = f"{sum(weights.values()) / 1024:.1f} KB"
        wire.detach()

    assert (heavy, foreign) == ({}, {})


def weigh(page: Any) -> tuple[Any, dict[str, float]]:
    """The wire, and the bytes on it by address, by the browser's own count; filled while the page loads."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    weights: dict[str, float] = {}
    session.on("Network.requestWillBeSent", lambda e: addresses.__setitem__(e["requestId"], e["request"]["url"]))
    session.on(
        "Network.loadingFinished",
        lambda e: weights.__setitem__(addresses.get(e["requestId"], e["requestId"]), e["encodedDataLength"]),
    )
    return session, weights
