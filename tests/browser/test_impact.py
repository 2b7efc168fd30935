"""What came of it, as an office, an evaluator and everybody read it: from a figure to its records, from a doubt to its answer,
from a report that was sent to the one that puts it right, and out to the world."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.morning import TODAY
from tests.browser.standing import TIMES, while_it_stands
from tests.browser.widths import fits

pytestmark = pytest.mark.browser
REPORTS = {
    "Identifier of the organisation": "XM-DAC-99999", "Name of the organisation": "Sample Donor Office",
    "E-mail for questions about the file": "iati@office.example", "Identifier of the activity": "XM-DAC-99999-HARBOUR",
    "Planned end": "2030-09-30", "Sector": "32130", "Countries and their share of the money": "Kenya 60\nViet Nam 40",
    "What the programme does, in English": "Small factories work better.",
}  # fmt: skip
CHOSEN = {"Kind of organisation": "40", "What it does for the programme": "4", "State of the programme": "2"}
BOTH = pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])


def file_of(page: Page, name: str | re.Pattern[str], role: Any = "link") -> bytes:
    """What comes when this is pressed."""
    with page.expect_download() as coming:
        page.get_by_role(role, name=name).click()
    return Path(coming.value.path()).read_bytes()


def programme(visitor: Any, width: int, **how: Any) -> Page:
    dana = visitor(width=width, **how)
    page: Page = dana.enter_as("programme-director")
    page.get_by_role("link", name="Programme", exact=True).click()
    return page


@BOTH
def test_a_measure_is_compared_between_formats_and_opens_to_its_records(visitor: Any, width: int) -> None:
    page = programme(visitor, width)
    page.get_by_role("link", name="Part by part").click()
    page.get_by_label("Measure").select_option("absenteeism")
    page.get_by_label("Compared by").select_option("format")
    page.get_by_label("and by").select_option("owned")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("by=format"))
    expect(page.get_by_role("heading", name=re.compile("Absenteeism"), level=2)).to_be_visible()
    fits(page)
    asked = page.url

    def kept() -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(page.request.get(f"{asked}&as=csv").text().removeprefix("\ufeff"))))

    def shown() -> list[str]:
        page.goto(asked)
        return page.locator("table.outcomes tbody tr td:nth-of-type(1)").all_inner_texts()

    table, parts = while_it_stands(kept, shown)
    assert parts == [f"{row['n_reporting']} of {row['n_trained']}" for row in table]

    first = page.get_by_role("link", name=re.compile(r"^\d+ of \d+$")).first
    behind = first.get_attribute("href")
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Absenteeism")
    fits(page)

    def records() -> int:
        page.goto(asked.partition("?")[0].partition("/desk/")[0] + str(behind))
        return page.locator("table tbody tr").count()

    def said() -> int:
        page.goto(asked)
        return int(first.inner_text().split()[0])

    assert len(set(while_it_stands(records, said))) == 1


@BOTH
def test_a_provider_and_a_brand_are_read_beside_the_whole(visitor: Any, width: int) -> None:
    page = programme(visitor, width)
    page.get_by_role("link", name="Figures of providers").click()
    page.get_by_role("link", name="Rift Training House").click()
    for heading in ("Reach", "Quality", "What changed in enterprises"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    fits(page)

    buyer = visitor(width=width)
    page = buyer.enter_as("brand-officer")
    page.get_by_role("link", name="Suppliers together").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Suppliers together")
    expect(page.get_by_role("heading", name="How far they are")).to_be_visible()
    fits(page)


@BOTH
def test_a_figure_is_defined_alike_on_its_card_in_the_method_and_in_the_dictionary(visitor: Any, width: int) -> None:
    page = programme(visitor, width)
    card = page.locator("article.figure").filter(has=page.get_by_role("heading", name="People trained", exact=True))
    card.get_by_text("What this counts").click()
    counted = card.locator("dd").first.inner_text()
    assert len(counted) > 40

    page = visitor(width=width).go("/en/agenda-2030/method/")
    expect(page.get_by_role("main")).to_contain_text(counted)
    fits(page)
    page.goto(page.url.replace("agenda-2030/method", "open-data"))
    dictionary = file_of(page, "Dictionary").decode("utf-8-sig")
    assert counted in dictionary


@pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)], ids=["phone, without scripts", "laptop"])
def test_whether_the_training_did_it_is_asked_and_answered_with_what_may_not_be_said(
    visitor: Any, width: int, scripts: bool
) -> None:
    page = programme(visitor, width, scripts=scripts)
    page.get_by_role("link", name="Did the training do it?").click()
    page.get_by_role("link", name="Ask about a measure").click()
    page.get_by_label("Measure").select_option("labour-turnover")
    page.get_by_role("button", name="Work it out").click()

    verdict = page.get_by_role("heading", name="What may not be said")
    for _ in range(60):
        expect(page.get_by_role("heading", name=re.compile("What may not be said|It is being worked out"))).to_be_visible()
        if verdict.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(verdict).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Before and after alone")
    fits(page)

    page.get_by_role("link", name="Evaluations").click()
    page.get_by_role("link", name="How many enterprises would it take?").click()
    page.get_by_label("Enterprises, both groups together").fill("200")
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("heading", name="By how it is analysed")).to_be_visible()
    fits(page)


@BOTH
def test_a_doubtful_value_is_settled_with_a_reason_and_a_sample_tells_how_it_was_drawn(visitor: Any, width: int) -> None:
    page = programme(visitor, width)
    page.get_by_role("link", name="Figures to check").click()
    page.locator("table tbody tr th a").first.click()
    expect(page.get_by_role("heading", name="The values behind it")).to_be_visible()
    address = page.url
    page.get_by_label("Why it is right").fill("   ")
    page.get_by_role("button", name="Confirm it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Why it is right").fill("Counted again with the owner")
    page.get_by_role("button", name="Confirm it").click()
    expect(page.get_by_text("It is confirmed, and has left the list")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("Counted again with the owner")
    expect(page.get_by_role("button", name="Confirm it")).to_have_count(0)
    fits(page)

    page.get_by_role("link", name="Figures to check").click()
    page.get_by_role("link", name="Verification samples").click()
    page.locator("table tbody tr th a").first.click()
    page.get_by_text("How it was drawn").click()
    expect(page.get_by_text("Seed", exact=True)).to_be_visible()
    expect(page.get_by_text("Found as stated").first).to_be_visible()
    fits(page)


@pytest.mark.parametrize(("width", "country"), [(360, "KE"), (1280, "VN")], ids=["phone", "laptop"])
def test_a_report_stays_as_it_was_sent_and_a_new_version_says_what_was_put_right(
    visitor: Any, width: int, country: str
) -> None:
    page = programme(visitor, width)
    reach(page, country, "4")
    page.goto(f"{desk(page)}filed/new/country/?country={country}")
    page.get_by_role("button", name="Look at it").click()
    press(page, "File it as it is", then="Versions")
    fits(page)
    first = page.url
    before = json.loads(file_of(page, "JSON"))
    assert file_of(page, "PDF").startswith(b"%PDF")
    assert all(zipfile.is_zipfile(io.BytesIO(file_of(page, name))) for name in ("DOCX", "XLSX"))

    reach(page, country, "5")
    page.goto(first)
    page.get_by_role("link", name="Make a new version").click()
    page.get_by_label("Why there is a new version").fill("A partner had been left out")
    press(page, "File the new version", then="Versions")
    expect(page.get_by_role("heading", name="What was put right")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("A partner had been left out")
    fits(page)
    page.goto(first)
    expect(page.get_by_text("There is a newer version")).to_be_visible()
    assert json.loads(file_of(page, "JSON")) == before


def press(page: Page, button: str, *, then: str) -> None:
    """What was looked at is filed. Where a figure moved meanwhile, what an earlier journey did being worked out, once more."""
    filed, moved = page.get_by_role("heading", name=then), page.get_by_text("A figure moved since you looked")
    for _ in range(TIMES):
        page.get_by_role("button", name=button).click()
        expect(filed.or_(moved).first).to_be_visible()
        if filed.count():
            return
        if (again := page.get_by_role("button", name="Look at it")).count():
            again.click()
    raise AssertionError(f"The figures moved {TIMES} times while they were looked at")


def desk(page: Page) -> str:
    return page.url.split("/desk/")[0] + "/desk/"


LINE: list[str] = []


def reach(page: Page, country: str, reached: str) -> None:
    """A line of the framework that the office counts itself says what a country reached this year."""
    if not LINE:
        LINE.extend((f"Partners met {steps.new_name()}", "8.71"))
        page.goto(f"{desk(page)}framework/new/")
        page.get_by_label("Number", exact=True).fill(LINE[1])
        page.get_by_label("Indicator").fill(LINE[0])
        steps.whole(page).get_by_role("main").get_by_role("button").last.click()
        expect(page).to_have_url(re.compile("/desk/framework/$"))
    page.goto(f"{desk(page)}framework/?country={country}&period={TODAY.year}")
    page.get_by_role("row").filter(has_text=LINE[0]).get_by_role("link", name=f"Enter {LINE[1]}").click()
    page.get_by_label("Target", exact=False).first.fill("10")
    page.get_by_label("Reached", exact=False).first.fill(reached)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("row").filter(has_text=LINE[0])).to_contain_text(
        re.compile(rf"{reached}\b.*10|10.*\b{reached}\b", re.DOTALL)
    )


@BOTH
def test_figures_go_out_as_open_data_to_donors_and_under_pseudonyms_to_an_evaluator(visitor: Any, width: int) -> None:
    page = programme(visitor, width)
    page.get_by_role("link", name="Did the training do it?").click()
    page.get_by_role("link", name="Panel for an evaluator").click()
    page.get_by_label("What for").fill(f"Evaluation by Sample Institute, {width}")
    panel = zipfile.ZipFile(io.BytesIO(file_of(page, "Write it down and download", "button")))
    assert any(name.endswith(".parquet") for name in panel.namelist())
    assert not any(b"Sample Street Garments" in panel.read(name) for name in panel.namelist())
    page.reload()
    expect(page.get_by_role("main")).to_contain_text(f"Evaluation by Sample Institute, {width}")
    fits(page)

    page.goto(f"{desk(page)}framework/")
    page.get_by_role("link", name="Reporting to IATI").click()
    for label, text in REPORTS.items():
        page.get_by_label(label).fill(text)
    for label, value in CHOSEN.items():
        page.get_by_label(label).select_option(value)
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The file can be downloaded now")).to_be_visible()
    fits(page)
    told = ElementTree.fromstring(file_of(page, "Download for IATI"))
    assert (told.tag, told.get("version")) == ("iati-activities", "2.03")
    assert told.findall(".//result/indicator/period")

    everybody = visitor(width=width)
    page = everybody.go("/en/open-data/")
    fits(page)
    rows = list(csv.DictReader(io.StringIO(file_of(page, "Figures as CSV").decode("utf-8-sig"))))
    assert {"indicator", "value", "n"} <= rows[0].keys()
    assert all(row["value"] or row["withheld"] for row in rows)
