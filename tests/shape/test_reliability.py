"""Each line in docs/reliability.md and docs/odd-records.md has its test, and the test exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEAST = {"reliability.md": 30, "odd-records.md": 20}
HEADS = ("| Fault", "| Record")


def rows_of(page: str) -> list[list[str]]:
    """The lines of the table, without its head and without those that only name a group."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")]
            for line in lines if line.startswith("| ") and not line.startswith(HEADS)]  # fmt: skip
    return [row for row in rows if not (row[0].startswith("**") and not any(row[1:]))]


@pytest.mark.parametrize("row", [row for page in LEAST for row in rows_of(page)], ids=lambda row: row[0])
def test_each_line_has_a_test_that_exists(row: list[str]) -> None:
    _fault, happens, _told, test = row
    named = re.fullmatch(r"`(tests/[\w/]+\.py)::(\w+)`", test)
    assert happens and named, "Say what happens, and name the test: `tests/…/test_….py::test_…`"

    path, name = named.groups()
    assert re.search(rf"^ *def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("page", "least"), LEAST.items())
def test_the_table_is_read(page: str, least: int) -> None:
    assert len(rows_of(page)) > least
