"""Names of payers by program: what was written, who stands behind it, and saying so."""

from decimal import Decimal
from typing import Any

import pytest

from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.directory.actions.organisations import add_sponsor
from genba.directory.models import Sponsor
from genba.programmes.actions.engagements import Share
from genba.programmes.models import PayerName
from tests.api.answers import about, ok, problem_of
from tests.cast import Cast
from tests.scenes_impact import firm

FUND = {"country": "KE", "payer": "donor", "name": "Harbour Fund"}


@pytest.fixture
def fund(cast: Cast) -> Sponsor:
    """A fund that pays in Kenya twice, written in two ways, and once in Viet Nam."""
    for name in ("Harbour Fund", "HARBOUR fund."):
        firm(cast, f"Paid by {name}", shares=(Share("donor", Decimal(300), name),), price=300)
    firm(cast, "Paid", country="VN", provider=cast.rival, shares=(Share("donor", Decimal(300), "Harbour Fund"),), price=300)
    return add_sponsor(by=SYSTEM, name="Harbour Fund", country="KE")


def test_what_was_written_is_listed_and_named_once_for_all_ways_of_writing_it(
    cast: Cast, program: Any, fund: Sponsor
) -> None:
    kip = program(cast.officer)
    body = {"code": fund.code, "name": "Harbour Fund", "kind": "sponsor", "country": "KE"}

    before = ok(kip.get("/payers"), 200)
    made = ok(kip.post("/payers", {**FUND, "name": "harbour fund", "body": fund.code}))
    after = ok(kip.get("/payers", {"known": True}), 200)

    assert [(row["payer"], row["name"], row["agreements"], row["body"]) for row in before] == [
        ("donor", "HARBOUR fund.", 2, None), ("brand", "Beispiel Stores", 1, None)]  # fmt: skip
    assert made == {"country": "KE", "payer": "donor", "name": "harbour fund", "body": body}
    assert after == [{**before[0], "body": body}] and set(after[0]["spellings"]) == {"Harbour Fund", "HARBOUR fund."}
    assert [row["name"] for row in ok(kip.get("/payers", {"known": False}), 200)] == ["Beispiel Stores"]
    assert Event.objects.get(noun="payername").changes["body"] == fund.code


def test_a_brand_is_named_and_what_was_said_is_taken_back(cast: Cast, program: Any) -> None:
    dana, paid = program(cast.director), {"country": "KE", "payer": "brand", "name": "Beispiel Stores"}
    (brand,) = ok(dana.get("/payers/bodies"), 200)

    said = ok(dana.post("/payers", {**paid, "body": brand["code"]}))
    gone = ok(dana.post("/payers", {**paid, "body": None}))

    assert (brand["code"], brand["kind"], brand["country"]) == (cast.brand.code, "brand", None)
    assert said["body"] == brand and gone["body"] is None
    assert PayerName.objects.get().body is None


def test_somebody_of_one_country_sees_and_names_those_of_that_country(cast: Cast, program: Any, fund: Sponsor) -> None:
    kip, dana = program(cast.officer), program(cast.director)

    assert {row["country"] for row in ok(kip.get("/payers"), 200)} == {"KE"}
    assert ok(kip.get("/payers", {"country": "VN"}), 200) == []
    assert [row["name"] for row in ok(dana.get("/payers", {"country": "VN"}), 200)] == ["Harbour Fund"]
    assert about(kip.post("/payers", {**FUND, "country": "VN", "body": fund.code})) == ["country"]
    ok(dana.post("/payers", {**FUND, "country": "VN", "body": fund.code}))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": "ZZZZZZZZ"}, "body"),
        ({"body": "{brand}"}, "body"),
        ({"payer": "brand"}, "body"),
        ({"payer": "enterprise"}, "payer"),
        ({"payer": "aunt"}, "payer"),
        ({"name": "…"}, "name"),
        ({"name": ""}, "name"),
        ({"country": "XX"}, "country"),
        ({"country": "Kenya"}, "country"),
        ({"sponsor": "Harbour Fund"}, "sponsor"),
    ],
    ids=["nobody", "a brand for a donor", "a fund for a brand", "the enterprise itself", "no payer", "no letters", "no name",
         "no country", "a country in words", "unknown"],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(
    cast: Cast, program: Any, fund: Sponsor, wrong: dict[str, str], field: str
) -> None:
    typed = {key: value.format(brand=cast.brand.code) for key, value in wrong.items()}

    answer = program(cast.director).post("/payers", {**FUND, "body": fund.code, **typed})

    assert about(answer) == [field] and not PayerName.objects.exists()


def test_a_name_needs_a_word_about_who_it_is(cast: Cast, program: Any) -> None:
    assert about(program(cast.director).post("/payers", FUND)) == ["body"]


def test_only_the_office_reads_and_names_payers(cast: Cast, program: Any, page: Any, fund: Sponsor) -> None:
    for who in (program(cast.coordinator), page(cast.auditor), page(cast.owner)):
        problem_of(who.get("/payers"), 403)
        problem_of(who.get("/payers/bodies"), 403)
        problem_of(who.post("/payers", {**FUND, "body": fund.code}), 403)
    assert not PayerName.objects.exists()
