"""An office reads a measure part by part: filtered, cut, and the same as a page, a table, data and at the command line."""

import csv
import io
import json
import re
from itertools import product
from typing import Any

import pytest
import time_machine

from genba.cli import main
from genba.facts import follow
from genba.impact import changes
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, count, firm, train

PARTS = "/desk/programme/parts/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-15T10:00:00Z", tick=True):
        yield


@pytest.fixture
def programme(cast: Cast) -> None:
    """Six enterprises in Kenya that got better by a fifth, six in Viet Nam of which one got better."""
    for country, n in product(("KE", "VN"), range(6)):
        one = firm(cast, f"Sample {country} {n}", country=country)
        train(cast, one, country=country)
        count(one.enterprise, "absenteeism", BEFORE, 100, 1000)
        count(one.enterprise, "absenteeism", AFTER, 80 if country == "KE" or n == 0 else 120, 1000)
    follow.rebuild()


def text_of(answer: Any) -> str:
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("\u00a0", " ").replace("\u202f", " ")
    )


def table_of(text: str) -> str:
    return text[text.index("Middle, half between") : text.index("As a table (CSV)")]


def test_a_director_compares_countries(cast: Cast, sign_in: Any, programme: None) -> None:
    page = text_of(sign_in(cast.director).get(PARTS, {"indicator": "absenteeism", "by": "country"}))

    assert re.search(r"Kenya 6 of 6 100 %: 6 of 6 \(61 % – 100 %\) −20 %", table_of(page))
    assert re.search(r"Vietnam 6 of 6 17 %: 1 of 6 \(3 % – 56 %\) \+20 %", table_of(page))


def test_a_filter_and_a_second_cut_stand_in_the_address(cast: Cast, sign_in: Any, programme: None) -> None:
    page = text_of(
        sign_in(cast.director).get(PARTS, {"indicator": "absenteeism", "by": "sector", "then": "size", "country": "VN"})
    )

    assert "Manufacturing · not stated 6 of 6" in table_of(page)
    assert "Kenya 6" not in page


def test_an_officer_sees_the_own_country_alone(cast: Cast, sign_in: Any, programme: None) -> None:
    client = sign_in(cast.officer)

    page = text_of(client.get(PARTS, {"indicator": "absenteeism", "by": "country"}))
    other = client.get(PARTS, {"indicator": "absenteeism", "country": "VN", "as": "json"})

    assert "Kenya 6 of 6" in table_of(page) and "Vietnam 6" not in page
    assert other.status_code == 422
    assert "Select a valid choice" in text_of(other)


def test_page_table_data_and_command_say_the_same(cast: Cast, sign_in: Any, programme: None, capsys: Any) -> None:
    client, asked = sign_in(cast.director), {"indicator": "absenteeism", "by": "country"}

    data = client.get(PARTS, {**asked, "as": "json"}).json()["rows"]
    table = b"".join(client.get(PARTS, {**asked, "as": "csv"}).streaming_content).decode("utf-8-sig")
    main(["parts", "absenteeism", "--by", "country", "--format", "json"])
    command = json.loads(capsys.readouterr().out)

    assert data == command
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [(r["country"], int(r["n_reporting"]), round(float(r["median"]), 9)) for r in rows] == [
        ("KE", 6, -0.2),
        ("VN", 6, 0.2),
    ]
    assert [r["median"] for r in data] == [float(r["median"]) for r in rows]


def test_few_enterprises_are_counted_and_nothing_more(cast: Cast, sign_in: Any) -> None:
    train(cast, cast.engagement)
    count(cast.garments, "absenteeism", BEFORE, 100, 1000)
    count(cast.garments, "absenteeism", AFTER, 80, 1000)
    follow.rebuild()

    page = text_of(sign_in(cast.director).get(PARTS, {"indicator": "absenteeism", "by": "country"}))

    assert "1 of 1 Too few to compare Too few to compare" in table_of(page)
    assert "−20" not in table_of(page)


