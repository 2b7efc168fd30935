"""A sponsor reads what became of what it pays for, in figures without names; who it is was said once, by the office."""

import re
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from genba.access.actions import users
from genba.access.models import User
from genba.audit.actions import SYSTEM
from genba.directory.actions.organisations import add_sponsor
from genba.directory.models import Sponsor
from genba.facts import follow
from genba.programmes.actions.engagements import Share, withdraw
from genba.programmes.models import Engagement, PayerName
from tests.cast import PASSWORD, Cast
from tests.scenes_impact import attend, change, firm, train
from tests.scenes_parts import KPI, group, ready
from tests.words import text_of

PAGE, PAYERS = "/portal/sponsored/", "/desk/programme/payers/"
FUND = (Share("enterprise", Decimal(100)), Share("donor", Decimal(300), "Harbour Fund"))


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-15T10:00:00Z", tick=True) as clock:
        yield clock


@pytest.fixture
def fund(cast: Cast) -> Sponsor:
    return add_sponsor(by=SYSTEM, name="Harbour Fund", country="KE")


@pytest.fixture
def saga(fund: Sponsor) -> User:
    """An officer of the fund."""
    made = users.add(by=SYSTEM, name="Saga Malli", email="saga@example.org", password=PASSWORD)
    users.give(by=SYSTEM, user=made, role="sponsor-officer", scope_kind="sponsor", scope_id=fund.pk)
    return made


def paid(cast: Cast, n: int, shares: Any = FUND, *, better: int = 0, name: str = "Paid", **more: Any) -> list[Engagement]:
    """Trained enterprises for which these shares were agreed, two people of each trained; the first `better` have a fifth less
    absence, the others a fifth more."""
    made = [firm(cast, f"{name} {at}", shares=shares, price=sum(int(s.amount) for s in shares), **more) for at in range(n)]
    for at, one in enumerate(made):
        train(cast, one)
        change(one, KPI, 100, 80 if at < better else 120)
    return made


def say(client: Any, name: str, body: Any, *, payer: str = "donor", country: str = "KE") -> Any:
    sign = f"{type(body).__name__.lower()}:{body.code}" if body else ""
    return client.post(PAYERS, {"country": country, "payer": payer, "name": name, "body": sign}, follow=True)


def card(page: str, name: str) -> str:
    return page[page.index("Reach Each") :].partition(f" {name} ")[2][:110]


def absence(page: str) -> str:
    return page.partition("Of the enterprises whose agreements count here")[2].partition("Absenteeism")[2][:200]


def test_the_office_says_who_a_payer_is_and_the_sponsor_sees_its_part_beside_the_whole(
    cast: Cast, sign_in: Any, fund: Sponsor, saga: User
) -> None:
    paid(cast, 6, better=6)
    paid(cast, 6, (Share("enterprise", Decimal(400)),), name="Other")
    ready()
    before = text_of(sign_in(saga).get(PAGE))

    shown = text_of(say(sign_in(cast.officer), "Harbour Fund", fund))
    follow.follow()
    page = text_of(sign_in(saga).get(PAGE))

    assert "No agreement yet" in before and "“Harbour Fund”: kept" in shown
    assert re.search(r"USD 6 1,800 USD \(75 %\) 0 USD 2,400 USD", page), page[:900]
    assert card(page, "Enterprises in training").startswith("6 enterprises The programme as a whole: 12")
    assert re.search(r"6 of 6 of 6 \(100 %\) 100 % 6 of 6 \(61 % – 100 %\) −20 %", absence(page)), absence(page)
    assert "12 of 12 report; 50 % improved" in page
    assert "Kenya Workplace cooperation 6" in page
    assert "Paid 0" not in page and "Sample Street" not in page


