"""A real server with the demonstration, and a real browser, for every journey.

The server is what `make run` starts, in a home of its own; journeys make their own enterprises and disturb nobody.
Chromium comes from Debian's packages. Where it is missing the journeys fail with the command that installs it.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests import postgres
from tests.browser.morning import ZONE

SHELL, WHOLE = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
)  # the same engine; with windows it takes twice as long
CHROMIUM = os.environ.get("CHROMIUM") or (WHOLE if Path(WHOLE).exists() and not Path(SHELL).exists() else SHELL)
HELP = f"Chromium is not at {CHROMIUM}. Install it: sudo apt-get install chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
READY_SECONDS = 900  # the whole demonstration is loaded first, on a machine on which others work too
PATIENCE = 60_000  # milliseconds; what is waited for comes at once, and only a page that never says it takes so long
expect.set_options(timeout=PATIENCE)


ON_BOTH = {"test_class_day", "test_imports", "test_programme", "test_review", "test_without_a_network"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL the journeys on which several people and devices write, on a phone alone.

    How a page looks and goes does not depend on the database; what each address does is asked there by the tests beside.
    """
    if not os.environ.get("GENBA_DATABASE_URL"):
        return
    journeys = [item for item in items if item.path.parent == Path(__file__).parent]
    left_out = {item for item in journeys if item.path.stem not in ON_BOTH or _is_wide(item)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _is_wide(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec is not None and callspec.params.get("width") == 1280


class Site:
    """A running genba: its address, and its command line in the same home."""

    def __init__(self, address: str, environment: dict[str, str]) -> None:
        self.address, self.environment = address, environment

    def genba(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "genba.cli", *arguments], env=self.environment, capture_output=True,
                              text=True, timeout=300)  # fmt: skip


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """`genba up --demo` as a user runs it, on the database this run is about."""
    with ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="genba-site-", ignore_cleanup_errors=True))
        environment = {**os.environ, "GENBA_HOME": home, "GENBA_DEMO": "1", "GENBA_DATABASE_URL": "",
                       "GENBA_TIME_ZONE": ZONE}  # fmt: skip
        if os.environ.get("GENBA_DATABASE_URL"):
            environment["GENBA_DATABASE_URL"] = stack.enter_context(postgres.server())
        port = postgres.free_port()
        log = stack.enter_context((Path(home) / "log").open("w+"))
        process = subprocess.Popen([sys.executable, "-m", "genba.cli", "up", "--demo", "--port", str(port)],
                                   env=environment, stdout=log, stderr=subprocess.STDOUT)  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, process, Path(home) / "log")
            yield Site(address, environment)
        finally:
            process.terminate()
            process.wait(READY_SECONDS)  # whoever works behind the pages ends what is begun


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the first page answers; a server that ends or never answers shows its log."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            process.poll()
            time.sleep(0.1)
    pytest.fail(f"The server did not come up:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium(site: Site) -> Iterator[Browser]:
    """Closed before the server is stopped, which hears out whoever still holds a line to it."""
    if not Path(CHROMIUM).exists():
        pytest.fail(HELP)
    playwright: Playwright
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Somebody at a browser, on a phone or a laptop, in a language."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.context, self.site = context, site
        self.page: Page = context.new_page()

    def enter_as(self, role: str) -> Page:
        """The demonstration's one-click way in."""
        self.page.goto(f"{self.site.address}/demo/{role}/")
        return self.page

    def go(self, path: str) -> Page:
        self.page.goto(self.site.address + path)
        return self.page


@pytest.fixture
def visitor(chromium: Browser, site: Site) -> Iterator[Any]:
    """Makes visitors: visitor(width=360, language="ar")."""
    contexts: list[BrowserContext] = []

    def make(width: int = 360, language: str = "en", scripts: bool = True, **more: Any) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, locale=language, timezone_id=ZONE, java_script_enabled=scripts, **more
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Visitor(context, site)

    yield make
    for context in contexts:
        context.close()
