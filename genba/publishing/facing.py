"""The face that every page carries, asked for once a minute and not with each page."""

import time
from dataclasses import dataclass
from typing import Any

from genba.publishing.models.face import BRAND, BRAND_MARK, FIGURES, Face

KEPT_SECONDS = 60  # so long may another process of this server show the old one


@dataclass(frozen=True, slots=True)
class Facing:
    """What pages show of a programme. countries: ISO codes, empty for all; lines: by language; mark: "" for ours."""

    name: str = "genba"
    lines: tuple[tuple[str, str], ...] = ()
    brand: str = BRAND
    brand_mark: str = BRAND_MARK
    mark: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    countries: tuple[str, ...] = ()
    figures: tuple[str, ...] = FIGURES
    programme: str = ""  # its code

    def line_in(self, language: str) -> str:
        """What it is in a few words; "" where nobody wrote any, in English where not in this language."""
        said = dict(self.lines)
        return said.get(language) or said.get("en", "")


OURS = Facing()
_kept: list[tuple[float, Facing]] = []


def facing() -> Facing:
    """The face of the house; our own where no programme has one."""
    for until, known in _kept[:1]:  # another thread may forget it meanwhile
        if time.monotonic() < until:
            return known
    face = Face.objects.of_the_house()
    now = _of(face) if face else OURS
    keep(now)
    return now


def keep(now: Facing) -> None:
    _kept[:] = [(time.monotonic() + KEPT_SECONDS, now)]


def forget() -> None:
    """It was changed: ask again with the next page."""
    _kept.clear()


def _of(face: Any) -> Facing:
    return Facing(
        name=face.name, lines=tuple(sorted(face.lines.items())), brand=face.brand, brand_mark=face.brand_mark, mark=face.mark,
        email=face.email, phone=face.phone, address=face.address, countries=tuple(face.countries),
        figures=tuple(face.figures) or FIGURES, programme=face.programme.code,
    )  # fmt: skip
