"""A visitor reads what the programme is and where, follows a figure to what it counts, and joins; no cookie is set."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize(("width", "scripts"), [(360, False), (1280, True)], ids=["phone, without scripts", "laptop"])


@BOTH
def test_from_the_first_page_to_a_country_and_its_story(visitor: Any, width: int, scripts: bool) -> None:
    reader = visitor(width=width, scripts=scripts)
    page: Page = reader.go("/en/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Small factories get better where the work is done")
    figure = page.locator("article.figure").filter(has_text="Labour productivity")
    figure.get_by_text("What this counts").click()
    expect(figure).to_contain_text("Figures of")
    figure.get_by_role("link", name="Labour productivity").click()
    expect(page).to_have_url(re.compile(r"/en/agenda-2030/method/.*#labour-productivity$"))

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Where we are").click()
    page.get_by_role("table").get_by_role("link", name="Colombia").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Colombia")
    expect(page.get_by_role("main")).to_contain_text("Whom to ask")
    steps.whole(page).get_by_role("article").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("contentinfo").get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("contentinfo").get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")

    assert reader.context.cookies() == []


@BOTH
def test_a_trainer_applies_is_asked_answers_and_is_taken_on(visitor: Any, width: int, scripts: bool) -> None:
    name, trainer, officer = steps.new_name(), visitor(width=width, scripts=scripts), visitor(width=1280)
    page: Page = trainer.go("/en/apply/")
    page.get_by_role("link", name="Become a trainer").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Country").select_option("KE")
    page.get_by_label("Languages you train in").fill("English, Elvish")
    page.get_by_label("E-mail").fill(f"{name.lower().replace(' ', '.')}@example.org")
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("alert")).to_contain_text("do not know the language")
    page.get_by_label("Languages you train in").fill("English, Swahili")
    page.wait_for_timeout(3_100)  # a person takes longer than that
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application has arrived")
    code = page.locator(".said-large").inner_text()
    assert trainer.context.cookies() == []

    officer.enter_as("programme-director")
    desk: Page = officer.go(f"/desk/applications/{code}/")
    desk.get_by_label("Question or remark").fill("Which class did you give last?")
    desk.get_by_role("button", name="Ask the applicant").click()
    expect(desk.get_by_role("main")).to_contain_text("Which class did you give last?")

    page.goto(f"{trainer.site.address}/en/applications/")
    page.get_by_label("Your reference").fill(code.lower())
    page.get_by_role("button", name="See where it stands").click()
    page.get_by_label("Your answer").fill("Line balancing, in June.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("main")).to_contain_text("Line balancing, in June.")
    page.get_by_label("Region or province").fill("Mombasa")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_label("Region or province")).to_have_count(0)

    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("Line balancing, in June.")
    desk.get_by_role("link", name="Take on", exact=True).click()
    desk.get_by_role("button", name="Take on").click()
    expect(desk.get_by_role("main")).to_contain_text("Taken on")
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Taken on")


@BOTH
def test_the_director_gives_the_programme_its_own_words(visitor: Any, width: int, scripts: bool) -> None:
    director = visitor(width=width, scripts=scripts)
    director.enter_as("programme-director")
    page: Page = director.go("/desk/face/")
    words = f"Better work, said {steps.new_name()}"
    page.get_by_label("In a few words, in Spanish").fill(words)
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("status")).to_contain_text("The public pages show it from now on")

    expect(page.get_by_label("In a few words, in Spanish")).to_have_value(words)


@BOTH
def test_a_certificate_is_checked_by_its_code_and_an_unknown_one_is_said_to_be_none(
    visitor: Any, width: int, scripts: bool
) -> None:
    reader = visitor(width=width, scripts=scripts)
    page: Page = reader.go("/en/partnerships/trainers/")
    page.get_by_role("main").get_by_role("link", name="Check the certificate").first.click()
    expect(page.get_by_role("main")).to_contain_text("This certificate counts")
    page = reader.go("/en/certificates/?code=ZZZZ2222")
    expect(page.get_by_role("main")).to_contain_text("There is no certificate with the code")
    assert reader.context.cookies() == []
