"""Point 3: a class is planned, its people are chosen by name, and one tap each says who is here."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps

pytestmark = pytest.mark.browser
PEOPLE = (("Ana Beispiel", "Woman", "Manager"), ("Ben Ejemplo", "Man", "Worker"), ("Caro Contoh", "Woman", "Worker"))


def plan_a_class(omar: Any, engagement: steps.Found) -> Page:
    """The trainer plans a class for today and puts everybody on the list."""
    return steps.plan_class(omar, engagement, "Thika Hall", *(name for name, _sex, _role in PEOPLE))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_class_is_planned_and_attendance_kept_by_name_with_a_walk_in(visitor: Any, scripts: bool) -> None:
    maya, omar = visitor(width=1280), visitor(width=360, scripts=scripts)
    enterprise, engagement = steps.engaged(maya, *PEOPLE)
    steps.take_baseline(visitor(), engagement)

    page = plan_a_class(omar, engagement)
    page.get_by_role("link", name="Who is here?").click()
    page.get_by_text("Ana Beispiel").click()
    page.get_by_text("Caro Contoh").click()
    page.get_by_text("Add someone who walked in").click()
    page.get_by_label("Full name").fill("Deb Przyklad")
    page.get_by_text("Woman", exact=True).click()
    page.get_by_text("Worker", exact=True).click()
    if page.get_by_label("From").count():
        page.get_by_label("From").select_option(label=enterprise.name)
    page.get_by_role("button", name="Add as here and keep the list").click()

    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("link", name="Thika Hall").click()
    shown = page.get_by_role("main")
    expect(shown).to_contain_text("3 of 4")
    expect(shown.get_by_role("row").filter(has_text="Deb Przyklad")).to_contain_text("walked in")
    expect(shown.get_by_role("row").filter(has_text="Ben Ejemplo")).to_contain_text("0")


def test_all_are_here_by_one_tap_and_a_slip_is_undone(visitor: Any) -> None:
    maya, omar = visitor(width=1280), visitor()
    _enterprise, engagement = steps.engaged(maya, *PEOPLE)
    steps.take_baseline(visitor(), engagement)

    page = plan_a_class(omar, engagement)
    page.get_by_role("link", name="Who is here?").click()
    page.get_by_role("button", name="All are here").click()
    page.locator(".bar-bottom button.main").click()
    expect(page.get_by_role("status")).to_contain_text("The list is kept.")
    expect(page.locator(".roster input:checked")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".roster input:checked")).to_have_count(0)


def test_the_list_is_kept_by_keyboard_alone(visitor: Any) -> None:
    maya, omar = visitor(width=1280), visitor(width=1280)
    _enterprise, engagement = steps.engaged(maya, *PEOPLE)
    steps.take_baseline(visitor(), engagement)
    page = plan_a_class(omar, engagement)
    page.get_by_role("link", name="Who is here?").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who is here?")

    boxes = page.locator(".roster input")
    boxes.first.focus()
    for _ in range(3):
        page.keyboard.press("Space")
        ring = page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle + "
                             "getComputedStyle(document.activeElement).outlineStyle")  # fmt: skip
        assert ring != "nonenone", "whoever goes by keyboard sees where they are"
        page.keyboard.press("Tab")
    while page.evaluate("!document.activeElement.matches('.bar-bottom button.main')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("The list is kept.")
    expect(page.locator(".roster input:checked")).to_have_count(3)
