"""The public pages on a slow network and a slow phone; what Lighthouse says of them; the first page against the plain one.

Largest paint and shifts: slow 3G (400 kbit/s, 400 ms) and a processor at a quarter of its speed. First paint: 2G (250 kbit/s,
300 ms), cold and warm. Lighthouse (from npm, for the bench alone) needs Node 18 or later; without it its lines are left out
and the table says so.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.pages import cost
from bench.site import ROOT, home_of, home_of_the_story, served
from bench.table import Line
from bench.weight import PAINTED, SLOW
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.scales import weights_of

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
PAINTS_AND_SHIFTS = """() => new Promise(done => {
  let paint = 0, shift = 0;
  new PerformanceObserver(all => all.getEntries().forEach(e => paint = e.startTime)).observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(all => all.getEntries().forEach(e => shift += e.hadRecentInput ? 0 : e.value)).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done([paint / 1000, shift]), 600);
})"""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# One address of each kind of public page.
PATHS = {
    "home": "/en/", "modules": "/en/modules/", "module": "/en/modules/workplace-cooperation/",
    "lesson": "/en/modules/workplace-cooperation/lessons/1/", "tool": "/en/modules/quality-improvement/tools/pareto/",
    "map": "/en/where/", "country": "/en/where/KE/", "stories": "/en/stories/", "story": "STORY",
    "partnerships": "/en/partnerships/", "brands": "/en/partnerships/brands/", "taking part": "/en/partnerships/enterprises/",
    "trainers": "/en/partnerships/trainers/", "certification": "/en/partnerships/certification/",
    "agenda": "/en/agenda-2030/", "method": "/en/agenda-2030/method/", "open data": "/en/open-data/",
    "apply": "/en/apply/", "apply as": "/en/apply/enterprise/", "certificates": "/en/certificates/", "search": "/en/search/",
    "privacy": "/en/pages/privacy/",
}  # fmt: skip
WATCHED = ("home", "module", "country", "story")
ROUNDS = 30


def run(quick: bool) -> Iterator[Line]:
    with served(home_of_the_story(), demo=False) as site, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{site.port}"
        listed = re.search(r'href="(/en/stories/[^".?/]+/)"', site.get("/en/stories/")[1].decode())
        if listed is None:
            raise SystemExit("The list of stories shows none.")
        paths = PATHS | {"story": listed[1]}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        browser.new_context().new_page().goto("about:blank")  # a browser that has just started is slow by itself
        for name in WATCHED:
            yield from _watched(browser, address, name, paths[name])
        browser.close()
        yield from _lighthouse(address, {n: p for n, p in paths.items() if not quick or n in WATCHED})
    yield from _against_the_plain_page(quick)


def _watched(browser: Any, address: str, name: str, path: str) -> Iterator[Line]:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    weights = weights_of(page)
    slow = context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", SLOW_3G)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address + path, wait_until="load", timeout=60_000)
    paint, shift = page.evaluate(PAINTS_AND_SHIFTS)
    photos = sum(n for at, n in weights.items() if "/photos/" in at)
    yield Line(f"largest paint of {name}, slow 3G and a slow phone", paint, "s", 2.5)
    yield Line(f"shifts of {name}", shift, "", 0.02)
    count = sum("/photos/" not in at for at in weights)
    yield Line(
        f"first visit of {name} without photos",
        (sum(weights.values()) - photos) / 1024,
        "KB",
        50,
        remark=f"{count} requests",
    )
    yield Line(f"requests of {name} without photos", count, "", 6)
    yield Line(f"first visit of {name} with photos", sum(weights.values()) / 1024, "KB", 200)
    context.close()
    yield from _first_paint(browser, address + path, name)


def _first_paint(browser: Any, address: str, name: str) -> Iterator[Line]:
    context = browser.new_context(viewport={"width": 360, "height": 800}, bypass_csp=True)
    page = context.new_page()
    slow = context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", SLOW)
    for turn, budget in (("cold", 2), ("warm", 1)):
        page.goto(address, wait_until="load", timeout=60_000)
        yield Line(f"first paint of {name}, 2G, {turn}", page.wait_for_function(PAINTED).json_value() / 1000, "s", budget)
    context.close()


def _lighthouse(address: str, paths: dict[str, str]) -> Iterator[Line]:
    """The four categories of each kind of page, as Lighthouse measures a phone."""
    program = _program()
    if program is None:
        yield Line("Lighthouse: not measured, npm is not here", 0, "")
        return
    for name, path in paths.items():
        environment = {**os.environ, "CHROME_PATH": CHROMIUM}
        command = [str(program), address + path, "--quiet", "--output=json", "--output-path=stdout",
                   f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu"]  # fmt: skip
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180)
        if done.returncode:
            raise SystemExit(f"{path}: {done.stderr[-500:]}")
        told = json.loads(done.stdout)
        scores = {c: round(100 * told["categories"][c]["score"]) for c in CATEGORIES}
        failed = sorted(
            k
            for k, a in told["audits"].items()
            if a["score"] is not None and a["score"] < 0.9 and a["scoreDisplayMode"] != "informative"
        )
        said = ", ".join(f"{c} {n}" for c, n in scores.items())
        yield Line(f"Lighthouse, least of four, {name}", min(scores.values()), "", 95, is_least=True,
                   remark=said + (f" ({', '.join(failed[:4])})" if min(scores.values()) < 95 else ""))  # fmt: skip


def _program() -> Path | None:
    """Lighthouse in var/bench, installed from the lock file beside this one; None where npm is not here or cannot."""
    home = ROOT / "var" / "bench" / "lighthouse"
    program = home / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        if shutil.which("npm") is None:
            return None
        home.mkdir(parents=True, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copy(ROOT / "bench" / "lighthouse" / file, home / file)
        if subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=home, capture_output=True).returncode:
            return None
    return program


def _against_the_plain_page(quick: bool) -> Iterator[Line]:
    """The first page with many enterprises behind it: at most twice the cost of the plain page is half its rate."""
    home = home_of(1_000 if quick else 100_000)
    with served(home, demo=False) as site, served(home, "bench.floor", "bench.settings") as floor:
        least = {"home": 1e9, "plain": 1e9}
        for turn in range(ROUNDS + 1):
            for name, place, path in (("home", site, "/en/"), ("plain", floor, "/")):
                spent = cost(place, path)
                if turn:
                    least[name] = min(least[name], spent)
    yield Line("rate of the first page, of the plain page", least["plain"] / least["home"], "×", 0.5, is_least=True,
               remark=f"{least['home']:.1f} ms of processor")  # fmt: skip
