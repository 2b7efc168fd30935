"""The references say what the code says: who changes one without the other is told here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
import references


@pytest.mark.parametrize("name", references.REFERENCES)
def test_a_reference_says_what_the_code_says(name: str) -> None:
    different = references.difference(name)

    assert different == [], "write the references anew: make docs"


@pytest.mark.parametrize("name", references.REFERENCES)
def test_a_reference_is_written_the_same_twice(name: str) -> None:
    assert references.written(name) == references.written(name)


def test_a_reference_that_lies_is_named_and_ends_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in references.REFERENCES:
        (tmp_path / name).write_text(references.written(name))
    lying = (tmp_path / "permissions.md").read_text().replace("`plan:decide`", "`plan:forget`")
    (tmp_path / "permissions.md").write_text(lying)
    monkeypatch.setattr(references, "DOCS", tmp_path)

    code = references.main(["--check"])

    said = capsys.readouterr()
    assert code == 1
    assert "docs/permissions.md" in said.err and "docs/commands.md" not in said.err
    assert "`plan:forget`" in said.out
    assert (tmp_path / "permissions.md").read_text() == lying
