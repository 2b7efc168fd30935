"""Exchange rates by program: written down all or none, listed with their source, and what waits for one."""

from datetime import date
from typing import Any

import pytest

from genba.audit.models import Event
from genba.impact.models import ExchangeRate
from genba.plans.models import Action
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_impact import firm, saved

BANK = "Central Bank of Kenya, mean rate"
JUNE = {"currency": "KES", "dated_on": "2026-06-30", "units": "129.24"}


def said(*rates: dict[str, Any], source: str = BANK) -> dict[str, Any]:
    return {"source": source, "rates": list(rates)}


def test_rates_of_one_source_are_written_down_and_read_the_latest_first(cast: Cast, program: Any, page: Any) -> None:
    kip = program(cast.officer)

    made = ok(kip.post("/rates", said(JUNE, {**JUNE, "dated_on": "2026-07-31", "units": 130})))
    seen = ok(page(cast.auditor).get("/rates", {"size": 1}), 200)
    rest = ok(page(cast.auditor).get("/rates", {"size": 1, "after": seen["next"]}), 200)

    assert [rate["dated_on"] for rate in made] == ["2026-06-30", "2026-07-31"]
    assert seen["items"] + rest["items"] == made[::-1] and rest["next"] is None
    (june,) = rest["items"]
    assert (june["currency"], june["units"], june["base"], june["source"]) == ("KES", "129.240000", "USD", BANK)
    assert june["entered_by"] == "Kip Example"
    assert Event.objects.filter(verb="enter", noun="exchangerate", by=cast.officer.code).count() == 2


def test_a_rate_is_put_right_and_the_same_again_changes_nothing(cast: Cast, program: Any) -> None:
    dana = program(cast.director)
    ok(dana.post("/rates", said({**JUNE, "units": "12.924"})))

    (righted,) = ok(dana.post("/rates", said(JUNE)))

    assert righted["units"] == "129.240000" and ok(dana.post("/rates", said(JUNE))) == []
    assert Event.objects.get(verb="correct", noun="exchangerate").changes["rate"][0] == ["12.924000", BANK]
    assert len(ok(dana.get("/rates"), 200)["items"]) == 1


def test_rates_for_another_currency_of_the_programme_are_not_among_them(cast: Cast, program: Any, settings: Any) -> None:
    dana = program(cast.director)
    ok(dana.post("/rates", said(JUNE)))
    settings.CURRENCY = "EUR"

    ok(dana.post("/rates", said({**JUNE, "units": "140"})))

    assert [(rate["base"], rate["units"]) for rate in ok(dana.get("/rates"), 200)["items"]] == [("EUR", "140.000000")]


def test_what_waits_for_a_rate_is_told_until_there_is_one(cast: Cast, program: Any) -> None:
    dana, kip = program(cast.director), program(cast.officer)
    kenyan, other = firm(cast, "Model Works"), firm(cast, "Song Hong Works", country="VN", provider=cast.rival)
    Action.objects.filter(pk=saved(kenyan, 129, currency="KES").pk).update(saving_on=date(2026, 7, 15))
    saved(other, 25_000, currency="VND")
    shilling = {"currency": "KES", "month": "2026-07-01", "n": 1}

    before = [ok(who.get("/rates/waiting"), 200) for who in (dana, kip)]
    ok(kip.post("/rates", said(JUNE)))
    after = [ok(who.get("/rates/waiting"), 200) for who in (dana, kip)]

    assert before == [[shilling, {"currency": "VND", "month": None, "n": 1}], [shilling]]
    assert after == [[{"currency": "VND", "month": None, "n": 1}], []]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"currency": "XQZ"}, "rates"),
        ({"currency": "USD"}, "rates"),
        ({"dated_on": "2126-06-30"}, "rates"),
        ({"dated_on": "2026-06-29"}, "rates"),
        ({"currency": "shilling"}, "rates.1.currency"),
        ({"dated_on": "June"}, "rates.1.dated_on"),
        ({"units": "0"}, "rates.1.units"),
        ({"units": "0.0000001"}, "rates.1.units"),
        ({"units": "many"}, "rates.1.units"),
        ({"colour": "red"}, "rates.1.colour"),
    ],
    ids=[
        "no currency",
        "the own one",
        "to come",
        "twice",
        "a word",
        "no day",
        "nought",
        "too small",
        "no number",
        "unknown",
    ],
)
def test_one_wrong_rate_is_named_and_none_is_kept(cast: Cast, program: Any, wrong: dict[str, Any], field: str) -> None:
    first = {**JUNE, "dated_on": "2026-06-29"}

    answer = program(cast.director).post("/rates", said(first, {**JUNE, **wrong}))

    assert about(answer) == [field] and not ExchangeRate.objects.exists()


def test_rates_need_a_source_and_there_must_be_some(cast: Cast, program: Any) -> None:
    dana = program(cast.director)

    assert about(dana.post("/rates", said(JUNE, source=" "))) == ["source"]
    assert about(dana.post("/rates", said())) == ["rates"]
    assert about(dana.post("/rates", {"rates": [JUNE]})) == ["source"]


def test_whoever_reads_figures_reads_rates_and_enters_none_without_the_permission(
    cast: Cast, program: Any, page: Any
) -> None:
    problem_of(page(cast.auditor).post("/rates", said(JUNE)), 403)
    for path in ("/rates", "/rates/waiting"):
        assert page(cast.auditor).get(path).status_code == 200
        problem_of(program(cast.coordinator).get(path), 403)
    problem_of(program(cast.coordinator).post("/rates", said(JUNE)), 403)
    assert not ExchangeRate.objects.exists()
