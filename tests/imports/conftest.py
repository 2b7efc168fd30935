"""Files brought in as a person at a terminal would: written, named on the command line, and answered in JSON."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from genba.cli import main

Answer = dict[str, Any]
Bring = Callable[..., Answer]


@pytest.fixture
def bring(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bring:
    """`bring("people", rows, "--by", "maya@example.org")`: rows are lists of cells, headings first, or the path of a file.

    The answer of the command, and its exit code as "code".
    """

    def run(kind: str, rows: Sequence[Sequence[Any]] | Path, *flags: str) -> Answer:
        file = rows if isinstance(rows, Path) else tmp_path / f"{kind}.csv"
        if not isinstance(rows, Path):
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(rows)
        capsys.readouterr()
        code = main(["import", kind, str(file), "--format", "json", *flags])
        answer: Answer = json.loads(capsys.readouterr().out)
        return answer | {"code": code}

    return run


def told(answer: Answer) -> list[tuple[int, str, str]]:
    """What was wrong: row, column, and the problem with its remedy."""
    return [(p["row"], p["column"], f"{p['problem']} {p['remedy']}".strip()) for p in answer["problems"]]
