"""Take the pictures of the README from the product as it is: python scripts/pictures.py

Starts the demonstration in a home of its own, looks at it with Debian's Chromium, and writes docs/pictures/*.png. CHROMIUM
names another browser.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PORT = 8765
SITE = f"http://127.0.0.1:{PORT}"
BROWSERS = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")  # setting up installs the first
WIDE, PHONE = (1280, 1240), (390, 780)
# name of the file -> who looks, the language, the size of the screen, and the link to follow from there ("": none)
TAKEN = {
    "enterprise-sheet.png": ("enterprise-owner", "en", WIDE, "sheet"),
    "enterprise-sheet-ar.png": ("enterprise-owner", "ar", PHONE, "sheet"),
    "enterprise-today.png": ("team-member", "en", PHONE, ""),
    "desk-programme.png": ("programme-director", "en", WIDE, "programme"),
    "desk-today.png": ("provider-coordinator", "en", WIDE, ""),
    "field-today.png": ("trainer", "en", PHONE, ""),
    "field-workshop.png": ("trainer", "en", PHONE, "workshops"),
}


def wait() -> None:
    for _ in range(900):
        try:
            urllib.request.urlopen(SITE, timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("The demonstration did not come up.")


def take(browser: Browser, name: str, role: str, language: str, size: tuple[int, int], then: str) -> None:
    """One picture, of what stands in the window when the page opens."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=language, device_scale_factor=1.5 if size == PHONE else 1
    )
    page = context.new_page()
    page.goto(f"{SITE}/demo/{role}/")
    if then == "sheet":
        page.goto(f"{SITE}/enterprise/")
    if then == "programme":
        page.get_by_role("link", name="Programme", exact=True).first.click()
    if then == "workshops":
        page.get_by_role("link", name="Workshops").click()
        page.locator("main table a").first.click()
        page.get_by_role("link", name="Who is here?").first.click()
    page.screenshot(path=PICTURES / name)
    context.close()


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="genba-pictures-") as home, sync_playwright() as playwright:
        environment = {**os.environ, "GENBA_HOME": home, "GENBA_DEMO": "1", "GENBA_DATABASE_URL": "", "GENBA_PRODUCTION": ""}
        command = [sys.executable, "-m", "genba.cli", "up", "--demo", "--port", str(PORT)]
        server = subprocess.Popen(command, env=environment)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or next((b for b in BROWSERS if Path(b).exists()), BROWSERS[0]),
            args=["--no-sandbox"],
        )
        try:
            wait()
            for name, (role, language, size, then) in TAKEN.items():
                take(browser, name, role, language, size, then)
                print(f"docs/pictures/{name}")
        finally:
            browser.close()
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
