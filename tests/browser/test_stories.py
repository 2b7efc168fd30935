"""Somebody is shown in a story with their consent: written, translated, planned, read on a phone; taken back, it is gone."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.readable import is_readable
from tests.browser.widths import fits

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [360, 1280], ids=["phone", "laptop"])]


def picture() -> dict[str, Any]:
    out = io.BytesIO()
    Image.effect_noise((1000, 700), 60).convert("RGB").save(out, "JPEG")
    return {"name": "board.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def good(page: Page) -> None:
    """Readable by everyone, and within the screen."""
    fits(page)
    is_readable(page)


def begun(kip: Any, title: str, name: str) -> str:
    """An officer begins a story, adds a photo, and records the consent of whoever is on it; gives back its code."""
    kip.enter_as("country-officer")
    page = kip.go("/desk/stories/")
    good(page)
    page.get_by_role("link", name="Begin a story").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Country").select_option("KE")
    good(page)
    page.locator("main form button.main").click()
    expect(page.get_by_label("Title")).to_have_value(title)
    code = steps.code_in(page)
    page = kip.go(f"/desk/stories/{code}/")
    page.get_by_role("link", name="Add a photo").click()
    page.locator("[name=photo]").set_input_files(picture())
    page.locator("[name=shows_en]").fill("Somebody in front of a board")
    page.locator("[name=shows_fr]").fill("Une personne devant un tableau")
    good(page)
    page.locator("main form button.main").first.click()
    expect(page.get_by_role("link", name="Change Somebody in front of a board")).to_be_visible()
    page = kip.go(f"/desk/stories/{code}/shown/new/")
    page.locator("[name=name]").fill(name)
    page.locator("[name=handle]").fill("zuri")
    page.locator("[name=given_on]").fill(steps.TODAY.isoformat())
    page.locator("[name=photos]").first.check()
    good(page)
    page.locator("main form button.main").click()
    expect(page.get_by_role("main")).to_contain_text(name)
    good(page)
    return code


def written(kip: Any, code: str, title: str, name: str) -> None:
    """The text names nobody but by handle: else it is not published, and says why."""
    page = kip.go(f"/desk/stories/{code}/en/write/")
    page.locator("[name=title]").fill(title)
    page.locator("[name=lead]").fill("One board, ten ideas.")
    page.locator("[name=body]").fill(f"## Before\n\n{name} wrote on scraps.")
    good(page)
    page.get_by_role("button", name="Keep and preview").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("alert")).to_contain_text("{zuri}")
    page.get_by_role("link", name="Write on").click()
    page.locator("[name=body]").fill("## Before\n\n{zuri} wrote on scraps. {zuri} has a board now.")
    page.get_by_role("button", name="Keep and preview").click()
    expect(page.get_by_role("main")).to_contain_text(f"{name} has a board now.")
    good(page)


def published(kip: Any, code: str, title: str) -> None:
    """Planned first, then called off; published at once, and translated beside the first language."""
    page = kip.page
    page.locator("[name=from_on]").fill((steps.TODAY + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("It is planned.")
    page.get_by_role("button", name=re.compile("Do not publish it then")).click()
    expect(page.get_by_role("status")).to_contain_text("not planned any more")
    page = kip.go(f"/desk/stories/{code}/en/preview/")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Everybody can read it now.")
    page = kip.go(f"/desk/stories/{code}/fr/write/")
    expect(page.get_by_role("main")).to_contain_text("{zuri} has a board now.")
    page.locator("[name=title]").fill(f"Le tableau de {title.split()[-1]}")
    page.locator("[name=lead]").fill("Un tableau, dix idées.")
    page.locator("[name=body]").fill("{zuri} a un tableau.")
    page.get_by_role("button", name="Keep and preview").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("status")).to_contain_text("Everybody can read it now.")
    good(kip.go(f"/desk/stories/{code}/en/history/"))


def read(reader: Any, title: str, name: str) -> tuple[str, str]:
    """Somebody reads it on a phone, in two languages; gives back the address of the story and of the photo."""
    page = reader.go("/en/stories/")
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("main")).to_contain_text(f"{name} has a board now.")
    photo = page.get_by_role("img", name="Somebody in front of a board")
    expect(photo).to_be_visible()
    file = str(photo.get_attribute("src"))
    assert page.request.get(reader.site.address + file).status == 200
    good(page)
    address = page.url.removeprefix(reader.site.address)
    page = reader.go(address.replace("/en/", "/fr/"))
    expect(page.get_by_role("main")).to_contain_text(f"{name} a un tableau.")
    return address, file


def gone(kip: Any, reader: Any, code: str, name: str, address: str, file: str) -> None:
    """They take it back, and are gone: from the text in both languages, the list, the feed, the search, the photo."""
    page = kip.go(f"/desk/stories/{code}/")
    page.get_by_role("link", name=re.compile("Take back")).click()
    button = page.locator("main form button").first
    expect(button).to_be_visible()
    good(page)
    button.click()
    expect(page.get_by_role("status")).to_contain_text("gone from now on")
    page = reader.go(address)
    expect(page.get_by_role("main")).to_contain_text("A worker has a board now.")
    expect(page.get_by_role("img", name="Somebody in front of a board")).to_have_count(0)
    assert page.request.get(reader.site.address + file).status == 404
    for path in (
        address,
        address.replace("/en/", "/fr/"),
        "/en/stories/",
        "/en/stories/feed.atom",
        f"/en/search/?q={name.split()[1]}",
    ):
        got = page.request.get(reader.site.address + path)
        assert (
            got.status == 200
            and f"{name} " not in got.text().replace(f"?q={name.split()[1]}", "")
            and file not in got.text()
        ), path


def test_a_story_with_somebody_in_it_from_the_first_word_to_the_last(visitor: Any, width: int) -> None:
    name, title = f"Zuri {steps.new_name()}", f"The board of {steps.new_name()}"
    kip, reader = visitor(width=width), visitor(width=360)

    code = begun(kip, title, name)
    written(kip, code, title, name)
    published(kip, code, title)
    address, file = read(reader, title, name)
    gone(kip, reader, code, name, address, file)


def test_the_pages_of_the_house_are_read_in_four_languages(visitor: Any, width: int) -> None:
    anybody = visitor(width=width)
    for language in ("en", "fr", "es", "ar"):
        for slug in ("privacy", "accessibility", "contact"):
            page = anybody.go(f"/{language}/pages/{slug}/")
            expect(page.get_by_role("heading", level=1)).to_have_count(1)
            good(page)
    assert anybody.context.cookies() == []
