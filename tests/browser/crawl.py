"""Every page a role can reach by links, one of each kind: enterprise pages differ only in their codes."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

CODE = re.compile(r"/[2-9A-HJ-NP-TV-Z]{8}(?=/|$)")
FILES = re.compile(r"\.(pdf|json|csv|xlsx|ics)$")
LEAVE_OUT = ("/static/", "/api/", "/account/logout", "/demo/")


def kind_of(path: str) -> str:
    """The address without what tells one row from another."""
    return CODE.sub("/*", path)


def links(page: Page, origin: str) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    parts = [urlsplit(address) for address in found if address.startswith(origin)]
    return [p.path for p in parts if not FILES.search(p.path) and not p.path.startswith(LEAVE_OUT)]


def every_kind_of_page(page: Page, origin: str, start: str, most: int = 60) -> Iterator[str]:
    """Go through the site from a first page, breadth first; the page stands open while it is yielded."""
    waiting, seen = [start], {kind_of(start)}
    while waiting and most:
        most -= 1
        path = waiting.pop(0)
        answer = page.goto(origin + path)
        assert answer is not None and answer.status == 200, f"{path} answered {answer and answer.status}"
        yield path
        for link in links(page, origin):
            if kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
