"""Whether a page keeps to its screen, measured on a page that is there."""

from playwright.sync_api import Page

# A click that leads on is answered before the next page has a root to measure: then this is asked again,
# on whichever page comes.
MEASURE = """() => document.readyState !== "loading" && document.documentElement
    ? {pixels: document.documentElement.scrollWidth - document.documentElement.clientWidth} : null"""


def stands_out(page: Page) -> int:
    """By how many pixels the page is wider than the screen; nought or less when it is not."""
    return int(page.wait_for_function(MEASURE).json_value()["pixels"])


def fits(page: Page) -> None:
    """Nothing stands out of the screen."""
    assert stands_out(page) <= 0, f"{page.url} runs over the edge"
