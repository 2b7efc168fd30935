"""Point 9: a coordinator is warned while typing a person, finds a pair, merges it, opens it by the old code, undoes it."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_a_double_is_met_while_typing_found_merged_and_undone(visitor: Any, site: Any, width: int) -> None:
    maya = visitor(width=width)
    enterprise = steps.register_enterprise(maya)
    first, last = steps.new_name(), steps.new_name()
    steps.register_person(maya, enterprise, f"{first} {last}", "Woman", "Worker")
    page = maya.go(f"/desk/enterprises/{enterprise.code}/people/new/")

    # Warned while typing, in another order and with an initial.
    page.get_by_label("Full name").press_sequentially(f"{last} {first[0]}.")
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(page.get_by_role("link", name=f"{first} {last}")).to_be_visible()

    # Made all the same, as another.
    page.get_by_label("Full name").fill(f"{last} {first}")
    page.get_by_label("Woman", exact=True).check()
    page.get_by_label("Worker", exact=True).check()
    page.get_by_label("Telephone").fill("0712 345 678")
    page.locator("main form button.main").click()
    page.get_by_label("No, it is another person").check()
    expect(page.get_by_label("Telephone")).to_have_value("0712 345 678")
    page.locator("main form button.main").click()
    expect(page.get_by_role("main")).to_contain_text(f"{last} {first}")

    # Found again, looked at and merged.
    page.get_by_role("link", name=f"{first} {last}", exact=True).click()
    expect(page).to_have_url(re.compile("/desk/people/"))
    kept = steps.code_in(page)
    page.get_by_role("link", name="Is this person here twice?").click()
    page.get_by_role("link", name=f"{last} {first}", exact=True).click()
    expect(page).to_have_url(re.compile("/merge/"))
    gone = re.findall(r"/([2-9A-HJ-NP-TV-Z]{8})/", page.url.replace("/merge/", "//"))[-1]
    expect(page.get_by_role("main")).to_contain_text("One empty field is filled")
    page.get_by_role("button", name="Make one of them").click()
    expect(page.get_by_role("status")).to_contain_text("This can be undone")

    # The old code opens the page of the one that was kept.
    page = maya.go(f"/desk/people/{gone}/edit/")
    assert f"/desk/people/{kept}/edit/" in page.url
    expect(page.get_by_label("Telephone")).to_have_value("0712 345 678")

    # Two again.
    page.get_by_role("button", name="Undo the merge").click()
    expect(page.get_by_role("status")).to_contain_text("stands alone again")
    page = maya.go(f"/desk/people/{gone}/edit/")
    assert f"/desk/people/{gone}/edit/" in page.url


@pytest.mark.parametrize("width", [360, 1280])
def test_a_likely_pair_is_told_apart_and_not_shown_again(visitor: Any, site: Any, width: int) -> None:
    maya = visitor(width=width, scripts=False)
    enterprise = steps.register_enterprise(maya)
    first, last = steps.new_name(), steps.new_name()
    steps.register_person(maya, enterprise, f"{first} {last}", "Woman", "Worker")
    page = maya.go(f"/desk/enterprises/{enterprise.code}/people/new/")
    page.get_by_label("Full name").fill(f"{last} {first}")
    page.get_by_label("Worker", exact=True).check()
    page.locator("main form button.main").click()
    page.get_by_label("No, it is another person").check()
    page.locator("main form button.main").click()
    looked = site.genba("doubles", "--format", "json")

    page = maya.go("/desk/doubles/people/")
    pair = page.locator("article.card").filter(has_text=first)
    expect(pair).to_have_count(1)
    pair.get_by_role("button").click()

    assert looked.returncode == 0
    expect(page.get_by_role("status")).to_contain_text("They are two")
    expect(page.locator("article.card").filter(has_text=first)).to_have_count(0)
