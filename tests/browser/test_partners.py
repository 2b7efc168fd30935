"""Who wants it is seen by everybody, found by search, and gone as soon as it is taken back."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, False)], ids=["phone", "laptop, without scripts"])


@BOTH
def test_an_owner_is_seen_with_results_and_takes_it_back(visitor: Any, width: int, scripts: bool) -> None:
    lina, stranger = visitor(width=width, scripts=scripts), visitor(width=width, scripts=scripts)
    said = f"We meet every morning, {steps.new_name()}."
    lina.enter_as("enterprise-owner")
    page = lina.go("/my-sharing/")
    page.get_by_role("link", name="Decide what everybody sees").click()
    expect(page.get_by_label("What we say about ourselves")).to_be_visible()
    name = page.locator("main section h2").first.inner_text()
    page.get_by_label("What we say about ourselves").fill(said)
    page.get_by_label("Show how our numbers changed").check()
    page.get_by_role("button", name="See how it looks").click()
    expect(page.get_by_role("main")).to_contain_text("This is how it would look.")
    expect(page.get_by_label("What we say about ourselves")).to_have_value(said)
    fits(page)
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("status")).to_contain_text("Everybody can see it now.")

    # Somebody without an account finds it by search.
    public = stranger.go("/en/search/")
    public.get_by_label("Modules, enterprises, trainers").fill(name)
    public.get_by_role("main").get_by_role("button", name="Search").click()
    public.get_by_role("link", name=name, exact=True).click()
    expect(public.get_by_role("heading", level=1)).to_have_text(name)
    expect(public.get_by_role("main")).to_contain_text(said)
    expect(public.get_by_role("heading", name="How the numbers changed")).to_be_visible()
    fits(public)
    where = public.url

    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("Nobody sees it any more.")
    answer = public.goto(where)
    assert answer is not None and answer.status == 404
    public.goto(f"{stranger.site.address}/en/search/?q={name}")
    expect(public.get_by_role("link", name=name, exact=True)).to_have_count(0)


@BOTH
def test_a_trainer_stands_in_the_directory_and_no_longer(visitor: Any, width: int, scripts: bool) -> None:
    omar, stranger = visitor(width=width, scripts=scripts), visitor(width=width, scripts=scripts)
    omar.enter_as("trainer")
    page = omar.go("/account/")
    page.get_by_label("How people may ask you").fill("omar@example.org")
    page.get_by_role("button", name="See how it looks").click()
    expect(page.locator("#directory")).to_contain_text("This is how it would look.")
    fits(page)
    page.get_by_role("button", name="Stand in the directory").click()
    expect(page.locator("#directory")).to_contain_text("You stand in the directory")

    public = stranger.go("/en/partnerships/")
    fits(public)
    public.get_by_role("link", name="Find a trainer").click()
    public.get_by_label("Language").select_option(label="Swahili")
    public.get_by_role("button", name="Show").click()
    card = public.locator("article").filter(has_text="Omar Muster")
    expect(card.get_by_role("link", name="omar@example.org")).to_be_visible()
    fits(public)
    card.get_by_role("link", name="Check the certificate").click()
    expect(public.get_by_role("main")).to_contain_text("This certificate counts")
    expect(public.get_by_role("main")).to_contain_text("Omar Muster")

    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("#directory")).to_contain_text("You do not stand in the directory")
    public.reload()
    expect(public.get_by_role("main")).to_contain_text("O. M.")
    public.goto(f"{stranger.site.address}/en/partnerships/trainers/?q=Omar")
    expect(public.get_by_role("main")).not_to_contain_text("Omar Muster")


@BOTH
def test_a_director_says_what_it_takes_and_everybody_reads_it(visitor: Any, width: int, scripts: bool) -> None:
    dana, stranger = visitor(width=width, scripts=scripts), visitor(width=width, scripts=scripts)
    public = stranger.go("/en/partnerships/certification/")
    expect(public.get_by_role("main")).to_contain_text(re.compile(r"\d+ days of training for trainers"))
    fits(public)
    dana.enter_as("programme-director")
    page = dana.go("/desk/certification/")
    expect(page.get_by_role("main")).to_contain_text("in force")
    fits(page)
    page.get_by_role("link", name="Set the rule for trainers").click()
    page.get_by_label("Months it takes, at most").fill("1")
    page.get_by_role("button", name="Set the rule").click()
    expect(page.get_by_role("alert")).to_contain_text("The most is below the least")
    fits(page)
