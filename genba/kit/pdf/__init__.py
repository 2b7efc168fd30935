"""PDF documents by typst: a template of ours, data as JSON, pictures as bytes; nothing from the system.

The compiler sees only the files it is handed (template, base.typ, data.json, images/…) and the fonts of
genba/kit/fonts, so a document is the same on every machine. Data never becomes markup: a template reads it
with `json("/data.json")`, and what a stranger typed stays text.
"""

from __future__ import annotations

import json
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
    images: names without folders, read as "/images/<name>" (PNG, JPEG, WebP, GIF or SVG).
    made_at: the date written into the file, default now; the same input at the same instant is the same file.
    Raises typst.TypstError where the template is wrong, TypeError where data is not JSON.
    """
    made = made_at or datetime.now(UTC)
    return bytes(compile_files(files_for(template, data, images), "pdf", timestamp=int(made.timestamp())))


def files_for(
    template: Path | str, data: Mapping[str, Any], images: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """Everything the compiler will see, by name."""
    path = Path(template)
    files = {other.name: other.read_bytes() for other in path.parent.glob("*.typ")}
    files["base.typ"] = _base()
    files["main.typ"] = path.read_bytes()
    files["data.json"] = json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    for name, content in (images or {}).items():
        if Path(name).name != name:
            raise ValueError(f"{name!r}: a picture has a name, not a path")
        files[f"images/{name}"] = content
    return files


def compile_files(files: dict[str, bytes], kind: str, **options: Any) -> Any:
    """Compile the file main.typ among these to "pdf" (bytes) or "png" (bytes, or a list with many pages)."""
    return _compiler().compile(files, format=kind, **options)


def _compiler() -> Any:
    """One compiler for each thread: its fonts are read once, and what did not change is not set again."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(root=str(FONTS), font_paths=_fonts(), ignore_system_fonts=True)
    return _local.compiler


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@lru_cache(maxsize=1)
def _base() -> bytes:
    return _BASE.read_bytes()
