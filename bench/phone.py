"""The field app on a slow phone: what it takes along, how soon it opens without a network, how soon a tap answers.

A processor at a quarter of its speed; five enterprises, a class of sixty, and for the taps one of two hundred.
"""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.table import Line
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.scales import weights_of
from tests.reliability.place import Place

PIN, SLOWER, TAPS, OPENINGS = "4711", 4, 30, 9
OPENED = "() => performance.now()"
TAPPED = """(tick) => new Promise((done) => {
  const since = performance.now();
  tick.click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - since)));
})"""


def run(quick: bool) -> Iterator[Line]:
    with tempfile.TemporaryDirectory(prefix="genba-bench-", ignore_cleanup_errors=True) as folder, sync_playwright() as pw:
        place = Place(Path(folder))
        place.run("genba.cli", "up", "--only-set-up")
        cookie = place.run("bench.phone_scene").strip().splitlines()[-1]
        place.start()
        try:
            browser = pw.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield from _phone(browser, f"http://127.0.0.1:{place.port}", cookie, 2 if quick else OPENINGS)
            browser.close()
        finally:
            place.stop()


def _phone(browser: Any, address: str, cookie: str, openings: int) -> Iterator[Line]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    parts = (one.partition("=") for one in cookie.split("; "))
    context.add_cookies([{"name": name, "value": value, "url": address} for name, _, value in parts])
    page = context.new_page()
    weights = weights_of(page)
    page.goto(f"{address}/field/app/")
    _enter(page)
    page.wait_for_selector("a[href^='#visit/']")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_load_state("networkidle")
    yield Line(
        "field app and all of a day, taken along", sum(weights.values()) / 1024, "KB", 250, remark=f"{len(weights)} requests"
    )
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    context.set_offline(True)
    yield Line(
        "opens without a network until the PIN is asked", _median(_opening(page, False) for _ in range(openings)), "s", 2
    )
    yield Line("PIN typed until the day stands there", _median(_opening(page, True) for _ in range(openings)), "s", 2)
    page.locator("li", has_text="Large Hall").locator("a[href^='#list/']").first.click()
    page.wait_for_selector(".roster input")
    ticks = page.query_selector_all(".roster input")
    taps = sorted(page.evaluate(TAPPED, tick) for tick in ticks[:TAPS])
    yield Line(f"a tap in a list of {len(ticks)} names, p95", taps[int(len(taps) * 0.95)], "ms", 100)
    context.close()


def _enter(page: Page) -> None:
    page.locator("[name=pin]").fill(PIN)
    page.locator("button.main").click()


def _opening(page: Page, is_typed: bool) -> float:
    """Seconds."""
    page.reload(wait_until="commit")
    page.wait_for_selector("[name=pin]")
    asked = float(page.evaluate(OPENED))
    _enter(page)
    page.wait_for_selector("a[href^='#visit/']")
    whole = float(page.evaluate(OPENED))
    return (whole - asked if is_typed else asked) / 1000


def _median(figures: Iterator[float]) -> float:
    return statistics.median(figures)
