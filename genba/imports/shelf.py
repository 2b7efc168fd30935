"""Where files that were brought in lie: a folder each, under names of ours. And how far the reading of one is.

How far it is stands in a small file and not in the database: on SQLite the run itself holds the pen until its end.
"""

import shutil
from pathlib import Path

from django.conf import settings


def folder(code: str) -> Path:
    """The folder of an import. Reading never makes one: what was cleared stays cleared."""
    return Path(settings.MEDIA_ROOT) / "imports" / code


def given(code: str) -> Path:
    """The file as its sender gave it."""
    return folder(code) / "given"


def given_back(code: str) -> Path:
    """The same file with its column of what to correct."""
    return folder(code) / "given-back"


def tell(code: str, read: int, total: int) -> None:
    """So many rows were read, of so many; whole or not at all, for somebody may be reading it."""
    folder(code).mkdir(parents=True, exist_ok=True)
    half = folder(code) / "progress.half"
    half.write_text(f"{read} {total}")
    half.replace(folder(code) / "progress")


def told(code: str) -> tuple[int, int]:
    """Rows read and rows in the file; noughts while nobody knows."""
    try:
        read, total = (folder(code) / "progress").read_text().split()
    except (OSError, ValueError):
        return 0, 0
    return int(read), int(total)


def clear(code: str) -> None:
    """The files go, for good."""
    shutil.rmtree(folder(code), ignore_errors=True)
