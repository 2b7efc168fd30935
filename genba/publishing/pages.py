"""The pages that every house has, as they are shipped, until somebody writes them anew at the desk."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from markupsafe import Markup

from genba.kit.prose import as_html
from genba.publishing.facing import Facing

FOLDER = Path(__file__).parent / "shipped"
SLUGS = ("contact", "privacy", "accessibility")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A page as it came with the program, in one language."""

    slug: str
    language: str
    title: str
    lead: str
    body: str


@lru_cache(maxsize=64)
def shipped(slug: str, language: str) -> Shipped | None:
    """The page in this language, else in English; None where there is none of this name."""
    if slug not in SLUGS:
        return None
    file = FOLDER / language / f"{slug}.md"
    if not file.exists():
        file, language = FOLDER / "en" / f"{slug}.md", "en"
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    said = yaml.safe_load(front)
    return Shipped(slug, language, said["title"], said["lead"], body.strip())


def filled(page: Shipped, face: Facing) -> Markup:
    """The text with the name of the programme and how to reach it."""
    reach = [face.email and f"[{face.email}](mailto:{face.email})", face.phone, face.address]
    said = page.body.replace("{programme}", face.name).replace("{reach}", "  \n".join(filter(None, reach)) or face.name)
    return as_html(said, pictures=False)
