"""The 2030 Agenda, the method and the open data: what stands there is what the command says, and leads on."""

import argparse
import csv
import io
import json
import re
from typing import Any

import pytest

from genba.commands import indicators
from genba.impact import standings
from genba.impact.agenda import targets
from genba.impact.indicators import definitions
from genba.impact.standings import DIMENSIONS
from genba.kit import numbers
from genba.programmes.curricula import curriculum
from genba.reports import open_data
from tests.cast import Cast
from tests.scenes_impact import firm
from tests.scenes_open_data import three_countries

pytestmark = pytest.mark.django_db
AGENDA, METHOD, DATA = "/en/agenda-2030/", "/en/agenda-2030/method/", "/en/open-data/"
FIGURES, DICTIONARY = "/open-data/figures.csv", "/open-data/dictionary.csv"
NUMBERS = ("value", "low", "high", "n", "n_trained", "n_reporting", "n_improved", "median", "median_low", "median_high")


@pytest.fixture
def measured(cast: Cast) -> Cast:
    """Twelve enterprises in two countries, with results, people in class and savings; three more in a third country."""
    return three_countries(cast)


def read(client: Any, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def plain(text: str) -> str:
    return " ".join(text.split())


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def said(by: str) -> dict[tuple[str, str], Any]:
    asked = argparse.Namespace(code="", country="", module="", by=by, inside=False, format="json")
    return {(row["indicator"], row["part"]): row for row in indicators.run(asked).data}


def test_every_figure_of_the_agenda_is_the_one_that_the_command_says(measured: Cast, client: Any) -> None:
    page = read(client, AGENDA)
    told = said("")

    compared = [told[code, ""] for target in targets() for code in target.indicators if (code, "") in told]
    assert sum(row["value"] is not None for row in compared) == 3
    for row in compared:
        cells = re.search(rf'#{row["indicator"]}">.*?</tr>', page)
        assert cells, row["indicator"]
        if row["median"] is not None:
            assert f"<strong>{plain(numbers.percent(row['value'], language='en'))}</strong>" in cells[0]
            assert plain(numbers.signed_percent(row["median"], language="en")) in cells[0]
            assert f"{row['n_reporting']} of {row['n_trained']}" in cells[0]
        elif row["value"] is not None:
            assert f"<strong>{numbers.number(row['value'], language='en')}</strong>" in cells[0]
        else:
            assert "data-state=" in cells[0]


def test_a_target_that_is_not_measured_says_so_and_why(client: Any) -> None:
    page = read(client, AGENDA)

    assert page.count("No indicator yet") == sum(not target.indicators for target in targets())
    assert "No module counts chemicals yet." in page


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_each_indicator_of_the_agenda_leads_to_its_definition(client: Any, language: str) -> None:
    page = read(client, f"/{language}/agenda-2030/")
    links = re.findall(r'href="([^"]*/method/[^"]*#[^"]*)"', page)
    pages = {place: read(client, place) for place in {link.partition("#")[0] for link in links}}

    assert len(links) == sum(len(target.indicators) for target in targets())
    for link in links:
        place, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in pages[place]
        assert place.startswith(f"/{language}/")


@pytest.mark.parametrize("path", [METHOD, f"{METHOD}?module=all", f"{METHOD}?module=working-time", f"{METHOD}?module=x%00'"])
def test_every_indicator_stands_once_on_the_page_about_the_method_whatever_is_opened(client: Any, path: str) -> None:
    page = read(client, path)

    for code in definitions():
        assert page.count(f'id="{code}"') == 1, code


def test_a_definition_tells_what_is_divided_its_source_and_how_much_is_enough(client: Any) -> None:
    page = read(client, f"{METHOD}?module=quality-improvement")
    article = re.search(r'<article class="defined" id="customer-returns">.*?</article>', page)

    assert article
    assert "1,000,000 × Pieces returned" in article[0] and "÷ Pieces delivered" in article[0]
    assert "less is better" in article[0] and "up to" in article[0] and 'lang="en"' in article[0]
    assert '<article class="defined" id="absenteeism">' not in page


@pytest.mark.parametrize("by", ["", *DIMENSIONS])
def test_every_downloaded_figure_is_the_one_that_the_command_says(measured: Cast, client: Any, by: str) -> None:
    rows = [row for row in rows_of(client.get(FIGURES)) if row["by"] == (by or "whole")]
    told = said(by)

    assert {(row["indicator"], row["part"]) for row in rows} == set(told)
    for row in rows:
        theirs = told[row["indicator"], row["part"]]
        if theirs["withheld"] == "small-group":
            assert row["withheld"] == "small-group"
        if row["withheld"] == "small-group":
            assert not any(row[name] for name in NUMBERS)
            continue
        for name in NUMBERS:
            assert (row[name] or None) == (None if theirs[name] is None else repr(theirs[name])), (row["indicator"], name)
        assert row["worked_out_at"] == theirs["worked_out_at"]


def test_a_small_country_is_not_in_the_files_and_cannot_be_found_by_subtraction(measured: Cast, client: Any) -> None:
    rows = {(row["indicator"], row["by"], row["part"]): row for row in rows_of(client.get(FIGURES))}

    for code in ("enterprises", "enterprises-trained", "people-trained", "workforce-reached", "labour-productivity"):
        assert rows[code, "whole", ""]["value"]
        hidden = [
            at for (c, by, at), row in rows.items() if (c, by) == (code, "country") and row["withheld"] == "small-group"
        ]
        assert "PE" in hidden and len(hidden) == 2, code


def test_both_files_hold_the_same_figures_in_every_language(measured: Cast, client: Any) -> None:
    table = rows_of(client.get(FIGURES))
    data = json.loads(client.get("/ar/open-data/figures.json").content)

    assert data["licence"] == "CC-BY-4.0" and data["small_group"] == 5 and data["columns"] == list(table[0])
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in data["figures"]] == table
    assert client.get("/fr/open-data/figures.csv").content == client.get(FIGURES).content


