"""The picture that a link carries along when somebody passes it on: 1200 × 630, drawn by us, in the colours of the house."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from genba.kit.pdf import write
from genba.publishing.facing import Facing

TEMPLATE = Path(__file__).parent / "card.typ"
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="{}" d="M2 2h12v5H7v7H2zM30 30H18v-5h7v-7h5z"/>'
    '<path fill="{}" d="M11 11h10v10H11z"/></svg>'
)
LONGEST_TITLE, LONGEST_BELOW = 110, 170


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says, as JSON; it is drawn only for whoever does not have it yet."""

    said: str

    @classmethod
    def of(cls, face: Facing, *, title: str, below: str, language: str) -> "Card":
        """Texts that are too long end with an ellipsis."""
        return cls(json.dumps(
            {"name": face.name, "mark": face.brand_mark, "drawn": MARK.format(face.brand_mark, face.brand),
             "title": _cut(title, LONGEST_TITLE), "below": _cut(below, LONGEST_BELOW), "language": language,
             "rtl": language == "ar"}, ensure_ascii=False,
        ))  # fmt: skip

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.said.encode()).hexdigest()[:16]

    def drawn(self) -> bytes:
        """The PNG."""
        return _drawn(self.said)


@lru_cache(maxsize=128)  # some 20 KB each
def _drawn(said: str) -> bytes:
    picture = write(TEMPLATE, json.loads(said), kind="png", ppi=72.0)
    return bytes(picture[0] if isinstance(picture, list) else picture)


def _cut(text: str, longest: int) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else plain[: longest - 1].rsplit(" ", 1)[0] + "…"
