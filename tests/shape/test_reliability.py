"""Each fault in docs/reliability.md has its test, and the test exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| Fault")]  # fmt: skip
FAULTS = [row for row in ROWS if not (row[0].startswith("**") and not any(row[1:]))]


@pytest.mark.parametrize("row", FAULTS, ids=lambda row: row[0])
def test_each_fault_has_a_test_that_exists(row: list[str]) -> None:
    _fault, happens, _told, test = row
    named = re.fullmatch(r"`(tests/[\w/]+\.py)::(\w+)`", test)
    assert happens and named, "Say what happens, and name the test: `tests/…/test_….py::test_…`"

    path, name = named.groups()
    assert re.search(rf"^ *def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_table_is_read() -> None:
    assert len(FAULTS) > 30
