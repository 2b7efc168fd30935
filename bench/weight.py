"""What a first visit weighs, and when its first words are painted on a slow network (250 kbit/s, 300 ms)."""

import json
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import sync_playwright

from bench.site import home_of, served
from bench.table import Line
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.scales import weights_of

SLOW = {"offline": False, "latency": 300, "downloadThroughput": 250_000 / 8, "uploadThroughput": 50_000 / 8}
PAINTED = "(performance.getEntriesByName('first-contentful-paint')[0]||{}).startTime"
PAGES = (("", "/"), ("programme-director", "/desk/programme/"), ("programme-director", "/desk/enterprises/"), ("trainer", "/field/"),
         ("programme-director", "SHEET"))  # fmt: skip


def run(quick: bool) -> Iterator[Line]:
    """Cold, then warm, each page in a browser that was never here."""
    with served(home_of(100 if quick else 1_000)) as site, sync_playwright() as playwright:
        site.enter_as("programme-director")
        code = json.loads(site.get("/api/v1/enterprises?size=1")[1])["items"][0]["code"]
        sheet = f"/enterprises/{code}/sheet/"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        browser.new_context().new_page().goto("about:blank")  # a browser that has just started is slow by itself
        for role, path in PAGES:
            yield from _page(browser, f"http://127.0.0.1:{site.port}", role, sheet if path == "SHEET" else path)
        browser.close()


def _page(browser: Any, address: str, role: str, path: str) -> Iterator[Line]:
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, bypass_csp=True
    )  # to ask the page when it was painted
    if role:
        context.request.get(f"{address}/demo/{role}/")
    page = context.new_page()
    weights = weights_of(page)
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    painted = []
    for _ in ("cold", "warm"):
        page.goto(address + path, wait_until="load")
        painted.append(page.wait_for_function(PAINTED, timeout=20_000).json_value() / 1000)
        if len(painted) == 1:
            total, count = sum(weights.values()) / 1024, len(weights)
            weights.clear()
    name = "sheet" if "/sheet/" in path else path
    yield Line(f"first visit of {name}", total, "KB", 50, remark=f"{count} requests")
    yield Line(f"again {name}", sum(weights.values()) / 1024, "KB", 10)
    yield Line(f"first paint of {name}, cold", painted[0], "s", 2)
    yield Line(f"first paint of {name}, warm", painted[1], "s", 1)
    context.close()
