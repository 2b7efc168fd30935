"""`genba sheet` writes the sheet in four formats, and says so when there is no such enterprise."""

import json
from pathlib import Path
from typing import Any

import pytest

from genba.cli import main
from tests.cast import Cast
from tests.scenes_sheet import at_today, play

__all__ = ["at_today"]
pytestmark = pytest.mark.usefixtures("at_today")


def test_a_code_is_read_as_people_type_it(cast: Cast, capsys: Any) -> None:
    code = main(["sheet", f"{cast.garments.code[:4].lower()} {cast.garments.code[4:]}"])

    assert code == 0
    assert "Sample Street Garments" in capsys.readouterr().out


def test_an_unknown_code_fails_in_words(cast: Cast, capsys: Any) -> None:
    text = main(["sheet", "NOPE"])
    said = capsys.readouterr().err
    machine = main(["sheet", "NOPE", "--format", "json"])
    data = json.loads(capsys.readouterr().out)

    assert text == machine == 1
    assert "There is no enterprise with the code “NOPE”." in said
    assert "NOPE" in data["error"]


def test_files_are_written_in_the_language_asked_for(cast: Cast, tmp_path: Path) -> None:
    play(cast)
    pdf, page = tmp_path / "sheet.pdf", tmp_path / "sheet.html"

    main(["sheet", cast.garments.code, "--format", "pdf", "--out", str(pdf), "--language", "fr"])
    main(["sheet", cast.garments.code, "--format", "html", "--out", str(page), "--language", "ar"])

    assert pdf.read_bytes().startswith(b"%PDF")
    text = page.read_text()
    assert 'lang="ar" dir="rtl"' in text and "<style>" in text
    assert "http://" not in text.replace("http://www.w3.org", "") and 'href="/' not in text