def test_quartiles_of_few_are_left_out(measured: Cast, client: Any) -> None:
    rows = {(row["indicator"], row["by"], row["part"]): row for row in rows_of(client.get(FIGURES))}

    assert rows["labour-productivity", "whole", ""]["q1"]
    assert rows["accident-frequency", "whole", ""]["value"] and not rows["accident-frequency", "whole", ""]["q1"]


def test_the_dictionary_explains_every_column_reason_and_indicator_in_every_language(measured: Cast, client: Any) -> None:
    told = {(row["kind"], row["name"]): row for row in rows_of(client.get(DICTIONARY))}
    rows = rows_of(client.get(FIGURES))

    assert {name for kind, name in told if kind == "column"} == set(rows[0])
    assert {row["withheld"] for row in rows} - {""} <= {name for kind, name in told if kind == "reason"}
    assert {name for kind, name in told if kind == "indicator"} == set(definitions())
    assert all(row["meaning_en"] and row["meaning_ar"] and row["label_fr"] for row in told.values())
    kpi = curriculum().indicator("scrap-rate")
    row = told["indicator", "scrap-rate"]
    assert (row["numerator"], row["denominator"], row["source"]) == ("Pieces scrapped", "Pieces made", kpi.source)
    assert row["label_es"] == kpi.labels.in_("es")


def test_no_cell_of_a_file_is_a_formula(measured: Cast, client: Any) -> None:
    for path in (FIGURES, DICTIONARY):
        for row in csv.reader(io.StringIO(client.get(path).content.decode("utf-8-sig"))):
            assert not any(cell[:1] in "=+@\t\r" and cell for cell in row)
            assert all(re.fullmatch(r"-[\d.e-]+", cell) for cell in row if cell.startswith("-"))


@pytest.mark.parametrize("path", [FIGURES, "/open-data/figures.json", DICTIONARY])
def test_a_file_may_be_kept_and_is_asked_for_again_by_its_tag(measured: Cast, client: Any, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first["ETag"]})

    assert "max-age" in first["Cache-Control"] and first["Access-Control-Allow-Origin"] == "*"
    assert (again.status_code, again.content) == (304, b"")
    assert first.cookies.output() == ""


def test_new_figures_make_a_new_file(measured: Cast, client: Any) -> None:
    before = client.get(FIGURES)
    firm(measured, "One more")
    standings.refresh()

    after = client.get(FIGURES, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200 and after.content != before.content


def test_names_of_columns_do_not_change() -> None:
    assert list(open_data.COLUMNS) == [
        "indicator", "label", "defined_in", "measure", "unit", "by", "part", "value", "low", "high", "n", "n_trained",
        "n_reporting", "n_improved", "median", "median_low", "median_high", "q1", "q3", "distribution", "currency", "withheld",
        "worked_out_at",
    ]  # fmt: skip


def test_before_there_is_any_figure_the_pages_and_files_say_so(client: Any) -> None:
    assert "No data yet" in read(client, AGENDA)
    assert "the files hold only their headings" in read(client, DATA)
    assert rows_of(client.get(FIGURES)) == []
    assert json.loads(client.get("/open-data/figures.json").content)["figures"] == []


def test_the_pages_cost_one_query_each(measured: Cast, client: Any, django_assert_num_queries: Any) -> None:
    for path in (AGENDA, METHOD, DATA):
        client.get(path)
        with django_assert_num_queries(1):
            assert client.get(path).cookies.output() == ""
