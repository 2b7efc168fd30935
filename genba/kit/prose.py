"""From Markdown to a piece of a page, cleaned of everything that could act."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "blockquote", "code", "pre", "table", "thead", "tbody",
        "tr", "th", "td", "a", "img", "hr", "br", "div"}  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}, "div": {"class", "tabindex"}, "table": {"class"}}
MARKDOWN = MarkdownIt("commonmark").enable("table")


def as_html(markdown: str, *, pictures: bool = True) -> Markup:
    """Wide tables scroll by themselves; links tell the place they lead to nothing. Without `pictures` none is shown:
    those of strangers would be asked for by every reader's browser."""
    html = MARKDOWN.render(markdown)
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table class="table">').replace(
        "</table>", "</table></div>"
    )
    tags = TAGS if pictures else TAGS - {"img"}
    return Markup(nh3.clean(html, tags=tags, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto"}))  # noqa: S704 cleaned
