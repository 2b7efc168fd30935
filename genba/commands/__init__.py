"""The command line, a module per command. Each has NAME, HELP, `arguments(parser)` and `run(options) -> Answer`.

The highest room: a command may ask any other. It answers with text for people and data for machines from the same
figures, and with exit code 0 only on success.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What a command says: text for people, data for `--format json`, and its exit code.

    `raw` is printed as it is for other formats a command offers (csv, html); bytes go to `--out` only.
    """

    text: str
    data: Any = field(default_factory=dict)
    code: int = 0
    raw: str | bytes | None = None
