"""What came of taking in a file: counts, notes and every problem, however many."""

import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import IO

from genba.kit.sheets.columns import Problem

KEPT_IN_MEMORY = 100
SPOOL_BYTES = 1024 * 1024


@dataclass
class Report:
    """Counts of rows, notes about columns, and problems. Problems wait in a temporary file, not in memory."""

    read: int = 0
    good: int = 0
    bad: int = 0
    written: int = 0
    notes: list[str] = field(default_factory=list)
    first_problems: list[Problem] = field(default_factory=list)
    _bad_rows: set[int] = field(default_factory=set, repr=False)
    _rows: "array[int]" = field(default_factory=lambda: array("q"), repr=False)
    _places: "array[int]" = field(default_factory=lambda: array("q"), repr=False)
    _spool: IO[bytes] = field(default_factory=lambda: _new_spool(), repr=False)

    @property
    def is_clean(self) -> bool:
        """No problem in any row or heading."""
        return not self._rows

    @property
    def count(self) -> int:
        """How many problems there are."""
        return len(self._rows)

    def add(self, problem: Problem) -> None:
        """Keep a problem of the whole file or its headings; rows may come in any order."""
        self._rows.append(problem.row)
        self._spool.seek(0, 2)
        self._places.append(self._spool.tell())
        self._spool.write(json.dumps(asdict(problem)).encode() + b"\n")
        if len(self.first_problems) < KEPT_IN_MEMORY:
            self.first_problems.append(problem)

    def add_row(self, problems: Iterable[Problem]) -> bool:
        """Count one row read, with what was wrong in it; say whether it was good."""
        self.read += 1
        self.good += 1
        before = self.bad
        for problem in problems:
            self.spoil(problem)
        return self.bad == before

    def spoil(self, problem: Problem) -> None:
        """A problem of a row that was counted already: it is a bad row from now on, however many it has."""
        self.add(problem)
        if problem.row not in self._bad_rows:
            self._bad_rows.add(problem.row)
            self.good -= 1
            self.bad += 1

    def problems(self) -> Iterator[Problem]:
        """Every problem, by row and then as found."""
        for index in sorted(range(len(self._rows)), key=self._rows.__getitem__):
            self._spool.seek(self._places[index])
            yield Problem(**json.loads(self._spool.readline()))

    def by_row(self) -> Iterator[tuple[int, list[Problem]]]:
        """Problems of one row together, rows in order."""
        row = -1
        together: list[Problem] = []
        for problem in self.problems():
            if problem.row != row and together:
                yield row, together
                together = []
            row = problem.row
            together.append(problem)
        if together:
            yield row, together


def _new_spool() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)
