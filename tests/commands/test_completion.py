"""`genba completion ENGAGEMENT` says at a terminal what the page says."""

import json
from typing import Any

from genba.cli import main
from tests.cast import Cast


def test_the_command_tells_what_is_missing_in_words_and_as_data(cast: Cast, capsys: Any) -> None:
    text = main(["completion", cast.engagement.code.lower()])
    said = capsys.readouterr().out
    machine = main(["completion", cast.engagement.code, "--format", "json"])
    data = json.loads(capsys.readouterr().out)

    assert text == machine == 0
    assert "missing: Visits: 0 of 2 visits" in said
    assert data["is_met"] is False and data["completed_on"] is None
    assert {"key": "visits", "found": 0, "wanted": 2, "is_met": False}.items() <= data["lines"][4].items()


def test_an_unknown_engagement_fails_in_words(cast: Cast, capsys: Any) -> None:
    assert main(["completion", "NOPE"]) == 1
    assert "There is no engagement with the code “NOPE”." in capsys.readouterr().err
