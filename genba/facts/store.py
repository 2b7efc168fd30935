"""Where facts lie: a folder with a version in `now.json`, which names the folders of its tables.

A folder is written once and never changed; the next version names others. So any number of processes read, one writes, and
nobody waits. Old folders go away a while after no version names them. Several machines share the folder (FACTS_FOLDER).
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import numpy as np
from django.conf import settings

from genba.facts.observed import NONE, Observed, Part
from genba.impact.tables.cutting import Cuts
from genba.kit.columns import Table, keep, opened

LEFT_FOR_SECONDS = 600
FORMAT = 4  # of the files: raised when columns change, and then everything is worked out anew


@dataclass(frozen=True)
class Named:
    """What now.json says: the folders of a version, and how far the rows were read."""

    version: int
    parts: tuple[str, ...]
    tables: dict[str, str]  # by name, its folder
    comparisons: str
    cuts: Cuts
    kpis: tuple[str, ...]
    read: dict[str, Any] = field(default_factory=dict)
    unknown: int = 0  # observations of KPIs that no module knows any more: left out
    made_at: str = ""


@dataclass(frozen=True)
class Facts:
    """A version that can be read."""

    named: Named
    observed: Observed
    tables: dict[str, Table]  # those of genba.impact.tables
    comparisons: Table

    @property
    def takings(self) -> Table:
        return self.tables["takings"]


def folder() -> Path:
    return Path(settings.FACTS_FOLDER)


def named() -> Named | None:
    """The newest version, or None where there is none that this release can read."""
    try:
        said = json.loads((folder() / "now.json").read_text())
    except FileNotFoundError:
        return None
    if said.pop("format", 0) != FORMAT:
        return None
    return Named(**{**said, "parts": tuple(said["parts"]), "kpis": tuple(said["kpis"])})


def current() -> Facts | None:
    """The newest version. A folder that goes away while it is opened has been replaced: look again."""
    for _attempt in range(5):
        found = named()
        if found is None:
            return None
        try:
            return _opened(str(folder()), found.version, found.made_at)
        except FileNotFoundError:
            continue
    return None


@lru_cache(maxsize=2)
def _opened(at: str, version: int, made_at: str) -> Facts:
    found = named()
    if found is None or (found.version, found.made_at) != (version, made_at):
        raise FileNotFoundError(at)
    parts = tuple(_part(Path(at) / name) for name in found.parts)
    tables = {name: opened(Path(at) / place) for name, place in found.tables.items()}
    return Facts(found, Observed(parts), tables, opened(Path(at) / found.comparisons))


def _part(place: Path) -> Part:
    rows = opened(place)
    return Part(rows, np.asarray(opened(place / "gone")["enterprise"]) if (place / "gone").is_dir() else NONE)


@contextmanager
def held(*, patience: float = 0.0) -> Iterator[bool]:
    """Whether we are the one that writes: one process at a time, whoever has the lock of the folder."""
    folder().mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + patience
    with open(folder() / "lock", "w") as lock:
        while not (is_ours := _locked(lock)) and time.monotonic() < until:
            time.sleep(0.1)
        yield is_ours


def _locked(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def put(facts: Facts, *, before: Facts | None) -> Facts:
    """Write a version and make it the newest. Tables that are those of the version before are not written again."""
    version = facts.named.version
    names = []
    for at, part in enumerate(facts.observed.parts):
        is_old = before is not None and at < len(before.observed.parts) and before.observed.parts[at] is part
        name = before.named.parts[at] if is_old and before else f"observed-{version}-{at}"
        if not is_old:
            keep(folder() / name, part.rows)
            keep(folder() / name / "gone", {"enterprise": part.gone})
        names.append(name)
    tables = {name: _put_table(name, facts, before) for name in facts.tables}
    keep(folder() / f"comparisons-{version}", facts.comparisons)
    said = replace(facts.named, parts=tuple(names), tables=tables, comparisons=f"comparisons-{version}")
    beside = folder() / f"now.json.{os.getpid()}"
    beside.write_text(json.dumps({**said.__dict__, "format": FORMAT}))
    os.replace(beside, folder() / "now.json")
    _tidy(said)
    return replace(facts, named=said)


def _put_table(name: str, facts: Facts, before: Facts | None) -> str:
    """The folder of a table: that of the version before where it is the same."""
    if before is not None and before.tables.get(name) is facts.tables[name]:
        return before.named.tables[name]
    place = f"{name}-{facts.named.version}"
    keep(folder() / place, facts.tables[name])
    return place


def _tidy(said: Named) -> None:
    """Folders that no version names go after a while: somebody may just be opening them."""
    wanted = {*said.parts, *said.tables.values(), said.comparisons}
    for place in folder().iterdir():
        if place.is_dir() and place.name not in wanted and time.time() - place.stat().st_mtime > LEFT_FOR_SECONDS:
            shutil.rmtree(place, ignore_errors=True)