def test_before_there_are_facts_the_page_says_so(cast: Cast, sign_in: Any) -> None:
    assert "No figures yet" in text_of(sign_in(cast.director).get(PARTS))


def test_a_part_that_nobody_was_trained_in_is_said_to_be_empty(cast: Cast, sign_in: Any, programme: None) -> None:
    page = text_of(sign_in(cast.director).get(PARTS, {"indicator": "absenteeism", "module": "workplace-cooperation", "year": "2026", "sector": "C",
                                                      "size": "unknown", "format": "unknown", "payer": "unknown", "country": "KE", "by": ""}))  # fmt: skip
    wrong = sign_in(cast.director).get(PARTS, {"indicator": "nonsense", "by": "colour"})

    assert "the whole 6 of 6" in table_of(page)
    assert wrong.status_code == 422 and "Select a valid choice" in text_of(wrong)


@pytest.mark.parametrize("said", ["country", "colour=red", "provider=Rift"])
def test_the_command_says_what_a_part_is(cast: Cast, programme: None, said: str, capsys: Any) -> None:
    assert main(["parts", "absenteeism", "--only", said]) != 0

    assert "Write it as country=KE" in capsys.readouterr().err


def test_what_somebody_types_reaches_the_page_with_the_next_look(cast: Cast, sign_in: Any, programme: None) -> None:
    one = firm(cast, "Sample KE 7")
    train(cast, one)
    count(one.enterprise, "absenteeism", BEFORE, 100, 1000)
    count(one.enterprise, "absenteeism", AFTER, 70, 1000)

    follow.follow()

    page = text_of(sign_in(cast.director).get(PARTS, {"indicator": "absenteeism", "by": "country"}))
    assert "Kenya 7 of 7" in table_of(page)


