"""From the map to a country and to whom to ask there, with or without scripts, by eye, by keyboard and from right to left."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.standing import while_it_stands
from tests.browser.widths import fits

pytestmark = pytest.mark.browser
CIRCLES = "all => all.map(a => [a.getAttribute('href'), a.getAttribute('aria-label') || a.textContent.trim()])"
ROWS = "all => all.map(row => [row.querySelector('a').getAttribute('href'), row.querySelector('td').textContent.trim()])"
BOTH = pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, False)], ids=["phone", "laptop, without scripts"])


def kept(page: Page, name: str) -> str:
    """What a link hands out as a file."""
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    return Path(coming.value.path()).read_text("utf-8-sig")


@BOTH
def test_somebody_finds_the_country_and_whom_to_ask(visitor: Any, site: Any, width: int, scripts: bool) -> None:
    asked: list[str] = []

    def told() -> Any:
        by_country = site.genba("indicators", "enterprises", "--by", "country", "--format", "json")
        return {row["part"]: row["value"] for row in json.loads(by_country.stdout)}

    def look() -> tuple[Any, str, dict[str, str], dict[str, str], Any, Any]:
        stranger = visitor(width=width, scripts=scripts)  # another each time: a browser keeps files for a while
        stranger.page.on("request", lambda request: asked.append(request.url))
        kenya = stranger.go("/en/where/KE/").locator("article").filter(has_text="Enterprises").first.text_content()
        page = stranger.go("/en/where/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Where we are")
        circles = dict(page.locator("svg.map a[href]").evaluate_all(CIRCLES))
        rows = dict(page.locator("tr:has(a[href]):has(td)").evaluate_all(ROWS))
        features = json.loads(kept(page, "Map data (GeoJSON)"))["features"]
        return (
            stranger,
            " ".join((kenya or "").split()),
            circles,
            rows,
            features,
            csv.DictReader(io.StringIO(kept(page, "Table (CSV)"))),
        )

    # Each country of the command line has its circle and its row.
    said, (stranger, kenya, circles, rows, features, table) = while_it_stands(told, look)
    page = stranger.page
    shown = {code: value for code, value in said.items() if value is not None}
    assert len(shown) > 5
    for code, value in shown.items():
        assert circles[f"/en/where/{code}/"].endswith(f": {value:.0f} enterprises")
        assert rows[f"/en/where/{code}/"] == f"{value:.0f}"
    assert f"{shown['KE']:.0f} enterprises" in kenya
    fits(page)
    assert {f["id"]: f["properties"]["enterprises"] for f in features} == said
    assert {row["country"]: float(row["enterprises"]) for row in table if row["enterprises"]} == shown

    page.get_by_role("row").get_by_role("link", name="Kenya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kenya")
    card = page.locator("article").filter(has_text="Enterprises").first
    expect(card).to_contain_text(re.compile(r"\d+ enterprises"))
    card.get_by_text("What this counts").click()
    expect(card.get_by_text("Figures of")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Rift Training House")
    expect(page.get_by_role("link", name="Workplace cooperation")).to_be_visible()
    expect(page.get_by_role("link", name="kenya@harbour.example")).to_have_attribute("href", "mailto:kenya@harbour.example")
    fits(page)
    assert all(address.startswith(stranger.site.address) for address in asked)
    assert stranger.context.cookies() == []


@BOTH
def test_a_circle_is_reached_by_keyboard_and_is_where_it_is_in_arabic(visitor: Any, width: int, scripts: bool) -> None:
    places = {}
    for language in ("en", "ar"):
        page = visitor(width=width, language=language, scripts=scripts).go(f"/{language}/where/")
        circle = page.locator(f'svg.map a[href="/{language}/where/KE/"]')
        drawn, box = page.locator("svg.map").bounding_box(), circle.locator("circle").bounding_box()
        assert drawn and box
        places[language] = box["x"] - drawn["x"], box["y"] - drawn["y"]
        fits(page)
        circle.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(f"/{language}/where/KE/$"))
        fits(page)
    assert places["en"] == pytest.approx(places["ar"], abs=1)


@BOTH
def test_an_office_written_at_the_desk_stands_on_the_public_page(visitor: Any, width: int, scripts: bool) -> None:
    director, stranger = visitor(width=width, scripts=scripts), visitor(width=width, scripts=scripts)
    director.enter_as("programme-director")
    page = director.go("/desk/offices/")
    page.get_by_role("link", name=re.compile("Morocco")).click()
    page.get_by_label("Name of the office").fill("Bureau du programme, Casablanca")
    page.get_by_label("E-mail").fill("nobody")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("Name of the office")).to_have_value("Bureau du programme, Casablanca")
    fits(page)
    page.get_by_label("E-mail").fill(f"maroc{width}@harbour.example")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("row").filter(has_text="Morocco")).to_contain_text("Bureau du programme, Casablanca")
    fits(page)

    public = stranger.go("/en/where/MA/")
    expect(public.get_by_role("link", name=f"maroc{width}@harbour.example")).to_be_visible()
    fits(public)
