"""Every kind of page that anybody can reach, in every language: readable by everyone, light, and true to its width."""

from collections.abc import Callable
from typing import Any

import pytest

from genba.access.roles import ROLES
from tests.browser.crawl import every_kind_of_page
from tests.browser.readable import EVERYTHING, WITHOUT_COLOURS, violations
from tests.browser.scales import Scales
from tests.browser.widths import stands_out

pytestmark = pytest.mark.browser
FIRST_VISIT_BYTES, FIRST_VISIT_REQUESTS, NEXT_PAGE_BYTES = 50 * 1024, 6, 10 * 1024
APP, APP_BYTES, APP_REQUESTS = "/field/app/", 250 * 1024, 30  # fetched once, with everything for the day
WITH_PHOTOS_BYTES = 200 * 1024  # photos of stories come on top, and are no requests of the page itself
WIDTHS = (1280, 360)  # of a laptop and, last, of the phone on which everything else is looked at
COLOURED = ("en", "ar")  # each way of reading; in the other two the same colours stand behind other words
EVERYBODY = (*ROLES, "nobody")


def pages_of_everybody(visitor: Any, site: Any, met: Callable[[Any], None] = lambda page: None, **how: Any) -> Any:
    """Each kind of page once, to whoever meets it first; every role's first page always. `met` is told before somebody sets out."""
    seen: set[str] = set()
    for role in EVERYBODY:
        somebody = visitor(width=360, **how)
        if role != "nobody":
            somebody.enter_as(role)
        start = somebody.page.url.removeprefix(site.address) if role != "nobody" else "/"
        met(somebody.page)
        for path in every_kind_of_page(somebody.page, site.address, start, seen):
            yield role, somebody, path
        somebody.context.close()


def scrolls_sideways(page: Any, width: int) -> bool:
    """Whether something stands out of a screen of this width, without loading the page once more."""
    page.set_viewport_size({"width": width, "height": 800})
    return stands_out(page) > 1


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visitor: Any, site: Any, language: str) -> None:
    found: dict[str, list[Any]] = {}
    shown = 0
    for role, somebody, path in pages_of_everybody(visitor, site, language=language):
        page, shown = somebody.page, shown + 1
        faults: list[Any] = [*violations(page, EVERYTHING if language in COLOURED else WITHOUT_COLOURS)]
        faults += [f"scrolls sideways at {width}" for width in WIDTHS if scrolls_sideways(page, width)]
        if page.evaluate("document.documentElement.lang") != language:
            faults.append("wrong language")
        if faults:
            found[f"{role} {path}"] = faults

    assert shown > 40
    assert found == {}


def test_no_page_is_heavy_or_asks_another_host(site: Any, visitor: Any) -> None:
    heavy, foreign, scales = {}, {}, Scales()
    for role, somebody, path in pages_of_everybody(visitor, site, scales.of, service_workers="block"):
        page, weights = somebody.page, scales.weights
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
        scales.begin(page)

    assert (heavy, foreign) == ({}, {})
