"""From the Markdown of a lesson to a piece of a page, cleaned of everything that could act."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from genba.curriculum.notes import PICTURE

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre", "table", "thead", "tbody",
        "tr", "th", "td", "a", "img", "hr", "br", "div"}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "div": {"class", "tabindex"}, "table": {"class"}}
MARKDOWN = MarkdownIt("commonmark").enable("table")


@lru_cache(maxsize=512)
def as_html(markdown: str, pictures: str = "") -> Markup:
    """A stretch of prose. Its own first heading goes: the page has one already. Wide tables scroll by themselves.

    pictures: the address below which the pictures of the module are; without it a picture is its words."""
    lines = markdown.split("\n", 1)
    text = (lines[1] if len(lines) > 1 else "") if lines[0].startswith("# ") else markdown
    html = MARKDOWN.render(PICTURE.sub(lambda found: f"![{found[1]}]({pictures}{found[2]})" if pictures else found[1], text))
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table class="table">').replace(
        "</table>", "</table></div>"
    )
    return Markup(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}))  # noqa: S704
