"""Hours as programs write them: 09:00, in the time of the place."""

from datetime import time
from typing import Annotated

from pydantic import StringConstraints

Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


def hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def said(at: time) -> str:
    return at.strftime("%H:%M")
