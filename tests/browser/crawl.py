"""Every page a role can reach by links, one of each kind: enterprise pages differ only in their codes."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

# What tells one row from another: a code, a country, a period, a number of a lesson.
ROW = re.compile(r"/([2-9A-HJ-NP-TV-Z]{8}|[A-Z]{2}|(19|20)\d\d(-\w+)?|\d+)(?=/|$)")
# Modules and their tools are rows too; each tool has its own journey in test_tools.py.
MODULE, TOOL = re.compile(r"(?<=^/modules/)[a-z-]+"), re.compile(r"(?<=/tools/)[a-z-]+")
STORY = re.compile(r"(?<=^/stories/)[a-z0-9-]+")
LANGUAGE = re.compile(r"^/(?:en|fr|es|ar)(?=/)")  # each language is gone through by a visitor of its own
FILES = re.compile(r"\.(pdf|json|csv|xlsx|docx|ics|atom|geojson|xml)$")
MADE_FILE = re.compile(r"\b(format|as)=")
LEAVE_OUT = ("/static/", "/api/", "/account/logout", "/demo/")


def kind_of(path: str) -> str:
    """The address without what tells one row from another, and without what it was asked."""
    plain = LANGUAGE.sub("", path.partition("?")[0])
    return TOOL.sub("*", STORY.sub("*", MODULE.sub("*", ROW.sub("/*", plain))))


def links(page: Page, origin: str) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => new URL(a.getAttribute('href'), location).href)")
    parts = [urlsplit(address) for address in found if address.startswith(origin)]
    pages = [
        p for p in parts if not FILES.search(p.path) and not p.path.startswith(LEAVE_OUT) and not MADE_FILE.search(p.query)
    ]
    return [p.path + (f"?{p.query}" if p.query else "") for p in pages]


def every_kind_of_page(page: Page, origin: str, start: str, seen: set[str]) -> Iterator[str]:
    """Go through the site from a first page, breadth first; the page stands open while it is yielded, and may be left.

    `seen` holds the kinds that were shown before, to anybody: only the first page of a role is shown again.
    """
    waiting = [start]
    seen.add(kind_of(start))
    for path in waiting:
        answer = page.goto(origin + path)
        assert answer is not None and answer.status == 200, f"{path} answered {answer and answer.status}"
        found = links(page, origin)
        yield path
        for link in found:
            if kind_of(link) not in seen:
                seen.add(kind_of(link))
                waiting.append(link)
