"""The programme's figures at the terminal and for machines."""

import csv
import io
import json
from typing import Any

import pytest

from genba.cli import main
from genba.impact import changes, standings
from genba.impact.actions import framework as actions
from genba.impact.framework_import import row_of
from tests.cast import Cast
from tests.scenes_impact import change, firm, train

KEYS = ["no", "level", "indicator", "country", "period", "target", "target_text", "target_female_share", "actual",
        "actual_text", "actual_female_share", "kind", "status", "starts_on", "ends_on", "actual_n", "source", "note",
        "baseline", "baseline_text", "baseline_of", "baseline_source", "of_whom"]  # fmt: skip


@pytest.fixture
def office(cast: Cast) -> Cast:
    cells = {"No": "1", "Level": "Objective 1", "Indicator": "Nr. of institutions", "Country": "Ghana", "Period": "2015-06",
             "Target": "STSG", "Actual": "2"}  # fmt: skip
    other = {
        **cells,
        "No": "6",
        "Indicator": "Nr. of people (M/F)",
        "Country": "China",
        "Target": "35 (60%F)",
        "Actual": "36",
    }
    actions.import_rows(by=cast.director, programme=cast.programme, rows=[row_of(cells), row_of(other)])
    takings = [firm(cast, f"Model Works {at}", workforce={("worker", "female"): 3 + 90 * (at > 1)}) for at in range(8)]
    train(cast, *takings)
    for at, taking in enumerate(takings[:7]):
        change(taking, "absenteeism", 100, 60 + 10 * at)
    changes.refresh()
    standings.refresh()
    return cast


def said(capsys: Any, *arguments: str) -> tuple[int, str]:
    code = main(list(arguments))
    return code, capsys.readouterr().out


def test_the_framework_as_data_has_exactly_its_keys(office: Cast, capsys: Any) -> None:
    code, out = said(capsys, "framework", "--country", "Ghana", "--period", "2015-06", "--format", "json")

    (row,) = json.loads(out)[:1]
    assert code == 0
    assert list(row) == KEYS
    assert row | {"level": ""} == {
        "no": "1", "level": "", "indicator": "Nr. of institutions", "country": "GH", "period": "2015-06", "target": None,
        "target_text": "STSG", "target_female_share": None, "actual": 2, "actual_text": "", "actual_female_share": None,
        "kind": "count", "status": "no-number", "starts_on": "2015-06-01", "ends_on": "2015-06-30", "actual_n": None,
        "source": "imported", "note": "", "baseline": None, "baseline_text": "", "baseline_of": "", "baseline_source": "",
        "of_whom": "",
    }  # fmt: skip


def test_the_framework_as_text_and_as_table_say_the_same(office: Cast, capsys: Any) -> None:
    _code, text = said(capsys, "framework")
    _code, table = said(capsys, "framework", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(table.lstrip("\ufeff"))))
    assert "STSG" in text and "35 (60 % women)" in text
    assert [(r["country"], r["target"], r["target_text"]) for r in rows] == [("GH", "", "STSG"), ("CN", "35", "")]


def test_an_indicator_is_told_with_everything_an_evaluator_asks_for(office: Cast, capsys: Any) -> None:
    code, out = said(capsys, "indicators", "absenteeism", "--country", "KE", "--format", "json")

    (row,) = json.loads(out)
    assert code == 0
    assert (row["n_trained"], row["n_reporting"], row["n_improved"]) == (8, 7, 4)
    assert row["value"] == pytest.approx(4 / 7)
    assert (row["median"], row["q1"], row["q3"]) == (pytest.approx(-0.1), pytest.approx(-0.25), pytest.approx(0.05))
    assert row["low"] < row["value"] < row["high"]
    assert row["worked_out_at"]


def test_small_groups_are_hidden_unless_asked_from_inside(office: Cast, capsys: Any) -> None:
    _code, outside = said(capsys, "indicators", "enterprises-trained", "--by", "size", "--format", "json")
    _code, inside = said(capsys, "indicators", "enterprises-trained", "--by", "size", "--inside", "--format", "json")

    assert {r["part"]: r["value"] for r in json.loads(outside)} == {"medium": None, "micro": None}
    assert {r["part"]: r["value"] for r in json.loads(inside)} == {"medium": 6, "micro": 2}


def test_all_indicators_as_text(office: Cast, capsys: Any) -> None:
    code, text = said(capsys, "indicators")

    assert code == 0
    assert "Absenteeism: 4 improved (57%); 7 report of 8 trained; -10% in the middle" in text
    assert "Enterprises in training: 8 enterprises (n = 8)" in text


@pytest.mark.parametrize("arguments", [["indicators", "happiness"], ["framework", "--country", "Atlantis"],
                                       ["framework", "--period", "soon"], ["indicators", "--module", "none"]])  # fmt: skip
def test_what_there_is_not_is_refused_with_a_sentence(office: Cast, capsys: Any, arguments: list[str]) -> None:
    code = main(arguments)

    told = capsys.readouterr().err
    assert code == 1
    assert told.strip().endswith(".")
