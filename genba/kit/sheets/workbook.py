"""The near side of a workbook: asks the process that holds it, and turns its troubles into sentences."""

import json
import pickle
import signal
import subprocess  # our own interpreter and our own file; nothing of the stranger's is on the command line
import sys
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext as _

from genba.kit.sheets.files import MEGABYTE, BadFile, broken, locked

MEMORY_BYTES = 1024 * MEGABYTE
SECONDS = 120
CHILD = Path(__file__).with_name("workbook_child.py")

Merged = list[tuple[tuple[int, int], tuple[int, int]]]


class Workbook:
    """An open XLSX file. Close it, or use it in a `with`."""

    def __init__(self, path: Path, *, memory_bytes: int = MEMORY_BYTES, seconds: int = SECONDS) -> None:
        self.path = path
        self._limits = (str(memory_bytes), str(seconds))
        self._sheet = ""
        self._start()

    def __enter__(self) -> "Workbook":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def sheet(self, name: str) -> tuple[int, Merged]:
        """Load a sheet: the number of empty columns before its first, and its merged cells (0-based)."""
        self._sheet = name
        first, merged = self._ask(do="sheet", name=name)
        return first, merged

    def rows(self, *, most: int | None = None) -> Iterator[list[Any]]:
        """The rows of the loaded sheet from row 1 on. Stopping halfway is allowed and costs a new start."""
        ended = False
        self._tell(do="rows", most=most)
        try:
            while (batch := self._hear()) is not None:
                yield from batch
            ended = True
        finally:
            if not ended and self._finish.alive:
                self._restart()

    def close(self) -> None:
        """End the process that holds the workbook."""
        self._finish()

    def _start(self) -> None:
        command = [sys.executable, "-P", str(CHILD), *self._limits]
        self._child = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._requests = cast(IO[bytes], self._child.stdin)
        self._answers = cast(IO[bytes], self._child.stdout)
        self._finish = weakref.finalize(self, _end, self._child)
        self.sheet_names: list[str] = self._ask(do="open", path=str(self.path.resolve()))

    def _restart(self) -> None:
        self._finish()
        self._start()
        self.sheet(self._sheet)

    def _ask(self, **request: Any) -> Any:
        self._tell(**request)
        return self._hear()

    def _tell(self, **request: Any) -> None:
        try:
            self._requests.write(json.dumps(request).encode() + b"\n")
            self._requests.flush()
        except OSError as error:
            raise self._died() from error

    def _hear(self) -> Any:
        try:
            answer = pickle.load(self._answers)  # noqa: S301 — written by our own process
        except (EOFError, pickle.UnpicklingError) as error:
            raise self._died() from error
        if isinstance(answer, dict):
            self._finish()
            raise BadFile({"password": locked, "memory": _too_wide}.get(answer["failed"], broken)())
        return answer

    def _died(self) -> BadFile:
        self._child.wait()
        code = self._child.returncode
        self._finish()
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return BadFile(_("The workbook takes too long to open. Split it, or save it as CSV and send that."))
        return BadFile(_too_wide())


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # the last request was never read; there is nobody left to tell
                continue


def _too_wide() -> str:
    return _(
        "The workbook needs more memory than we give to one file: often a single cell stands far to the "
        "right or far "
        "below the table. Copy only the table to a new workbook and send that, or send a CSV file."
    )
