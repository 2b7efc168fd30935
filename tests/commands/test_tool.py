"""`genba tool`: lists, describes and works out, in the words of the page; wrong inputs fail with every place."""

import json
from pathlib import Path
from typing import Any

import pytest

from genba.cli import main

WALK = {"day": "2026-03-02", "sort": 2, "set": 1, "shine": 3, "standard": 1, "sustain": 1}
pytestmark = pytest.mark.django_db


def ask(capsys: Any, *words: str) -> tuple[int, str, str]:
    code = main(["tool", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_tools_are_listed_and_described(capsys: Any) -> None:
    _code, listed, _err = ask(capsys, "--list")
    _code, described, _err = ask(capsys, "workplace-cooperation/five-s", "--schema")

    assert "workplace-cooperation/five-s" in listed
    assert json.loads(described)["properties"]["audits"]["items"]["properties"]["sort"]["maximum"] == 5


def test_a_tool_works_out_what_a_file_holds_in_every_format(capsys: Any, tmp_path: Path) -> None:
    given = tmp_path / "walks.json"
    given.write_text(json.dumps({"audits": [WALK]}))
    asked = ("workplace-cooperation/five-s", "--input", str(given))

    _code, text, _err = ask(capsys, *asked)
    _code, data, _err = ask(capsys, *asked, "--format", "json")
    _code, drawing, _err = ask(capsys, *asked, "--format", "svg")
    code, _out, _err = ask(capsys, *asked, "--format", "pdf", "--out", str(tmp_path / "out.pdf"), "--language", "ar")

    found = json.loads(data)
    assert "The area reaches 32" in text and "One walk shows no change yet" in text
    assert (found["total"], found["change"]) == (32, None)
    assert found["withheld"]["change"].startswith("One walk shows no change yet")
    assert drawing.startswith("<svg") and code == 0
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"audits": [{"day": "2026-03-02", "sort": 9}]}', "Walks, row 1, Sort out: 9 is too high: at most 5."),
        ('{"audit": []}', "“audit” is not known here. Known are: audits."),
        ("[1, 2]", "must hold the inputs by their names"),
        ("{", "is no JSON"),
    ],
)
def test_what_is_wrong_is_told_and_the_command_fails(capsys: Any, tmp_path: Path, content: str, says: str) -> None:
    given = tmp_path / "walks.json"
    given.write_text(content)

    code, _out, err = ask(capsys, "workplace-cooperation/five-s", "--input", str(given))

    assert code == 1
    assert says in err


def test_an_unknown_tool_is_answered_with_the_nearest(capsys: Any) -> None:
    code, _out, err = ask(capsys, "workplace-cooperation/five")

    assert code == 1
    assert "five-s" in err or "genba tool --list" in err
