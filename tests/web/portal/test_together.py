"""What a buyer's suppliers did together: those that agreed to share it, in the kinds they agreed to, and no small group."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine

from genba.audit.models import Event
from genba.directory.models import Brand
from genba.facts import follow
from genba.impact.tasks import changed_since
from genba.observations.models import Observation
from genba.partnerships import actions as consents
from genba.partnerships.models import Consent
from genba.programmes.models import Engagement
from tests.cast import Cast
from tests.scenes_impact import check
from tests.scenes_parts import group, ready
from tests.words import text_of

PAGE = "/portal/together/"


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel("2026-07-15T10:00:00Z", tick=True) as clock:
        yield clock


def share(cast: Cast, made: list[Engagement], *kinds: str, brand: Brand | None = None, **days: Any) -> list[Consent]:
    return [consents.give(by=cast.owner, enterprise=one.enterprise, brand=brand or cast.brand, covers=kind, **days)
            for one in made for kind in kinds]  # fmt: skip


def absence(page: str) -> str:
    return page.partition("Of the suppliers that share how their numbers changed")[2].partition("Absenteeism")[2][:260]


def test_without_consent_there_is_nothing_and_nothing_to_write_down(cast: Cast, sign_in: Any) -> None:
    group(cast, 6, better=6)
    ready()

    page = text_of(sign_in(cast.brand_officer).get(PAGE))

    assert "Nobody shares anything yet" in page and "−20 %" not in page and "6 of 6" not in page
    assert not Event.objects.filter(verb="view-shared").exists()


def test_who_only_looks_changes_no_fact_and_has_no_enterprise_read_anew(cast: Cast, sign_in: Any) -> None:
    share(cast, group(cast, 6, better=6), "change")
    ready()
    follow.follow()
    before = follow.follow()
    begun = Event.objects.latest("pk").pk

    sign_in(cast.brand_officer).get(PAGE)

    after = follow.follow()
    assert Event.objects.filter(pk__gt=begun, verb="view-shared").count() == 6
    assert before and after and after.named.version == before.named.version
    assert changed_since(begun, Observation.objects.latest("pk").pk) == set()


def test_only_those_who_share_changes_are_in_what_changed(cast: Cast, sign_in: Any) -> None:
    made = group(cast, 6, better=6)
    group(cast, 7, better=0, name="Silent")
    share(cast, made, "change")
    ready()

    page = text_of(sign_in(cast.brand_officer).get(PAGE))

    assert re.search(r"6 of 6 of 6 \(100 %\) 100 % 6 of 6 \(61 % – 100 %\) −20 %", absence(page)), absence(page)
    assert "6 suppliers share how their numbers changed" in page
    assert "0 suppliers share which modules they take" in page


@pytest.mark.parametrize(("n", "others"), [(4, 8), (6, 3)], ids=["few who share", "few others, by subtraction"])
def test_small_groups_are_hidden_with_what_would_reveal_them(cast: Cast, sign_in: Any, n: int, others: int) -> None:
    made = group(cast, n, better=n)
    group(cast, others, better=0, name="Silent")
    share(cast, made, "change")
    ready()

    page = text_of(sign_in(cast.brand_officer).get(PAGE))

    assert f"{n} suppliers share how their numbers changed. Hidden: too few" in page
    assert f"{n} of {n}" not in page and "−20 %" not in page


def test_each_kind_opens_its_own_part_only(cast: Cast, sign_in: Any) -> None:
    made = group(cast, 6, better=6)
    group(cast, 6, better=0, name="Silent")
    for one in made:
        check(cast, one, "daily-meeting", d20260201="absent", d20260501="practised")
    share(cast, made, "progress")
    ready()
    client = sign_in(cast.brand_officer)

    progress = text_of(client.get(PAGE))
    share(cast, made, "practices")
    practices = text_of(client.get(PAGE))

    assert "Suppliers that take a module 6 Suppliers in training 6 Modules taken 6" in progress
    assert "−20 %" not in progress and "adopted since the first check" not in progress
    assert "1.0 adopted since the first check, for each of 6 suppliers" in practices and "−20 %" not in practices


def test_what_is_taken_back_or_over_is_out_with_the_next_look(cast: Cast, sign_in: Any, _today: Any) -> None:
    made = group(cast, 8, better=8)
    group(cast, 8, better=0, name="Silent")
    given = share(cast, made[:6], "change")
    share(cast, made[6:], "change", until_on=date(2026, 7, 20))
    ready()
    assert "8 of 8 of 8" in absence(text_of(sign_in(cast.brand_officer).get(PAGE)))

    consents.withdraw(by=cast.owner, consent=given[0])
    assert "7 of 7 of 7" in absence(text_of(sign_in(cast.brand_officer).get(PAGE)))

    _today.move_to("2026-07-20T10:00:00Z")
    assert "5 of 5 of 5" in absence(text_of(sign_in(cast.brand_officer).get(PAGE)))


def test_a_consent_to_another_brand_is_none_to_this_one(cast: Cast, sign_in: Any) -> None:
    other = Brand.objects.create(name="Other Stores")
    share(cast, group(cast, 6, better=6), "change", "progress", brand=other)
    ready()
    client = sign_in(cast.brand_officer)

    assert "Nobody shares anything yet" in text_of(client.get(PAGE))
    assert client.get(PAGE, {"brand": other.code}).status_code == 404


def test_every_look_is_written_down_and_the_supplier_sees_it(cast: Cast, sign_in: Any) -> None:
    made = group(cast, 5, better=5)
    consents.give(by=cast.owner, enterprise=cast.garments, brand=cast.brand, covers="progress")
    share(cast, made, "change", "progress")
    ready()
    client = sign_in(cast.brand_officer)

    for _look in range(2):
        client.get(PAGE)

    seen = Event.objects.filter(verb="view-shared", noun="enterprise", by=cast.brand_officer.code)
    assert seen.count() == 2 * 6
    told = seen.filter(code=made[0].enterprise.code).first()
    assert told is not None
    assert told.changes == {"brand": "Beispiel Stores", "covers": ["change", "progress"], "together": True}
    assert "Beispiel Stores" in text_of(sign_in(cast.owner).get(f"/enterprises/{cast.garments.code}/sharing/"))


def test_the_page_names_no_supplier_and_no_level(cast: Cast, sign_in: Any) -> None:
    share(cast, group(cast, 6, better=6), "change", "progress", "practices")
    group(cast, 6, better=0, name="Silent")
    ready()

    page = text_of(sign_in(cast.brand_officer).get(PAGE))

    assert "Sample KE" not in page and "Silent" not in page
    assert "10.0" not in page and "8.0 %" not in page  # absence was 10 % and is 8 %


@pytest.mark.parametrize("who", ["director", "officer", "coordinator", "omar", "owner", "auditor", "worker"])
def test_it_is_the_buyers_page_alone(cast: Cast, sign_in: Any, who: str) -> None:
    assert sign_in(getattr(cast, who)).get(PAGE).status_code == 403


def test_the_page_asks_the_same_few_questions_however_many_suppliers(
    cast: Cast, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    share(cast, group(cast, 5, better=5), "change", "progress", "practices")
    ready()
    client = sign_in(cast.brand_officer)
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)

    share(cast, group(cast, 7, better=5, name="Further"), "change", "progress", "practices")
    ready()
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_country_in_which_few_others_are_hides_what_changed(cast: Cast, sign_in: Any) -> None:
    made = group(cast, 8, better=8)
    group(cast, 2, better=0, name="Silent")
    group(cast, 9, better=1, name="Far", country="VN", provider=cast.rival)
    share(cast, made, "change")
    ready()

    page = text_of(sign_in(cast.brand_officer).get(PAGE))

    assert "8 suppliers share how their numbers changed" in page
    assert "Hidden: too few" in page and "−20 %" not in page and "8 of 8" not in page
