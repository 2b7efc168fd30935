"""One style sheet from our own few and the colours of the house: on a slow network each request costs a round trip."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "genba"
SHEETS = ("tokens.css", "base.css", "components.css", "public.css")  # in the order of their layers


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole text, also compressed, and a name that changes with it."""

    name: str
    text: bytes
    packed: bytes


@lru_cache(maxsize=8)
def sheet(brand: str, brand_mark: str) -> Sheet:
    """For these two colours, each as #rrggbb. They stand outside of every layer and so count more than the tokens."""
    colours = f":root {{ --brand: {brand}; --brand-mark: {brand_mark}; }}\n"
    text = b"".join((FOLDER / name).read_bytes() for name in SHEETS) + colours.encode()
    name = f"{brand[1:]}-{brand_mark[1:]}-{hashlib.sha256(text).hexdigest()[:12]}"
    return Sheet(name, text, gzip.compress(text, 9, mtime=0))
