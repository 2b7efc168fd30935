"""The owner reads the offer on a phone and says yes; the coordinator is told, and keeps the signed paper of an agreement."""

import io
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.browser.widths import fits

pytestmark = pytest.mark.browser


def offer_to_the_owner(maya: Any) -> str:
    """The coordinator offers the module to Sample Street Garments; gives back the code of the offer."""
    maya.enter_as("provider-coordinator")
    page: Page = maya.go("/desk/enterprises/?q=Sample+Street+Garments")
    page.get_by_role("link", name="Sample Street Garments").first.click()
    page.get_by_role("link", name="Make an offer").click()
    page.get_by_label("Module", exact=True).first.select_option("workplace-cooperation")
    page.get_by_label("Price of the module").first.fill("2600")
    page.get_by_label("Currency").fill("USD")
    page.get_by_label("People the enterprise sends").fill("4")
    page.get_by_label("Of them in the improvement team").fill("2")
    page.get_by_label("Visits of the trainer").fill("3")
    page.get_by_label("Holds until").fill((steps.TODAY + timedelta(days=9)).isoformat())
    page.get_by_role("button", name="Keep the offer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Offer to Sample Street Garments")
    return steps.code_in(page)


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, False)], ids=["phone", "wide, without scripts"])
def test_the_owner_reads_and_accepts_and_the_coordinator_signs_next(visitor: Any, width: int, scripts: bool) -> None:
    maya, lina = visitor(width=1280), visitor(width=width, scripts=scripts)
    code = offer_to_the_owner(maya)

    lina.enter_as("enterprise-owner")
    page: Page = lina.page
    page.locator(f"main a[href*='{code}']").first.click()  # "Read the offer", among what is to be done today
    expect(page.get_by_role("main")).to_contain_text("Waits for your answer until")
    expect(page.get_by_role("main")).to_contain_text("A range, not a promise")
    fits(page)
    page.get_by_label("Your full name, as a signature").fill("  ")
    page.get_by_label("Function").fill("Owner and cutter")
    page.get_by_label("Its figures may stand in reports").check()
    page.get_by_role("button", name="I accept the offer").click()  # blanks are a name to the browser: the house answers
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Function")).to_have_value("Owner and cutter")
    page.get_by_label("Your full name, as a signature").fill("Lina Sample")
    page.get_by_role("button", name="I accept the offer").click()
    expect(page.get_by_role("main")).to_contain_text("Accepted by Lina Sample")

    desk: Page = maya.go(f"/desk/offers/{code}/")
    desk.get_by_role("link", name="Sign for the provider").click()
    expect(desk.get_by_role("main")).to_contain_text("Lina Sample (Owner and cutter) accepted it on")


@pytest.mark.parametrize(("width", "scripts"), [(360, True), (1280, False)], ids=["phone", "wide, without scripts"])
def test_the_signed_paper_is_replaced_for_a_reason(visitor: Any, width: int, scripts: bool) -> None:
    out = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white" if scripts else "ivory").save(out, "JPEG")
    maya = visitor(width=width, scripts=scripts)
    maya.enter_as("provider-coordinator")
    page: Page = maya.go("/desk/enterprises/?q=Ejemplo+Shoe+Works")
    page.get_by_role("link", name="Ejemplo Shoe Works").first.click()
    page.locator("a[href*='/desk/offers/']").first.click()
    page.get_by_role("link", name="Put another one in its place").click()

    field = page.get_by_label("Scan or photo of the signed paper")
    reason = page.get_by_label("Why does it take the place")
    field.set_input_files({"name": "page.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 half"})
    reason.fill("A better scan")
    page.get_by_role("button", name="Keep the signed paper").click()
    expect(page.get_by_role("alert")).to_contain_text("broken or not whole")
    expect(reason).to_have_value("A better scan")
    field.set_input_files({"name": "page.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()})
    page.get_by_role("button", name="Keep the signed paper").click()

    expect(page.get_by_role("main")).to_contain_text("A better scan")
    expect(page.get_by_role("main")).to_contain_text("replaced on")
    fits(page)
