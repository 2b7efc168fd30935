"""Savings in one currency at dated rates: by a source, by the day, or left out and counted."""

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from genba.audit.models import Event
from genba.cli import main
from genba.impact import standings
from genba.impact.actions import rates
from genba.impact.actions.rates import Said
from genba.impact.models import ExchangeRate, Standing
from genba.kit.refused import Refused
from genba.plans.models import Action
from genba.programmes.actions import engagements
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_impact import firm, saved
from tests.words import words_of

PAGE = "/desk/programme/rates/"
BANK = "Central Bank of Kenya, mean rate"
JUNE = date(2026, 6, 30)


def stated(taking: Engagement, amount: int, currency: str, on: date | None, kind: str = "monthly") -> Action:
    made = saved(taking, amount, kind, currency)
    Action.objects.filter(pk=made.pk).update(saving_on=on)
    return made


def enter(cast: Cast, *lines: str) -> list[ExchangeRate]:
    return rates.enter(by=cast.director, said=rates.read_lines("\n".join(lines)), source=BANK)


def figure(country: str = "") -> Standing:
    standings.refresh()
    return Standing.objects.get(indicator="savings-at-rate", country=country, module="", group="", provider_id=0)


@pytest.fixture
def takings(cast: Cast) -> list[Engagement]:
    """Three firms of Kenya, one of Viet Nam."""
    return [
        *(firm(cast, f"Model Works {at}") for at in range(3)),
        firm(cast, "Song Hong Works", country="VN", provider=cast.rival),
    ]


def test_savings_of_several_currencies_stand_in_one_at_the_rate_of_their_day(cast: Cast, takings: list[Engagement]) -> None:
    stated(takings[0], 129, "KES", JUNE)
    stated(takings[1], 258, "KES", date(2026, 7, 15))
    stated(takings[2], 100, "USD", None)
    enter(cast, "KES 2026-06-30 129", "KES 2026-07-10 130")

    row = figure()

    amounts = sorted([12 * 129 / 129, 12 * 258 / 130, 12 * 100.0])
    assert row.value == pytest.approx(amounts[1]) and row.detail["total"] == pytest.approx(sum(amounts))
    assert row.detail["currency"] == "USD" and "left_out" not in row.detail
    assert row.detail["rates"] == [["KES", "2026-06-30", "129", BANK], ["KES", "2026-07-10", "130", BANK]]
    assert (
        Standing.objects.get(indicator="savings", country="", module="", group="", provider_id=0).withheld
        == "mixed-currencies"
    )


def test_without_a_rate_an_enterprise_is_left_out_as_a_whole_and_counted_with_its_currency(
    cast: Cast, takings: list[Engagement]
) -> None:
    stated(takings[0], 129, "KES", JUNE)
    stated(takings[3], 25_000, "VND", JUNE)
    stated(takings[3], 10, "USD", JUNE)  # told alone, it would be too little for this enterprise
    enter(cast, "KES 2026-06-30 129")

    row = figure()

    assert (row.value, row.detail["n"]) == (12, 1)
    assert row.detail["left_out"] == {"no-rate": 1} and row.detail["without_rate"] == {"VND": 1}
    assert (figure("VN").value, figure("VN").withheld) == (None, "no-rate")


@pytest.mark.parametrize(
    ("day", "holds"),
    [(JUNE, True), (date(2026, 10, 8), True), (date(2026, 10, 9), False), (date(2026, 6, 29), False), (None, False)],
)
def test_a_rate_holds_from_its_day_for_a_hundred_days(
    cast: Cast, takings: list[Engagement], day: date | None, holds: bool
) -> None:
    stated(takings[0], 129, "KES", day)
    enter(cast, "KES 2026-06-30 129")

    assert (figure().value is not None) is holds


def test_the_office_writes_rates_down_and_sees_what_waits(cast: Cast, takings: list[Engagement], sign_in: Any) -> None:
    stated(takings[0], 129, "KES", JUNE)
    stated(takings[3], 25_000, "VND", None)
    client = sign_in(cast.director)
    before = words_of(client.get(PAGE))

    answer = client.post(PAGE, {"lines": "KES 2026-06-30 129.24\n", "source": BANK}, follow=True)

    assert "June 2026, KES : one saving" in before and "nobody wrote down when, VND : one saving" in before
    after = words_of(answer)
    assert "1 rate is new or different." in after and "June 2026, KES :" not in after and "129.24" in after and BANK in after
    assert Event.objects.get(verb="enter", noun="exchangerate").changes["rate"] == [None, ["129.240000", BANK]]


