"""What can happen to a device: the PIN forgotten, the space cleared or full, signed out too early, lost. Nothing typed is lost,
and nobody else reads it."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.field import PIN, enter_pin, open_list, taken_along

pytestmark = pytest.mark.browser

EVERYTHING = """async () => {
  let told = JSON.stringify({ ...localStorage });
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done, no) => Object.assign(indexedDB.open(name), { onsuccess: (e) => done(e.target.result), onerror: no }));
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((done) => (db.transaction(store).objectStore(store).getAll().onsuccess = (e) => done(e.target.result)));
      told += JSON.stringify(rows, (_key, value) => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder().decode(value) : value));
    }
    db.close();
  }
  return told;
}"""
CLEARED = """async () => {
  for (const { name } of await indexedDB.databases())
    await new Promise((done) => Object.assign(indexedDB.deleteDatabase(name), { onsuccess: done, onblocked: done, onerror: done }));
}"""
# Chromium remembers for half a minute how much room there was; this waits until it has noticed that there is none.
NOTICED = """async () => {
  const db = await new Promise((done) => Object.assign(indexedDB.open("probe", 1), { onupgradeneeded: (e) => e.target.result.createObjectStore("s"), onsuccess: (e) => done(e.target.result) }));
  for (let n = 0, isFull = false; !isFull; n += 1) {
    await new Promise((done) => setTimeout(done, 500));
    isFull = await new Promise((done) => { const t = db.transaction("s", "readwrite"); t.objectStore("s").put("x".repeat(1000), n); t.oncomplete = () => done(false); t.onabort = () => done(true); });
  }
  db.close();
}"""


@pytest.fixture
def offline_list(visitor: Any) -> tuple[Any, Page, str]:
    """Omar has taken a list where there is no network: it waits on his phone."""
    omar, page, hall = taken_along(visitor, 360)
    omar.context.set_offline(True)
    open_list(page, hall, "Morning")
    page.get_by_role("button", name="All are here").click()
    page.get_by_role("button", name="Keep the list").click()
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 1")
    return omar, page, hall


def test_nobody_reads_what_is_on_the_device_without_the_pin(offline_list: Any) -> None:
    _omar, page, hall = offline_list

    told = page.evaluate(EVERYTHING)

    assert "sealed" in told and len(told) > 5000
    for secret in (hall, "Bo Vidu", "attendance", PIN):
        assert secret not in told


def test_a_wrong_pin_opens_nothing_and_after_five_it_takes_a_while(offline_list: Any) -> None:
    _omar, page, _hall = offline_list
    page.reload()

    for _try in range(5):
        page.get_by_label("PIN").fill("0000")
        page.get_by_role("button", name="Open").click()
        expect(page.get_by_role("alert")).to_contain_text("another PIN")
        page.get_by_role("alert").evaluate("(box) => box.replaceChildren()")
    page.get_by_label("PIN").fill(PIN)
    page.get_by_role("button", name="Open").click()

    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Wait \d+ seconds"))
    expect(page.get_by_text("Not sent yet")).to_have_count(0)


def test_whoever_forgot_the_pin_chooses_another_where_there_is_a_network_and_finds_everything(offline_list: Any) -> None:
    omar, page, _hall = offline_list
    page.reload()
    page.get_by_role("button", name="I forgot it").click()
    expect(page.get_by_role("alert")).to_contain_text("where there is a network")

    omar.context.set_offline(False)
    page.get_by_role("button", name="I forgot it").click()
    page.get_by_label("PIN of 4 to 8 digits").fill("12")
    page.get_by_role("button", name="Keep the PIN").click()
    expect(page.get_by_role("alert")).to_contain_text("4 to 8 digits")
    page.get_by_label("PIN of 4 to 8 digits").fill("998877")
    page.get_by_role("button", name="Keep the PIN").click()

    expect(page.get_by_role("status")).to_have_text("Everything is sent.")


def test_a_browser_that_clears_its_space_loses_nothing_that_was_not_sent(offline_list: Any) -> None:
    omar, page, hall = offline_list
    page.goto("about:blank")
    omar.context.set_offline(False)
    omar.go("/field/")
    page.evaluate(CLEARED)
    omar.go("/field/app/")
    enter_pin(page)

    expect(page.get_by_text("What was not sent is back: 1")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Everything is sent.")
    page.get_by_role("link", name="Everything is sent.").click()
    expect(page.get_by_role("listitem").filter(has_text=hall)).to_contain_text("Accepted")


def test_what_is_unsent_is_carried_to_the_desk_as_a_file_and_sent_later_all_the_same(
    visitor: Any, offline_list: Any, tmp_path: Path
) -> None:
    omar, page, hall = offline_list
    page.get_by_role("link", name="Not sent yet: 1").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save what is unsent as a file").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)

    maya = visitor(width=1280)
    maya.enter_as("provider-coordinator")
    desk = maya.go("/desk/devices/import/")
    desk.get_by_label("The file").set_input_files(file)
    desk.get_by_role("button", name="Look first").click()
    desk.get_by_role("button", name="Take in").click()
    expect(desk.get_by_role("row").filter(has_text=hall)).to_contain_text("Accepted")

    omar.context.set_offline(False)
    expect(page.get_by_role("listitem").filter(has_text=hall)).to_contain_text("Accepted")


def test_a_device_that_is_full_keeps_what_was_written_and_says_so(visitor: Any) -> None:
    omar, page, hall = taken_along(visitor, 360)
    omar.context.set_offline(True)
    full = omar.context.new_cdp_session(page)
    full.send("Storage.overrideQuotaForOrigin", {"origin": omar.site.address, "quotaSize": 1})
    page.evaluate(NOTICED)
    open_list(page, hall, "Morning")
    page.get_by_role("button", name="All are here").click()
    expect(page.get_by_role("alert").filter(has_text="no room on this device")).to_be_visible()
    page.get_by_role("button", name="Keep the list").click()
    expect(page.get_by_role("status")).to_contain_text("Not sent yet: 1")

    full.send("Storage.overrideQuotaForOrigin", {"origin": omar.site.address})
    omar.context.set_offline(False)

    expect(page.get_by_role("status")).to_have_text("Everything is sent.")


def test_every_page_says_how_much_waits_and_signing_out_warns(offline_list: Any) -> None:
    omar, page, _hall = offline_list
    page.goto("about:blank")
    omar.context.set_offline(False)

    omar.go("/account/")

    expect(page.get_by_role("banner").get_by_role("link", name="1 to send")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("not sent yet")
    page.get_by_role("link", name="1 to send").click()
    enter_pin(page)
    expect(page.get_by_role("status")).to_have_text("Everything is sent.")
    omar.go("/account/")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_device_that_is_lost_holds_nothing_readable_after_its_next_contact(visitor: Any, offline_list: Any) -> None:
    omar, page, _hall = offline_list
    device = page.evaluate("Object.entries(localStorage).find(([name]) => name.startsWith('genba-lock'))[1]")
    maya = visitor()
    maya.enter_as("provider-coordinator")
    withdrawn = maya.page.evaluate("""async (code) => (await fetch(`/api/v1/devices/${code}/withdrawal`, {method: "POST",
        headers: {"X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value}})).status""",
        re.search(r'"device":"(\w{8})"', device)[1])  # type: ignore[index]  # fmt: skip
    assert withdrawn == 201

    omar.context.set_offline(False)
    expect(page.get_by_text("This device was withdrawn")).to_be_visible()

    assert "sealed" not in page.evaluate(EVERYTHING) and "wrapped" not in page.evaluate(EVERYTHING)
    again_asked = page.reload()
    assert again_asked
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a PIN for this device")
