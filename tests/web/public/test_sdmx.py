"""The open figures in the shape of SDMX-CSV: the same figures, one value a row, hidden in the same way."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from genba.cli import main
from genba.reports.sdmx_words import DIMENSIONS
from tests.cast import Cast
from tests.scenes_open_data import three_countries

FILE, FIGURES = "/open-data/figures-sdmx.csv", "/open-data/figures.csv"


@pytest.fixture
def measured(cast: Cast) -> Cast:
    return three_countries(cast)


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_each_row_is_one_value_and_its_dimensions_name_it_alone(measured: Cast, client: Any) -> None:
    rows = rows_of(client.get(FILE).content)

    names = [tuple(row[name] for name in DIMENSIONS) for row in rows]
    assert len(set(names)) == len(names) > 100
    assert all(all(name) for name in names) and {row["DATAFLOW"] for row in rows} == {"GENBA:FIGURES(1.1)"}
    split = [
        sum(row[name] != "_T" for name in ("REF_AREA", "SEX", "ROLE", "SIZE", "SECTOR", "MODULE", "CURRENCY"))
        for row in rows
    ]
    assert set(split) == {0, 1}  # never by two at once: that would need hiding of its own


def test_values_are_those_of_the_other_file_and_hidden_where_they_are(measured: Cast, client: Any) -> None:
    told = {(r["INDICATOR"], r["MEASURE"], r["REF_AREA"]): r for r in rows_of(client.get(FILE).content)
            if all(r[name] == "_T" for name in ("SEX", "ROLE", "SIZE", "SECTOR", "MODULE", "CURRENCY"))}  # fmt: skip
    other = [r for r in rows_of(client.get(FIGURES).content) if r["by"] in ("whole", "country")]

    assert other
    for row in other:
        place = "_U" if row["part"] == "ZZ" else row["part"] or "_T"  # trainers who work in no country that is known
        found = told[row["indicator"], row["measure"], place]
        assert (found["OBS_VALUE"], found["CONF_LOW"], found["CONF_HIGH"], found["N"]) == (
            row["value"],
            row["low"],
            row["high"],
            row["n"],
        )
        assert (found["OBS_STATUS"] == "A") == bool(row["value"]) and found["WITHHELD"] == row["withheld"]
        if row["measure"] == "share-improved":
            middle = told[row["indicator"], "change-median", place]
            assert (middle["OBS_VALUE"], middle["CONF_LOW"]) == (row["median"], row["median_low"])
    hidden = {at for (code, _measure, at), r in told.items() if code == "enterprises" and r["OBS_STATUS"] == "Q"}
    assert "PE" in hidden and len(hidden) == 2 and all(told["enterprises", "count", at]["N"] == "" for at in hidden)


def test_women_and_men_currencies_and_modules_stand_in_their_columns(measured: Cast, client: Any) -> None:
    rows = rows_of(client.get(FILE).content)

    women = [r for r in rows if r["INDICATOR"] == "people-trained" and r["SEX"] == "F"]
    money = [r for r in rows if r["INDICATOR"] == "savings" and r["CURRENCY"] == "USD"]
    assert [(r["OBS_VALUE"], r["UNIT_MEASURE"], r["OBS_STATUS"]) for r in women] == [("15.0", "people", "A")]
    assert {r["UNIT_MEASURE"] for r in money} == {"USD"} and {r["MODULE"] for r in rows} > {"_T"}
    assert {r["ROLE"] for r in rows} == {"_T", "WORKER", "MANAGER"} and {r["SECTOR"] for r in rows} >= {"C", "I"}


def test_the_dictionary_explains_every_column_and_mark(measured: Cast, client: Any) -> None:
    told = {(row["kind"], row["name"]) for row in rows_of(client.get("/open-data/dictionary.csv").content)}
    rows = rows_of(client.get(FILE).content)

    assert {name for kind, name in told if kind == "sdmx-column"} == set(rows[0])
    marks = {f"{column}={row[column]}" for row in rows for column in ("SEX", "OBS_STATUS")} - {"SEX=_T"}
    assert marks <= {name for kind, name in told if kind == "sdmx-code"}
    assert {row["WITHHELD"] for row in rows} - {""} <= {name for kind, name in told if kind == "reason"}
    page = client.get("/en/open-data/").content.decode()
    assert (
        f'href="{FILE}"' in page.replace("/en/open-data/figures-sdmx", "/open-data/figures-sdmx") and "OBS_STATUS=Q" in page
    )


def test_the_command_writes_the_bytes_of_the_page(measured: Cast, client: Any, tmp_path: Path) -> None:
    assert main(["export", "sdmx", "--out", str(tmp_path / "figures.csv")]) == 0

    assert (tmp_path / "figures.csv").read_bytes() == client.get(FILE).content


def test_a_file_may_be_kept_and_holds_only_its_headings_before_there_is_a_figure(client: Any, db: None) -> None:
    first = client.get(FILE)

    assert rows_of(first.content) == [] and first.content.startswith(
        b"\xef\xbb\xbfDATAFLOW,REF_AREA,INDICATOR,SEX,ROLE,SIZE,SECTOR,TIME_PERIOD,"
    )
    assert client.get(FILE, headers={"if-none-match": first["ETag"]}).status_code == 304 and "license" in first["Link"]


def test_an_amount_of_money_is_said_to_be_that_of_the_middle() -> None:
    from genba.impact.indicators import own
    from genba.reports.open_data import measure_of

    told = {d.code: measure_of(d) for d in own() if d.level == "money"}

    assert told == {"savings": "median", "savings-verified": "median", "savings-at-rate": "median", "cost-covered": "share"}
