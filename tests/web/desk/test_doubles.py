"""Doubles at the desk: warned of while typing, looked at, merged, told apart, undone; and what befell an enterprise."""

from typing import Any

import pytest

from genba.directory import tasks
from genba.directory.actions import enterprises, people
from genba.directory.models import Merge, Person, PersonDouble
from genba.kit import outbox
from tests.cast import Cast
from tests.words import words_of


@pytest.fixture
def twin(cast: Cast) -> Person:
    return people.register(
        by=cast.coordinator, enterprise=cast.garments, name="Vidu Rosa", role="worker", phone="0712345678"
    )


def test_one_is_warned_while_typing_a_person(cast: Cast, sign_in: Any, django_assert_max_num_queries: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/people/similar/"
    client.get(address, {"name": "Rosa Vidu"})

    with django_assert_max_num_queries(16):
        part = client.get(address, {"name": "Роза Виду", "sex": "female"})

    assert "Sample Street Garments, Worker, Sewing" in words_of(part)
    assert "name alike" in words_of(part)


def test_somebody_beyond_reach_is_told_without_what_is_known_and_with_whom_to_ask(cast: Cast, sign_in: Any) -> None:
    elsewhere = enterprises.register(by=cast.director, name="Nakuru Mill", country="KE", provider=cast.rival)
    people.register(by=cast.director, enterprise=elsewhere, name="Juma Contoh", role="worker", phone="0799888777")

    part = words_of(sign_in(cast.coordinator).get(
        f"/desk/enterprises/{cast.garments.code}/people/similar/", {"name": "Juma Contoh", "phone": "0799888777"}))  # fmt: skip

    assert "Somebody of nearly this name" in part and "ask Delta Advisers" in part
    assert "Nakuru" not in part and "0799" not in part and "telephone" not in part


def test_a_pair_is_looked_at_merged_and_undone_and_the_old_code_opens_the_page(
    cast: Cast, sign_in: Any, twin: Person
) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/people/{cast.rosa.code}/merge/{twin.code}/"

    seen = client.get(address)
    done = client.post(address, {"name": "Vidu Rosa", "version": 1, "other_version": 1}, follow=True)
    old = client.get(f"/desk/people/{twin.code}/edit/", follow=True)
    undone = client.post(f"/desk/people/{cast.rosa.code}/merges/{Merge.objects.get().code}/undo/", follow=True)

    assert "One empty field is filled" in words_of(seen) and "0712345678" in words_of(seen)
    assert "Merged into it" in words_of(done) and Person.objects.get(pk=cast.rosa.pk).name == "Rosa Vidu"
    assert old.redirect_chain == [(f"/desk/people/{cast.rosa.code}/edit/", 302)]
    assert "stands alone again" in words_of(undone)
    assert client.get(f"/desk/people/{twin.code}/edit/").status_code == 200


def test_who_looked_at_an_old_version_is_told_and_nothing_is_merged(cast: Cast, sign_in: Any, twin: Person) -> None:
    people.edit(person=twin, by=cast.coordinator, version=1, changes={"job": "Cutting"})

    late = sign_in(cast.coordinator).post(
        f"/desk/people/{cast.rosa.code}/merge/{twin.code}/", {"name": "Rosa Vidu", "version": 1, "other_version": 1})  # fmt: skip

    assert late.status_code == 422 and "Somebody else changed one of the two" in words_of(late)
    assert not Merge.objects.exists()


def test_only_who_may_put_both_right_merges_them(cast: Cast, sign_in: Any) -> None:
    elsewhere = enterprises.register(by=cast.director, name="Nakuru Mill", country="KE")
    away = people.register(by=cast.director, enterprise=elsewhere, name="Rosa Vidu", role="worker")

    assert sign_in(cast.coordinator).get(f"/desk/people/{cast.rosa.code}/merge/{away.code}/").status_code == 404
    assert sign_in(cast.auditor).get(f"/desk/people/{cast.rosa.code}/merge/{away.code}/").status_code == 403
    assert sign_in(cast.director).get(f"/desk/people/{cast.rosa.code}/merge/{away.code}/").status_code == 200


def test_the_other_record_is_found_among_the_most_alike_or_by_its_code(cast: Cast, sign_in: Any, twin: Person) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/people/{cast.rosa.code}/merge/"

    offered = client.get(address)
    typed = client.get(address, {"code": f"{twin.code[:4]}-{twin.code[4:].lower()}"})
    unknown = client.get(address, {"code": "NOSUCHCD"})

    assert "Vidu Rosa" in words_of(offered)
    assert typed["Location"] == f"/desk/people/{cast.rosa.code}/merge/{twin.code}/"
    assert unknown.status_code == 422 and "Nothing that you may put right" in words_of(unknown)


def test_likely_doubles_are_listed_and_told_apart_once(
    cast: Cast, sign_in: Any, twin: Person, django_assert_max_num_queries: Any
) -> None:
    outbox.later(tasks.DOUBLES)
    outbox.drain()
    client = sign_in(cast.coordinator)
    client.get("/desk/doubles/people/")

    with django_assert_max_num_queries(8):
        listed = words_of(client.get("/desk/doubles/people/"))
    after = client.post(f"/desk/people/{cast.rosa.code}/apart/{twin.code}/", follow=True)

    assert "Rosa Vidu" in listed and "Vidu Rosa" in listed and "They are one: look" in listed
    assert "No likely doubles" in words_of(after)
    assert PersonDouble.objects.get().decided_by == cast.coordinator


def test_of_a_pair_half_beyond_reach_only_the_own_half_is_shown(cast: Cast, sign_in: Any) -> None:
    elsewhere = enterprises.register(by=cast.director, name="Nakuru Mill", country="KE", provider=cast.rival)
    people.register(
        by=cast.director, enterprise=elsewhere, name="Rosa Vidu", role="worker", phone="0799888777", job="Dyeing"
    )
    outbox.later(tasks.DOUBLES)
    outbox.drain()

    listed = words_of(sign_in(cast.coordinator).get("/desk/doubles/people/"))

    assert "Rosa Vidu" in listed and "ask Delta Advisers" in listed
    assert "Nakuru" not in listed and "0799888777" not in listed and "Dyeing" not in listed and "They are one" not in listed


def test_enterprises_are_merged_too_and_the_sheet_is_opened_by_the_old_code(cast: Cast, sign_in: Any) -> None:
    copy = enterprises.register(by=cast.coordinator, name="Sample Street Garments Ltd", country="KE", provider=cast.provider)
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/merge/{copy.code}/"

    page = client.get(address)
    done = client.post(address, {"name": copy.name, "version": 1, "other_version": 1}, follow=True)

    assert "Who serves it" in words_of(page)
    assert "Sample Street Garments Ltd" in words_of(done) and "Undo the merge" in words_of(done)
    assert client.get(f"/enterprises/{copy.code}/sheet/")["Location"] == f"/enterprises/{cast.garments.code}/sheet/"
    assert copy.code not in words_of(client.get("/desk/enterprises/"))


def test_what_befell_an_enterprise_stands_on_its_page(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    address = f"/desk/enterprises/{cast.garments.code}/event/"

    empty = client.post(address, {"kind": "moved", "happened_on": "2026-03-01"})
    moved = client.post(
        address, {"kind": "moved", "happened_on": "2026-03-01", "address": "Plot 7", "city": "Thika"}, follow=True
    )
    client.post(address, {"kind": "closed", "happened_on": "2026-04-01", "note": "No orders"})

    assert empty.status_code == 422 and "Write the new address" in words_of(empty)
    assert "Plot 7, Thika" in words_of(moved) and "It moved to a new address" in words_of(moved)
    assert "closed" in words_of(client.get(f"/desk/enterprises/{cast.garments.code}/"))
    assert "Sample Street Garments" not in words_of(client.get("/desk/enterprises/"))
    assert "Sample Street Garments" in words_of(client.get("/desk/enterprises/?doors=closed"))


def test_the_part_of_a_split_must_be_within_reach(cast: Cast, sign_in: Any) -> None:
    client = sign_in(cast.coordinator)
    typed = {"kind": "split", "happened_on": "2026-03-01", "other": cast.metals.code}

    answer = client.post(f"/desk/enterprises/{cast.garments.code}/event/", typed)

    assert answer.status_code == 422 and "No enterprise of yours" in words_of(answer)
