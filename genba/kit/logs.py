"""Logs that may be shown to anybody: where something broke, never whose data it held."""

import logging
import re
import traceback
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


# A part of an address that is itself the leave to come in: signed, or too long and mixed to be the name of a page.
LEAVE = re.compile(r"(?<=/)(?=[^/\s]*[A-Z0-9_:])[A-Za-z0-9_:.=-]{24,}")


class Discreet(logging.Formatter):
    """Writes of an exception its kind and the places it passed, not its message: a database puts the row into it. Of an
    address it leaves out what would let in whoever reads the log."""

    def format(self, record: logging.LogRecord) -> str:
        return LEAVE.sub("…", super().format(record))

    def formatException(self, ei: Raised) -> str:
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        places = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return "\n".join([*places, f"{kind.__module__}.{kind.__qualname__}"])
