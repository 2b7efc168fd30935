"""What people do at a browser, step by step, for journeys to begin where they want to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from playwright.sync_api import Page, expect
from rapidfuzz import fuzz

from tests.browser.morning import TODAY

LIKE_OTHERS = 60  # of 100; from 82 a name is met as a duplicate
_drawn, _given = Random(20), list[str]()


@dataclass
class Found:
    """A thing somebody made: its name and the code in its address."""

    name: str
    code: str


CODE = re.compile(r"/([2-9A-HJ-NP-TV-Z]{8})/")


def code_in(page: Page) -> str:
    """The code in the address of the page, or of the one that it leads to."""
    page.wait_for_url(CODE, wait_until="commit")
    found = CODE.search(page.url)
    assert found, page.url
    return found.group(1)


def whole(page: Page) -> Page:
    """To its last line: what is counted, or looked at once without waiting, stands below what was waited for."""
    page.wait_for_load_state("domcontentloaded")
    return page


def new_name() -> str:
    """A name like no other: two that resemble each other would be met as duplicates, as they should.

    Drawn of syllables, the same in every run; one that is half like a name given before is drawn again.
    """
    syllables = [consonant + vowel for consonant in "bdfghjklmnprstvwz" for vowel in "aeiou"]
    while True:
        name = "".join(_drawn.choices(syllables, k=6)).capitalize()
        if all(fuzz.ratio(name, known) < LIKE_OTHERS for known in _given):
            _given.append(name)
            return name


def register_enterprise(visitor: Any, name: str = "") -> Found:
    """A coordinator registers an enterprise with its people."""
    name = name or new_name()
    visitor.enter_as("provider-coordinator")
    page: Page = visitor.go("/desk/enterprises/new/")
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


def open_engagement(visitor: Any, enterprise: Found, *, days_ago: int = 2) -> Found:
    """The same coordinator opens an engagement with the trainer Omar; the enterprise and a brand pay."""
    page: Page = visitor.go(f"/desk/enterprises/{enterprise.code}/engagements/new/")
    page.get_by_label("Module", exact=True).select_option("workplace-cooperation")
    page.get_by_label("Provider").select_option(label="Rift Training House")
    page.get_by_label("Trainer").select_option(label="Omar Muster")
    page.get_by_label("Agreed on").fill((TODAY - timedelta(days=days_ago)).isoformat())
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
    expect(page.get_by_role("main")).to_contain_text(name)


def engaged(visitor: Any, *people: tuple[str, str, str]) -> tuple[Found, Found]:
    """An enterprise with its people and an engagement with the trainer Omar."""
    enterprise = register_enterprise(visitor)
    for name, sex, role in people:
        register_person(visitor, enterprise, name, sex, role)
    return enterprise, open_engagement(visitor, enterprise)


def count(page: Page, kpi: str, numerator: str, denominator: str) -> None:
    """Write two amounts in the card of a KPI."""
    card = page.get_by_role("group", name=kpi, exact=True)
    card.get_by_text("Count it", exact=True).click()
    card.locator("[name$=-numerator]").fill(numerator)
    card.locator("[name$=-denominator]").fill(denominator)


def not_tracked(page: Page, kpi: str, because: str) -> None:
    card = page.get_by_role("group", name=kpi, exact=True)
    card.get_by_text("Not tracked", exact=True).click()
    card.locator("[name$=-reason]").fill(because)


def month(back: int) -> str:
    """The key of the month so many before this one: "2026-03"."""
    at = TODAY.year * 12 + TODAY.month - 1 - back
    return f"{at // 12}-{at % 12 + 1:02d}"


def fill_baseline(page: Page, *, period: str) -> None:
    """Absenteeism is counted, the other numbers are not tracked, no practice is there but the daily meeting on paper."""
    page.get_by_label("The numbers are of").select_option(period)
    for card in whole(page).locator("fieldset.kpi").all():
        title = card.locator("legend").inner_text()
        not_tracked(page, title, "Nobody writes it down")
    count(page, "Absenteeism", "60", "1000")
    for card in page.locator("fieldset.practice").all():
        card.get_by_text("Not there", exact=True).click()


def take_baseline(visitor: Any, engagement: Found, *, back: int = 2) -> Page:
    """The trainer Omar takes the baseline of an engagement."""
    visitor.enter_as("trainer")
    page: Page = visitor.go(f"/field/engagements/{engagement.code}/baseline/")
    fill_baseline(page, period=month(back))
    keep_baseline(page)
    return page


def keep_baseline(page: Page) -> None:
    """It is kept: its own page comes, from which a visit is reported."""
    page.get_by_role("button", name="Keep the baseline").click()
    expect(page.get_by_role("link", name="Report a visit")).to_be_visible()


def send_or_say_why(page: Page, button: str, done: str) -> None:
    """Press the button. Journeys share one trainer: where something stands on that day already, a reason is given."""
    page.get_by_role("button", name=button).click()
    arrived, why = page.get_by_text(done).first, page.locator("[name=because]")
    expect(arrived.or_(why).first).to_be_visible()
    if why.count():
        why.fill("Agreed with everybody")
        page.get_by_role("button", name=button).click()
        expect(arrived).to_be_visible()


def plan_class(visitor: Any, engagement: Found, place: str, *names: str, on: date = TODAY) -> Page:
    """The trainer Omar plans a class, for today if nothing else is said, and puts everybody named on the list."""
    visitor.enter_as("trainer")
    page: Page = visitor.go(f"/desk/workshops/new/?engagement={engagement.code}")
    page.locator("[name=place]").fill(place)
    page.locator("[name=starts_on]").fill(on.isoformat())
    send_or_say_why(page, "Plan it and choose the people", "Who takes part?")
    for name in names:
        page.get_by_text(name).click()
    page.get_by_role("button", name="Put them on the list").click()
    expect(page.get_by_role("main")).to_contain_text(f"{len(names)} people")
    return page
