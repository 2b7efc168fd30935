"""What people do at a browser, step by step, for journeys to begin where they want to."""

import itertools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Page, expect

TODAY = date.today()
_numbers = itertools.count(1)


@dataclass
class Found:
    """A thing somebody made: its name and the code in its address."""

    name: str
    code: str


def code_in(page: Page) -> str:
    found = re.search(r"/([2-9A-HJ-NP-TV-Z]{8})/", page.url)
    assert found, page.url
    return found.group(1)


def register_enterprise(visitor: Any, name: str = "") -> Found:
    """A coordinator registers an enterprise with its people."""
    name = name or f"Journey Works {TODAY.isoformat()} {next(_numbers)}"
    page: Page = visitor.enter_as("provider-coordinator")
    page = visitor.go("/desk/enterprises/new/")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Country").select_option("KE")
    page.get_by_label("Town").fill("Thika")
    page.get_by_label("Kind of business").fill("1410")
    page.get_by_label("What it counts as output").fill("pieces")
    page.get_by_label("People counted on").fill((TODAY - timedelta(days=3)).isoformat())
    page.get_by_label("Manager: Woman").fill("2")
    page.get_by_label("Worker: Woman").fill("30")
    page.get_by_label("Worker: Man").fill("12")
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return Found(name, code_in(page))


def open_engagement(visitor: Any, enterprise: Found) -> Found:
    """The same coordinator opens an engagement with the trainer Omar; the enterprise and a brand pay."""
    page: Page = visitor.go(f"/desk/enterprises/{enterprise.code}/engagements/new/")
    page.get_by_label("Module").select_option("workplace-cooperation")
    page.get_by_label("Provider").select_option(label="Rift Training House")
    page.get_by_label("Trainer").select_option(label="Omar Muster")
    page.get_by_label("Agreed on").fill((TODAY - timedelta(days=2)).isoformat())
    page.get_by_label("Price of the module").fill("3000")
    page.get_by_label("Currency").fill("USD")
    for place, (payer, amount) in enumerate((("enterprise", "1000"), ("brand", "2000"))):
        page.get_by_label("Who pays").nth(place).select_option(payer)
        page.get_by_label("Amount").nth(place).fill(amount)
    page.get_by_role("button", name="Keep the agreement").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(enterprise.name)
    return Found(enterprise.name, code_in(page))


def register_person(visitor: Any, enterprise: Found, name: str, sex: str, role: str) -> None:
    """A person without e-mail goes into the directory."""
    page: Page = visitor.go(f"/desk/enterprises/{enterprise.code}/people/new/")
    page.get_by_label("Full name").fill(name)
    page.get_by_label(sex, exact=True).check()
    page.get_by_label(role, exact=True).check()
    page.locator("main form button.main").click()
