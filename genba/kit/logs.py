"""Logs that may be shown to anybody: where something broke, never whose data it held."""

import logging
import traceback
from types import TracebackType

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes of an exception its kind and the places it passed, not its message: a database puts the row into it."""

    def formatException(self, ei: Raised) -> str:
        kind, error, trace = ei
        if kind is None or error is None:
            return ""
        places = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return "\n".join([*places, f"{kind.__module__}.{kind.__qualname__}"])
