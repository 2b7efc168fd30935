"""Likely doubles are found by the outbox, decided once, and not asked about again."""

import pytest

from genba.directory import tasks
from genba.directory.actions import enterprises, merges, people
from genba.directory.models import Enterprise, EnterpriseDouble, EnterpriseKey, Person, PersonDouble, PersonKey
from genba.directory.resemblance import namesakes, resembling
from genba.kit import outbox
from tests.cast import Cast


def look() -> None:
    outbox.later(tasks.DOUBLES)
    outbox.drain()


def test_likely_doubles_of_both_kinds_are_found(cast: Cast) -> None:
    copy = enterprises.register(by=cast.coordinator, name="Sample-Street Garments Ltd", country="KE", city="Nairobi")
    twin = people.register(by=cast.coordinator, enterprise=cast.garments, name="Vidu Rosa", role="worker", sex="female")

    look()

    firms, persons = EnterpriseDouble.objects.get(), PersonDouble.objects.get()
    assert {firms.one, firms.other} == {cast.garments, copy} and "same-town" in firms.reasons
    assert {persons.one, persons.other} == {cast.rosa, twin} and "same-name" in persons.reasons


def test_a_pair_told_apart_is_not_asked_about_again(cast: Cast) -> None:
    twin = people.register(by=cast.coordinator, enterprise=cast.garments, name="Rosa Vidu", role="worker")
    look()

    merges.tell_apart(by=cast.coordinator, one=twin, other=cast.rosa)
    look()

    assert [d.verdict for d in PersonDouble.objects.all()] == ["different"]


def test_a_merged_pair_is_gone_and_comes_back_with_the_undoing(cast: Cast) -> None:
    twin = people.register(by=cast.coordinator, enterprise=cast.garments, name="Rosa Vidu", role="worker")
    look()
    made = merges.merge(by=cast.coordinator, kept=cast.rosa, gone=twin)
    look()
    merged = [d.verdict for d in PersonDouble.objects.all()]

    merges.undo(by=cast.coordinator, merge=made)
    look()

    assert merged == ["same"]
    assert [d.verdict for d in PersonDouble.objects.all()] == [""]


def test_those_who_came_in_bulk_get_their_keys_from_the_outbox(cast: Cast) -> None:
    rows = [enterprises.registration(name=name, country="KE") for name in ("Kitui Pottery", "Thika Bakers")]
    enterprises.register_many(by=cast.director, rows=rows)
    people.register_many(
        by=cast.director, rows=[people.newcomer(enterprise=cast.garments, name="Nadia Contoh", role="worker")]
    )
    before = resembling("Kitui Potery", "KE")

    outbox.drain()

    assert before == []
    assert [r.enterprise.name for r in resembling("Kitui Potery", "KE")] == ["Kitui Pottery"]
    assert [n.person.name for n in namesakes("Contoh, Nadja", cast.garments)] == ["Nadia Contoh"]
    assert not Enterprise.objects.exclude(pk__in=EnterpriseKey.objects.values("enterprise")).exists()
    assert not Person.objects.exclude(pk__in=PersonKey.objects.values("person")).exists()


@pytest.mark.parametrize("typed", ["Роза Виду", "Rosa Vidoo", "R. Vidu", "VIDU rosa", "Rosa Maria Vidu", "روزا فيدو"])
def test_a_person_is_met_however_the_name_is_written(cast: Cast, typed: str) -> None:
    found = namesakes(typed, cast.garments)

    assert found and found[0].person == cast.rosa


@pytest.mark.parametrize("typed", ["Сампле Стреет Гарментс", "Sampel Street Garments", "SampleStreet Garments"])
def test_an_enterprise_is_met_in_another_script_and_misspelt(cast: Cast, typed: str) -> None:
    assert [r.enterprise for r in resembling(typed, "KE")] == [cast.garments]


def test_a_shared_telephone_alone_is_no_warning_and_with_half_a_name_it_is(cast: Cast) -> None:
    people.register(by=cast.coordinator, enterprise=cast.garments, name="Grace Wanjiku", role="worker", phone="0712345678")

    assert namesakes("Peter Otieno", cast.garments, phone="+254 712 345 678") == []
    assert "same-phone" in namesakes("G. Wanjiku", cast.garments, phone="+254 712 345 678")[0].reasons
