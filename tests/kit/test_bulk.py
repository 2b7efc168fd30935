"""Many rows go in at once, under keys that nobody else gets, and as the ORM would read them."""

import secrets
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from genba.directory.models import Brand
from genba.kit import bulk


@pytest.mark.django_db
def test_keys_that_are_reserved_are_given_to_nobody_else() -> None:
    first = bulk.reserve(Brand, 3)
    second = bulk.reserve(Brand, 2)
    by_itself = Brand.objects.create(name="Beispiel Stores")

    assert len({*first, *second, by_itself.pk}) == 6
    assert [*first, *second] == sorted([*first, *second])
    assert bulk.reserve(Brand, 0) == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 350])
def test_as_many_rows_are_kept_as_were_given(count: int) -> None:
    rows = [(f"C{n}", f"Brand “{n}”\t\\N % %s") for n in range(count)]

    bulk.insert(Brand, ("code", "name"), iter(rows))

    assert sorted(Brand.objects.values_list("code", "name")) == sorted(rows)


@pytest.mark.django_db
def test_what_the_database_does_not_allow_leaves_nothing() -> None:
    rows = [(f"C{n}", "The same name" if n in (7, 130) else f"Brand {n}") for n in range(200)]

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Brand, ("code", "name"), rows)

    assert not Brand.objects.exists()


@pytest.mark.django_db
def test_what_is_there_already_stays_as_it_is_and_the_rest_goes_in() -> None:
    Brand.objects.create(code="C7", name="Beispiel Stores")

    went_in = bulk.insert_new(Brand, ("code", "name"), [(f"C{n}", f"Brand “{n}” % %s") for n in range(230)])

    assert went_in == {f"C{n}" for n in range(230)} - {"C7"} and bulk.insert_new(Brand, ("code", "name"), []) == set()
    assert Brand.objects.count() == 230 and Brand.objects.get(code="C7").name == "Beispiel Stores"
    assert Brand.objects.get(code="C229").name == "Brand “229” % %s"


@pytest.mark.django_db
def test_thousands_of_values_are_found_by_their_index() -> None:
    bulk.insert(Brand, ("code", "name"), [(f"C{n}", f"Brand {n}") for n in range(3000)])

    found = bulk.find(Brand, ("code", "name"), "name", {f"Brand {n}" for n in range(2500, 6000)})

    assert sorted(found) == sorted((f"C{n}", f"Brand {n}") for n in range(2500, 3000))
    assert bulk.find(Brand, ("code",), "name", []) == []


@pytest.mark.django_db
def test_codes_are_new_and_no_two_of_them_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    Brand.objects.create(code="22222222", name="Beispiel Stores")
    drawn = iter([(0, 1), (2, 2), (3, 4)])  # the letter of each code, as chance would have it
    monkeypatch.setattr(secrets, "token_bytes", lambda count: bytes(byte for byte in next(drawn) for _ in range(8)))

    assert bulk.codes(Brand, 2) == ["55555555", "66666666"]


@pytest.mark.django_db
def test_room_for_many_rows_is_given_back() -> None:
    def pages() -> Any:
        if connection.vendor != "sqlite":
            return None
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size")
            return cursor.fetchone()

    before = pages()
    with pytest.raises(ZeroDivisionError), bulk.room():
        within = pages()
        _ = 1 / 0

    assert pages() == before
    assert within is None or within != before