@pytest.mark.parametrize(("n", "others"), [(4, 8), (8, 3)], ids=["few of its own", "few others, by subtraction"])
def test_where_few_stand_behind_it_only_the_agreements_are_told(
    cast: Cast, sign_in: Any, fund: Sponsor, saga: User, n: int, others: int
) -> None:
    paid(cast, n, better=n)
    paid(cast, others, (Share("enterprise", Decimal(400)),), name="Other")
    say(sign_in(cast.officer), "Harbour Fund", fund)
    ready()

    page = text_of(sign_in(saga).get(PAGE))

    assert card(page, "Enterprises").startswith(f"{n} enterprises")
    assert f"Kenya Workplace cooperation {n}" in page
    for name in ("Enterprises in training", "People trained", "Went on to a further module", "Completed a module"):
        assert card(page, name).startswith("Hidden: too few"), name
    assert "−20 %" not in page and "of 4 of" not in page


def test_people_are_told_by_sex_where_no_group_and_no_rest_is_small(
    cast: Cast, sign_in: Any, fund: Sponsor, saga: User
) -> None:
    for at, one in enumerate([*paid(cast, 6), *paid(cast, 6, (Share("enterprise", Decimal(400)),), name="Other")]):
        for sex, n in (("female", 2), ("male", 1 if at % 2 else 0)):
            for number in range(n):
                attend(cast, one.participations.get().workshop, one, f"{sex} {at} {number}", sex, "worker", 180, 180)
    say(sign_in(cast.officer), "Harbour Fund", fund)
    ready()

    page = text_of(sign_in(saga).get(PAGE))

    assert "Man Hidden: too few Woman Hidden: too few Worker 15" in page  # 3 men; 12 women are all but them


def test_a_name_counts_however_it_is_typed_and_only_in_its_country(cast: Cast, sign_in: Any, fund: Sponsor) -> None:
    paid(cast, 2, (Share("donor", Decimal(10), "HARBOUR  fund."),))
    paid(cast, 1, (Share("donor", Decimal(10), "Harbour Fund"),), name="Once more")
    paid(cast, 1, (Share("donor", Decimal(10), "Harbour Fund"),), name="Elsewhere", country="VN", provider=cast.rival)
    client = sign_in(cast.officer)
    page = text_of(client.get(PAYERS))

    assert "HARBOUR fund. also written: Harbour Fund A donor Kenya 3" in page and "Viet Nam" not in page
    say(client, "harbour fund", fund)
    facts = follow.rebuild()
    assert facts is not None
    at = facts.named.cuts["sponsor"].index(fund.code)
    assert int((facts.takings["sponsor"] == at).sum()) == 3


def test_what_was_said_can_be_said_again_and_taken_back(cast: Cast, sign_in: Any, fund: Sponsor) -> None:
    other = add_sponsor(by=SYSTEM, name="Another Fund", country="KE")
    paid(cast, 1)
    client = sign_in(cast.officer)
    ready()

    def counted() -> list[str]:
        facts = follow.follow()
        assert facts is not None
        return sorted(facts.named.cuts["sponsor"][at] for at in set(facts.takings["sponsor"].tolist()))

    say(client, "Harbour Fund", fund)
    assert fund.code in counted()
    say(client, "Harbour Fund", other)
    assert other.code in counted() and fund.code not in counted()
    say(client, "Harbour Fund", None)
    assert other.code not in counted()
    assert PayerName.objects.count() == 1


def test_of_two_sponsors_an_agreement_counts_for_who_pays_more_and_money_for_both(
    cast: Cast, sign_in: Any, fund: Sponsor, saga: User
) -> None:
    ministry = add_sponsor(by=SYSTEM, name="Ministry of Samples", country="KE")
    shared = (
        Share("donor", Decimal(100), "Harbour Fund", in_kind=True),
        Share("ministry", Decimal(300), "Ministry of Samples"),
    )
    paid(cast, 1, shared)
    left = paid(cast, 1, name="Left")[0]
    withdraw(by=cast.coordinator, engagement=left, withdrawn_on=left.agreed_on, reason="closed")
    client = sign_in(cast.officer)
    say(client, "Harbour Fund", fund)
    say(client, "Ministry of Samples", ministry, payer="ministry")
    ready()

    page = text_of(sign_in(saga).get(PAGE))

    assert re.search(r"USD 1 100 USD \(25 %\) 100 USD 400 USD", page), page[:900]
    assert "No figures yet" in page


