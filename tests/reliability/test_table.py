"""The table of faults in docs/reliability.md: every test that it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "docs" / "reliability.md").read_text()


def test_every_line_names_tests_and_each_of_them_exists() -> None:
    lines = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| Fault")]
    named = [re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", line) for line in lines]

    missing = [f"{file}::{name}" for of_line in named for file, name in of_line
               if f"def {name}(" not in ((ROOT / file).read_text() if (ROOT / file).exists() else "")]  # fmt: skip

    assert len(lines) > 20 and all(named)
    assert missing == []
