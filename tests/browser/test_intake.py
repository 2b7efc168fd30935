"""An applicant applies on a phone; the coordinator takes it on, makes an offer, both sign, the engagement stands."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser


def apply_to_join(applicant: Any, name: str) -> None:
    """The owner fills the open form on a phone, without an account."""
    page: Page = applicant.go("/apply/enterprise/")
    page.get_by_label("Name of the enterprise").fill(name)
    page.get_by_label("Country").select_option("KE")
    page.get_by_label("Region or province").fill("Nairobi")
    page.get_by_label("Kind of business").select_option("C")
    page.locator("[name=women]").fill("50")
    page.locator("[name=men]").fill("36")
    page.get_by_label("Whom we may call").fill("Ana Beispiel")
    page.get_by_label("Telephone").fill("call me")
    page.wait_for_timeout(3_100)  # a person takes longer than that
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("alert")).to_contain_text("no telephone number")
    page.get_by_label("Telephone").fill("+254 700 123 456")
    page.get_by_role("button", name="Send the application").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your application has arrived")


def set_a_rule(officer: Any) -> None:
    """The director says whom the programme takes in Kenya."""
    officer.enter_as("programme-director")
    page: Page = officer.go("/desk/rules/")
    if "at least 30" in page.get_by_role("main").inner_text():  # the other journey on this server was here before
        return
    page = officer.go("/desk/rules/new/")
    page.get_by_label("Country").select_option("KE")
    page.get_by_label("People at least").fill("30")
    page.get_by_label("People at most").fill("300")
    page.get_by_role("button", name="Set the rule").click()
    expect(page.get_by_role("main")).to_contain_text("at least 30")


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, False)], ids=["phone", "wide, without scripts"])
def test_from_the_open_form_to_the_engagement(visitor: Any, width: int, scripts: bool) -> None:
    name, maya = steps.new_name(), visitor(width=width, scripts=scripts)
    set_a_rule(visitor(width=1280))
    apply_to_join(visitor(width=360), name)

    maya.enter_as("provider-coordinator")
    page: Page = maya.go("/desk/applications/?q=" + name)
    page.get_by_role("link", name=name).click()
    expect(page.get_by_role("main")).to_contain_text("86 people; the programme takes 30 to 300: fits.")
    page.get_by_role("link", name="Take on as an enterprise").click()
    page.get_by_label("Kind of business").fill("1512")
    page.get_by_role("button", name="Take on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    page.get_by_role("link", name="Make an offer").click()
    page.get_by_label("Module", exact=True).first.select_option("workplace-cooperation")
    page.get_by_label("Price of the module").first.fill("3000")
    page.get_by_label("Currency").fill("USD")
    for place, (payer, amount) in enumerate((("enterprise", "1000"), ("donor", "2000"))):
        page.get_by_label("Who pays").nth(place).select_option(payer)
        page.get_by_label("Amount").nth(place).fill(amount)
    page.get_by_label("People the enterprise sends").fill("6")
    page.get_by_label("Of them in the improvement team").fill("4")
    page.get_by_label("Visits of the trainer").fill("3")
    page.get_by_role("button", name="Keep the offer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Offer to {name}")

    page.get_by_role("link", name="It is signed").click()
    for place, (who, role) in enumerate((("Ana Beispiel", "Owner"), ("Maya Muster", "Coordinator"))):
        page.get_by_label("Full name").nth(place).fill(who)
        page.get_by_label("Function").nth(place).fill(role)
    page.get_by_role("button", name="Keep the signed agreement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Agreement with {name}")
    page.get_by_role("link", name="Workplace cooperation").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    fits(page)