def test_a_brand_that_pays_is_a_sponsor_among_the_parts(cast: Cast, sign_in: Any) -> None:
    say(sign_in(cast.officer), "Beispiel Stores", cast.brand, payer="brand")
    paid(cast, 2)
    ready()

    page = text_of(sign_in(cast.director).get("/desk/programme/parts/", {"indicator": "enterprises", "by": "sponsor"}))

    assert re.search(r"Beispiel Stores 1 ", page) and re.search(r"not stated 2 ", page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [({"body": "brand:{brand}"}, "A ministry or donor is one of the sponsors"), ({"body": "sponsor:ZZZZZZZZ"}, "is not here any more"),
     ({"body": "garbage"}, "is not here any more"), ({"country": "VN"}, "not one of the available choices"), ({"name": "…"}, "with a name"),
     ({"payer": "enterprise"}, "not one of the available choices")],
    ids=["a brand for a donor", "gone", "no body", "another country", "no name", "the enterprise itself"],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(
    cast: Cast, sign_in: Any, fund: Sponsor, typed: dict[str, str], said: str
) -> None:
    asked = {"country": "KE", "payer": "donor", "name": "Harbour Fund", "body": f"sponsor:{fund.code}"}
    asked |= {key: value.format(brand=cast.brand.code) for key, value in typed.items()}

    answer = sign_in(cast.officer).post(PAYERS, asked, follow=True)

    assert said in text_of(answer) and not PayerName.objects.exists()


def test_a_sponsor_is_added_once(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.officer)
    new = {"deed": "add", "name": "  Chamber of  Samples ", "country": "KE"}

    assert "Chamber of Samples is kept as a sponsor" in text_of(client.post(PAYERS, new, follow=True))
    again = client.post(PAYERS, new | {"name": "chamber of samples"})

    assert again.status_code == 422 and "A sponsor of this name is here already" in text_of(again)
    assert Sponsor.objects.get().name == "Chamber of Samples"


def test_a_sponsor_sees_nobody_elses_part_and_nothing_else(cast: Cast, sign_in: Any, fund: Sponsor, saga: User) -> None:
    other = add_sponsor(by=SYSTEM, name="Another Fund", country="VN")
    client = sign_in(saga)

    assert client.get(PAGE, {"sponsor": other.code}).status_code == 404
    for closed in (PAYERS, "/desk/programme/", "/portal/suppliers/", f"/enterprises/{cast.garments.code}/"):
        assert client.get(closed).status_code in (403, 404), closed
    assert sign_in(cast.officer).get(PAGE, {"sponsor": other.code}).status_code == 404  # of another country
    assert sign_in(cast.director).get(PAGE, {"sponsor": other.code}).status_code == 200
    assert sign_in(cast.coordinator).get(PAYERS).status_code == 403


def test_what_would_leave_few_others_of_a_country_is_hidden_however_many_there_are_elsewhere(
    cast: Cast, sign_in: Any, fund: Sponsor, saga: User
) -> None:
    paid(cast, 8, better=8)
    paid(cast, 2, (Share("enterprise", Decimal(400)),), name="Beside")
    group(cast, 9, better=1, country="VN", provider=cast.rival)
    say(sign_in(cast.officer), "Harbour Fund", fund)
    ready()

    page = text_of(sign_in(saga).get(PAGE))

    assert card(page, "Enterprises").startswith("8 enterprises")  # what it pays for it knows
    assert card(page, "Enterprises in training").startswith("Hidden: too few")
    assert card(page, "Completed a module").startswith("Hidden: too few")
    assert "−20 %" not in page and "8 of 8" not in page
