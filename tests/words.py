"""What a page says: its words, without tags, attributes and hidden values. A random token may hold any short text."""

import re
from html.parser import HTMLParser
from typing import Any

UNSEEN = {"script", "style", "template"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in UNSEEN:
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.found.append(data)


def words_of(answer: Any) -> str:
    """The words of an answer, one blank between them."""
    reader = _Words()
    reader.feed(answer.content.decode())
    return " ".join(" ".join(reader.found).split())


def text_of(answer: Any) -> str:
    """The text of a page in one line, attributes gone and spaces alike, whatever kind they are."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ")