def test_a_rate_is_put_right_and_the_trail_keeps_what_it_was(cast: Cast) -> None:
    enter(cast, "KES 2026-06-30 12.924")

    assert [str(r.units) for r in enter(cast, "KES 2026-06-30 129.24")] == ["129.240000"]
    assert enter(cast, "KES 2026-06-30 129.24") == [], "the same again changes nothing"

    assert Event.objects.get(verb="correct").changes["rate"][0] == ["12.924000", BANK]
    assert ExchangeRate.objects.get().units == Decimal("129.24")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", "Write at least one rate"),
        ("KES 129.24", "is no rate. Write it such as"),
        ("KES 2026-13-01 129", "is no rate"),
        ("KES 2026-06-30 many", "is no rate"),
        ("XQZ 2026-06-30 2", "is no currency"),
        ("USD 2026-06-30 1", "needs no rate"),
        ("KES 2126-06-30 129", "has not come yet"),
        ("KES 2026-06-30 0", "above nought"),
        ("KES 2026-06-30 NaN", "above nought"),
        ("KES 2026-06-30 0.0000001", "too small to be kept"),
        ("KES 2026-06-30 129\nkes 2026-06-30 130", "two rates of one day"),
    ],
)  # fmt: skip
def test_what_is_no_rate_is_refused_and_nothing_is_kept(cast: Cast, line: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        enter(cast, "KES 2026-06-29 128", line) if line else rates.enter(by=cast.director, said=[], source=BANK)

    assert not ExchangeRate.objects.exists()


def test_a_rate_without_a_source_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="Say whose rate it is"):
        rates.enter(by=cast.director, said=[Said("KES", JUNE, Decimal(129))], source=" ")


def test_whoever_may_only_read_sees_rates_and_enters_none(cast: Cast, sign_in: Any) -> None:
    enter(cast, "KES 2026-06-30 129")
    client = sign_in(cast.auditor)

    assert "129" in words_of(client.get(PAGE)) and "Write rates down" not in words_of(client.get(PAGE))
    client.post(PAGE, {"lines": "KES 2026-06-29 1", "source": BANK})
    assert ExchangeRate.objects.count() == 1
    assert sign_in(cast.coordinator).get(PAGE).status_code == 403


def test_a_file_of_rates_is_taken_in_whole_or_not_at_all(cast: Cast, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "rates.csv"
    head = "currency,dated_on,units,source\n"
    file.write_text(f"{head}KES,2026-06-30,129.24,{BANK!r}\nVND,2026-06-30,nothing,x\n", encoding="utf-8")
    assert main(["rates", "--file", str(file)]) == 1 and not ExchangeRate.objects.exists()
    file.write_text(f'{head}KES,2026-06-30,129.24,"{BANK}"\nVND,2026-06-30,26050,State Bank\n', encoding="utf-8")

    assert main(["rates", "--file", str(file)]) == 0
    capsys.readouterr()
    assert main(["rates", "--format", "json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [(r["currency"], r["units"], r["source"]) for r in told["rates"]] == [
        ("KES", "129.240000", BANK), ("VND", "26050.000000", "State Bank")]  # fmt: skip


def test_the_page_the_records_and_the_terminal_say_the_same(
    cast: Cast, takings: list[Engagement], sign_in: Any, capsys: Any
) -> None:
    stated(takings[0], 1290, "KES", JUNE)
    stated(takings[3], 25_000, "VND", JUNE)
    enter(cast, "KES 2026-06-30 129")
    figure()
    client = sign_in(cast.director)

    page = words_of(client.get("/desk/programme/")).replace("\u00a0", " ")
    file = b"".join(client.get("/desk/programme/records/?figure=savings-at-rate&format=csv").streaming_content)
    assert main(["indicators", "savings-at-rate", "--inside", "--format", "json"]) == 0

    assert "Savings a year, in one currency" in page and "One enterprise: no exchange rate for the day of a saving" in page
    assert "129 KES" in page and f"30 June 2026, {BANK}" in page
    rows = {row["Enterprise"]: row for row in csv.DictReader(io.StringIO(file.decode("utf-8-sig")))}
    assert rows["Model Works 0"]["In the programme’s currency"] == "120.0"
    assert rows["Song Hong Works"]["In the programme’s currency"] == "" and rows["Song Hong Works"]["A year"] == "300000.0"
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["value"], told["n"], told["left_out"]) == (120, 1, "no-rate: 1")


def test_outsiders_read_no_counts_of_ones_and_twos(cast: Cast, takings: list[Engagement], capsys: Any) -> None:
    for taking in takings[:3]:
        stated(taking, 129, "KES", JUNE)
    enter(cast, "KES 2026-06-30 129")
    engagements.withdraw(by=cast.coordinator, engagement=takings[2], withdrawn_on=date(2026, 7, 1), reason="Moved")
    assert figure().detail["left_out"] == {"withdrawn": 1}

    main(["indicators", "--format", "json"])

    assert {row["left_out"] for row in json.loads(capsys.readouterr().out)} == {""}
