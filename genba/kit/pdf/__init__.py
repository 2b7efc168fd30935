"""PDF documents by typst: a template of ours, data as JSON, pictures as bytes; nothing from the system.

The compiler sees only what it is handed (template, base.typ, data.json, images/…) and the fonts of
genba/kit/fonts, so a document is the same on every machine. Data never becomes markup: a template reads it
with `json("/data.json")`, and what a stranger typed stays text.
"""

from __future__ import annotations

import json
import tempfile
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

FONTS: Final = Path(__file__).parent.parent / "fonts"
_BASE: Final = Path(__file__).parent / "base.typ"
_local = threading.local()


def render(
    template: Path | str,
    data: Mapping[str, Any],
    images: Mapping[str, bytes] | None = None,
    *,
    made_at: datetime | None = None,
) -> bytes:
    """Write a PDF.

    template: path of a .typ file; it begins with `#import "/base.typ": *`, reads `json("/data.json")`, and
    may import other .typ files of its own folder by "/name.typ".
    data: whatever JSON can hold; charts go in as SVG text and are placed by `chart` of base.typ.
    images: names without folders, placed by `photo` of base.typ (PNG, JPEG, WebP, GIF).
    made_at: the date written into the file, default now; the same input at the same instant is the same file.
    Raises typst.TypstError where the template is wrong, TypeError or ValueError where data is not JSON.
    """
    made = made_at or datetime.now(UTC)
    return bytes(write(template, data, images, kind="pdf", timestamp=int(made.timestamp())))


def write(
    template: Path | str,
    data: Mapping[str, Any],
    images: Mapping[str, bytes] | None = None,
    *,
    kind: str,
    **options: Any,
) -> Any:
    """Compile to "pdf" (bytes) or "png" (bytes, a list of them where there are many pages); see render."""
    path = Path(template)
    files = {other.name: other.read_bytes() for other in path.parent.glob("*.typ")}
    files["base.typ"] = _base()
    files["main.typ"] = path.read_bytes()
    files["data.json"] = json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    with tempfile.TemporaryDirectory(prefix="genba-pdf-") as root:
        # Texts are handed over in memory; typst takes pictures from a folder only, and this is all of it.
        for name, content in (images or {}).items():
            if not name or Path(name).name != name:
                raise ValueError(f"{name!r}: a picture has a name, not a path")
            Path(root, "images").mkdir(exist_ok=True)
            Path(root, "images", name).write_bytes(content)
        return _compiler().compile(files, format=kind, root=root, **options)


def _compiler() -> Any:
    """One compiler for each thread: its fonts are read once, and what did not change is not set again."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    return _local.compiler


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@lru_cache(maxsize=1)
def _base() -> bytes:
    return _BASE.read_bytes()