def test_a_page_asks_the_same_few_questions_however_many_parts(
    cast: Cast, sign_in: Any, programme: None, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(cast.director)
    client.get(PARTS, {"indicator": "absenteeism", "by": "provider"})

    with django_assert_max_num_queries(12):
        client.get(PARTS, {"indicator": "absenteeism", "by": "provider", "then": "region"})


def test_the_programmes_own_indicators_are_asked_in_the_same_way(
    cast: Cast, sign_in: Any, programme: None, capsys: Any
) -> None:
    client = sign_in(cast.director)
    asked = {"indicator": "enterprises-trained", "by": "country", "then": "payer"}

    page = text_of(client.get(PARTS, asked))
    rows = client.get(PARTS, {**asked, "as": "json"}).json()["rows"]
    table = list(csv.DictReader(io.StringIO(b"".join(client.get(PARTS, {**asked, "as": "csv"})).decode("utf-8-sig"))))
    assert main(["parts", "enterprises-trained", "--by", "country", "--by", "payer", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)

    assert "Vietnam · not stated 6 6" in page and "How many stand behind it" in page
    assert [(r["country"], r["payer"], r["value"], r["n"]) for r in rows] == [("KE", None, 6, 6), ("VN", None, 6, 6)]
    assert [(r["country"], r["value"]) for r in table] == [("KE", "6"), ("VN", "6")]
    assert said == rows


def test_a_cut_that_an_indicator_has_not_is_told_with_those_it_has(cast: Cast, sign_in: Any, programme: None) -> None:
    answer = sign_in(cast.director).get(PARTS, {"indicator": "enterprises", "by": "sex"})

    assert answer.status_code == 422
    assert "“Enterprises” cannot be cut by “Sex”. It can be cut by: Country, Region" in text_of(answer)


def test_a_share_has_its_interval_and_where_nothing_is_recorded_that_is_said(
    cast: Cast, sign_in: Any, programme: None
) -> None:
    client = sign_in(cast.director)
    changes.refresh()

    share = text_of(client.get(PARTS, {"indicator": "complete-measures", "by": "country"}))
    nothing = text_of(client.get(PARTS, {"indicator": "savings", "by": "country"}))

    assert "Kenya 100 % 61 % – 100 % 6" in share
    assert "Nothing is recorded there yet" in nothing


def test_a_figure_of_a_part_opens_to_the_enterprises_behind_it(cast: Cast, sign_in: Any, programme: None) -> None:
    client = sign_in(cast.director)
    changes.refresh()
    page = client.get(PARTS, {"indicator": "absenteeism", "by": "country", "sector": "C"}).content.decode()
    address = re.search(r'href="([^"]+/records/[^"]+country=VN[^"]*)"', page)
    assert address and "sector=C" in address[1]

    records = client.get(address[1].replace("&amp;", "&"))
    table = b"".join(client.get(address[1].replace("&amp;", "&") + "&as=csv")).decode("utf-8-sig")

    assert text_of(records).count("Sample VN") == 6 and "Sample KE" not in text_of(records)
    assert "Manufacturing" in text_of(records) and "Vietnam" in text_of(records)
    assert len(list(csv.DictReader(io.StringIO(table)))) == 6


def test_behind_an_own_figure_are_those_that_it_counts_page_after_page(cast: Cast, sign_in: Any, programme: None) -> None:
    client = sign_in(cast.director)
    for n in range(52):
        firm(cast, f"Sample PE {n}", country="PE")
    follow.follow()

    first = client.get(f"{PARTS}records/", {"indicator": "engagements", "country": "PE"})
    more = re.search(r'href="([^"]+)" rel="next"', first.content.decode())

    assert text_of(first).count("Sample PE") == 50 and more
    assert text_of(client.get(more[1].replace("&amp;", "&"))).count("Sample PE") == 2


def test_an_officer_finds_nobody_of_another_country_behind_a_figure(cast: Cast, sign_in: Any, programme: None) -> None:
    client = sign_in(cast.officer)

    assert "Sample VN" not in text_of(client.get(f"{PARTS}records/", {"indicator": "engagements"}))
    assert client.get(f"{PARTS}records/", {"indicator": "engagements", "country": "VN"}).status_code == 404
    assert client.get(f"{PARTS}records/", {"indicator": "satisfaction"}).status_code == 404


def test_a_kpi_is_not_cut_by_what_people_are(cast: Cast, sign_in: Any, programme: None, capsys: Any) -> None:
    answer = sign_in(cast.director).get(PARTS, {"indicator": "absenteeism", "by": "country", "then": "sex"})

    assert answer.status_code == 422
    assert "“Absenteeism” cannot be cut by “Sex”. It can be cut by: Country" in text_of(answer)
    assert main(["parts", "absenteeism", "--by", "sex"]) == 1
    assert "cannot be cut by" in capsys.readouterr().err


def test_enterprises_that_women_own_are_compared_and_those_not_stated_shown_as_such(
    cast: Cast, sign_in: Any, capsys: Any
) -> None:
    for owned, after in (("women", 80), ("others", 120), ("not-stated", 80)):
        for n in range(5):
            one = firm(cast, f"Sample {owned} {n}", owned=owned)
            train(cast, one)
            count(one.enterprise, "absenteeism", BEFORE, 100, 1000)
            count(one.enterprise, "absenteeism", AFTER, after, 1000)
    follow.rebuild()
    client = sign_in(cast.director)

    page = table_of(text_of(client.get(PARTS, {"indicator": "absenteeism", "by": "owned"})))
    alone = client.get(PARTS, {"indicator": "absenteeism", "by": "country", "owned": "women", "as": "json"}).json()["rows"]
    main(["parts", "absenteeism", "--by", "owned", "--format", "json"])
    told = json.loads(capsys.readouterr().out)

    assert re.search(r"Owned by women 5 of 5 100 %: 5 of 5 .* −20 %", page)
    assert re.search(r"Not owned by women 5 of 5 0 %: 0 of 5", page) and re.search(r"not stated 5 of 5", page)
    assert [(row["country"], row["n_reporting"], round(row["median"], 6)) for row in alone] == [("KE", 5, -0.2)]
    assert {(row["owned"], row["n_reporting"]) for row in told} == {("women", 5), ("others", 5), (None, 5)}
