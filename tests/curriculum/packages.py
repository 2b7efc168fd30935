"""A good package to break: a copy of the real one, changed in one place."""

import shutil
from pathlib import Path

MODULES = Path(__file__).resolve().parents[2] / "modules"
GOOD = MODULES / "workplace-cooperation"


def copied(tmp_path: Path) -> Path:
    """A copy of the good package that a test may change."""
    folder = tmp_path / "modules" / GOOD.name
    shutil.copytree(GOOD, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def changed(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` in a file by `new`; gives back the line on which it stood."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1
