"""Packages that somebody edits between two days of a test: copies of the real ones, each change a folder of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from genba.impact.indicators import definitions

REAL = Path(__file__).resolve().parents[1] / "modules"


class Packages:
    """What stands in modules/ from now on."""

    def __init__(self, settings: Any, folder: Path) -> None:
        self.settings, self.folder, self.n = settings, folder, 0

    def change(self, module: str, file: str, old: str, new: str, *, called: str = "") -> None:
        """One file of one package says something else; `called`: the package has this name from now on."""
        self.n += 1
        here = self.folder / f"modules-{self.n}"
        here.mkdir()
        for package in Path(self.settings.MODULES).iterdir():
            name = called or module if package.name == module else package.name
            if package.name == module:
                shutil.copytree(package, here / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif package.is_dir():
                (here / name).symlink_to(package.resolve())
        path = here / (called or module) / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} no longer says {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.settings.MODULES = here
        definitions.cache_clear()

    def remove(self, module: str) -> None:
        """A package is gone."""
        self.change(module, "module.yaml", f"slug: {module}", f"slug: {module}")
        shutil.rmtree(Path(self.settings.MODULES) / module)


@pytest.fixture
def packages(settings: Any, tmp_path: Path) -> Iterator[Packages]:
    """The real packages, which the test may change."""
    yield Packages(settings, tmp_path)
    definitions.cache_clear()
