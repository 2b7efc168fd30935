"""Tables as columns: arrays of one length by name, kept as a folder with a file for each, opened without reading them."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]
Table = dict[str, Column]


def rows_in(table: Mapping[str, Column]) -> int:
    return len(next(iter(table.values())))


def where(table: Mapping[str, Column], kept: npt.NDArray[Any]) -> Table:
    """Some rows, by their places or by a mask."""
    return {name: column[kept] for name, column in table.items()}


def without(table: Mapping[str, Column], gone: Column, by: str = "enterprise") -> Table:
    """The rows of other keys than these. By a table of yes and no for each key: far faster than a search."""
    column = table[by]
    if not len(gone) or not len(column):
        return dict(table)
    out = np.zeros(int(max(column.max(), gone.max())) + 1, dtype=bool)
    out[gone] = True
    return where(table, ~out[column])


def together(tables: Sequence[Mapping[str, Column]]) -> Table:
    """The rows of several tables, one after the other. They have the same columns."""
    return {name: np.concatenate([t[name] for t in tables]) for name in tables[0]}


def in_order(table: Mapping[str, Column], by: Sequence[str]) -> Table:
    """Sorted by columns, the first of them first; rows that are equal in these keep their order."""
    return where(table, np.lexsort([table[name] for name in reversed(by)]))


class Keys:
    """Keys, in any order, that are found by their places."""

    def __init__(self, keys: Column) -> None:
        self.order = np.argsort(keys)
        self.keys = keys[self.order]

    def places(self, wanted: Column) -> tuple[Column, Column]:
        """The place of each key, and whether it is there (places of others mean nothing)."""
        if not len(self.keys):
            return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=bool)
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return self.order[at], self.keys[at] == wanted


def put_among(table: Table, new: Table, by: str = "enterprise") -> Table:
    """The rows of other keys put to those that are there, both in the order of the keys."""
    at = np.searchsorted(table[by], new[by])
    return {name: np.insert(column, at, new[name]) for name, column in table.items()} if rows_in(new) else table


def keep(folder: Path, table: Mapping[str, Column]) -> None:
    """Written beside and moved there at once: whoever opens the folder finds all columns or no folder."""
    beside = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    for name, column in table.items():
        np.save(beside / f"{name}.npy", column, allow_pickle=False)
    os.replace(beside, folder)


def opened(folder: Path) -> Table:
    """The columns as they lie in files; pages of them come into memory where they are read."""
    return {file.stem: _mapped(file) for file in sorted(folder.glob("*.npy"))} or _missing(folder)


def _mapped(file: Path) -> Column:
    try:
        column: Column = np.load(file, mmap_mode="r", allow_pickle=False)
    except ValueError:  # a file without rows cannot be mapped
        column = np.load(file, allow_pickle=False)
    return column


def _missing(folder: Path) -> Table:
    raise FileNotFoundError(folder)
