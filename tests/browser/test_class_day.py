"""A class day: the printed sheet, attendance typed from it, answers without a name, certificates in one file."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.test_workshop import PEOPLE

pytestmark = pytest.mark.browser
MORE = (("Dede Przyklad", "Man", "Manager"), ("Ela Voorbeeld", "Woman", "Worker"), ("Fay Exemplo", "Woman", "Worker"))


def a_class(visitor: Any, width: int) -> Page:
    maya, omar = visitor(width=1280), visitor(width=width)
    _enterprise, engagement = steps.engaged(maya, *PEOPLE, *MORE)
    steps.take_baseline(visitor(), engagement)
    return steps.plan_class(omar, engagement, "Thika Hall", *(name for name, _sex, _role in (*PEOPLE, *MORE)))


@pytest.mark.parametrize("width", [360, 1280])
def test_attendance_is_typed_from_the_signed_sheet_by_the_numbers_that_are_missing(visitor: Any, width: int) -> None:
    page = a_class(visitor, width)
    sheet = page.request.get(page.get_by_role("link", name="Sheet to sign").evaluate("link => link.href"))
    assert sheet.headers["content-type"] == "application/pdf"

    page.get_by_role("link", name="Who is here?").click()
    page.get_by_role("link", name="From the signed sheet").click()
    page.get_by_label("Which numbers did not sign?").fill("2, 9")
    page.get_by_role("button", name="Look who that is").click()
    expect(page.get_by_role("alert")).to_contain_text("1 to 6")
    expect(page.get_by_label("Which numbers did not sign?")).to_have_value("2, 9")
    page.get_by_label("Which numbers did not sign?").fill("2, 5-6")
    page.get_by_role("button", name="Look who that is").click()
    expect(page.get_by_role("status")).to_contain_text("3 people were there")
    page.get_by_role("button", name="That is right: keep it").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Who is here?")
    expect(page.locator(".roster input:checked")).to_have_count(3)


@pytest.mark.parametrize("width", [360, 1280])
def test_six_people_answer_without_a_name_and_the_result_is_shown_when_it_is_closed(visitor: Any, width: int) -> None:
    page = a_class(visitor, width)
    page.get_by_role("link", name="Questions and answers").click()
    page.get_by_role("button", name="Let people answer").click()
    address = page.locator("bdi").first.inner_text()

    for place in range(6):
        phone = visitor(width=360, scripts=place % 2 == 0).context.new_page()
        phone.goto(address)
        first = phone.get_by_role("group").first
        first.get_by_text("5 fully" if place < 4 else "2", exact=True).click()
        phone.get_by_role("button", name="Send my answers").click()
        expect(phone.get_by_role("status")).to_contain_text("Thank you")

    page.get_by_role("button", name="Close it").click()
    result = page.get_by_role("row").filter(has_text="All in all").last
    expect(result).to_contain_text("67")
    expect(result).to_contain_text("0 · 2 · 0 · 0 · 4")
