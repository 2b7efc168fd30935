"""From the Markdown of a lesson to a piece of a page."""

from functools import lru_cache

from markupsafe import Markup

from genba.curriculum.notes import PICTURE
from genba.kit import prose


@lru_cache(maxsize=512)
def as_html(markdown: str, pictures: str = "") -> Markup:
    """A stretch of prose. Its own first heading goes: the page has one already.

    pictures: the address below which the pictures of the module are; without it a picture is its words."""
    lines = markdown.split("\n", 1)
    text = (lines[1] if len(lines) > 1 else "") if lines[0].startswith("# ") else markdown
    return prose.as_html(PICTURE.sub(lambda found: f"![{found[1]}]({pictures}{found[2]})" if pictures else found[1], text))
