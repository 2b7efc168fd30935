"""The stories of the demonstration as they lie in `stories/`: a folder each, with a file for every language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from genba.curriculum import LANGUAGES

FOLDER = Path(__file__).parent / "stories"
BORDER = "---\n"


@dataclass(frozen=True)
class Consent:
    """Somebody, or an enterprise, shown in a story: the handle, the name, what is said instead, and how and how many days
    ago they agreed."""

    handle: str
    name: str
    instead: str
    way: str
    given: int


@dataclass(frozen=True)
class Told:
    """A story in one language; `shows` says what is to be seen in its picture."""

    title: str
    lead: str
    shows: str
    body: str


@dataclass(frozen=True)
class Tale:
    """A story in all languages: where and in which module it plays, its drawn picture, how many days ago it came out."""

    slug: str
    country: str
    module: str
    photo: str
    published: int
    shown: tuple[Consent, ...]
    wordings: Mapping[str, Told]


@lru_cache(maxsize=1)
def tales() -> tuple[Tale, ...]:
    """All of them, the oldest first."""
    found = [_read(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()]
    return tuple(sorted(found, key=lambda tale: -tale.published))


def _read(folder: Path) -> Tale:
    facts: dict[str, Any] = yaml.safe_load((folder / "story.yaml").read_text("utf-8"))
    shown = tuple(Consent(handle, **consent) for handle, consent in facts.pop("shown", {}).items())
    wordings = {language: _wording(folder / f"{language}.md") for language in LANGUAGES}
    return Tale(folder.name, shown=shown, wordings=wordings, **facts)


def _wording(file: Path) -> Told:
    _nothing, front, body = file.read_text("utf-8").split(BORDER, 2)
    return Told(body=body.strip(), **yaml.safe_load(front))
