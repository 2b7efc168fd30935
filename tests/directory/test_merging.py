"""Two records of one human being or one factory become one, with all that hangs on them, and two again."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from genba.access.actions import users
from genba.access.models import Grant
from genba.access.permissions import Permission
from genba.access.policy import visible
from genba.audit.models import Event
from genba.delivery.actions import attendance, workshops
from genba.delivery.models import Attendance, Participant
from genba.directory.actions import enterprises, merges, people
from genba.directory.merging import relations
from genba.directory.models import Enterprise, Merge, Person, Workforce
from genba.kit.refused import Refused, Stale
from tests.cast import Cast

DAY = date(2026, 4, 14)


@pytest.fixture
def twin(cast: Cast) -> Person:
    """Rosa, registered a second time in another order."""
    return people.register(by=cast.coordinator, enterprise=cast.garments, name="Vidu Rosa", role="worker",
                           phone="0712 345 678")  # fmt: skip


@pytest.fixture
def copy(cast: Cast) -> Enterprise:
    """The garment factory, registered a second time."""
    return enterprises.register(by=cast.coordinator, name="Sample Street Garment Ltd", country="KE", provider=cast.provider,
                                address="12 Sample Street", counted_on=date(2026, 1, 15), workforce={("worker", "other"): 9})  # fmt: skip


def class_of(cast: Cast, *who: Person) -> Any:
    return workshops.plan(by=cast.coordinator, programme=cast.programme, provider=cast.provider, trainer=cast.omar,
                          module="workplace-cooperation", place="Hall", days=[DAY], engagements=[cast.engagement],
                          people=who)  # fmt: skip


@pytest.mark.parametrize("model", [Person, Enterprise], ids=["person", "enterprise"])
def test_every_relation_is_moved_or_says_why_not(model: Any) -> None:
    """A table that comes tomorrow is in this walk: it moves, folds, or is worked out from the record."""
    pointing = {
        (m, f.name) for m in apps.get_models() for f in m._meta.get_fields()
        if f.is_relation and f.concrete and f.related_model is model and f.name != "merged_into"
    }  # fmt: skip

    covered = set(relations(model))

    left = {(m, name) for m, name in pointing - covered}
    assert {getattr(m, "merging", "") for m, _name in left} <= {"leave"}
    assert not [f for m in apps.get_models() for f in m._meta.many_to_many if f.related_model is model]
    assert covered


def test_an_old_code_leads_to_the_person_who_was_kept(cast: Cast, twin: Person) -> None:
    made = merges.merge(by=cast.coordinator, kept=cast.rosa, gone=twin)

    rosa = Person.objects.get(pk=cast.rosa.pk)
    assert (rosa.phone, rosa.name) == ("0712 345 678", "Rosa Vidu")
    assert Person.successor_of(twin.code) == rosa
    assert twin not in visible(cast.director, Permission.PERSON_READ, Person)
    assert Event.objects.get(verb="merge").changes == {"gone": twin.code, "merge": made.code}


def test_minutes_of_one_session_are_not_added_and_come_back_with_the_undoing(cast: Cast, twin: Person) -> None:
    workshop = class_of(cast, cast.rosa, twin)
    mine, theirs = (Participant.objects.get(workshop=workshop, person=p) for p in (cast.rosa, twin))
    morning, afternoon = workshop.sessions.all()
    for who, session, minutes in ((mine, morning, 60), (theirs, morning, 150), (theirs, afternoon, 30)):
        Attendance.objects.create(session=session, participant=who, minutes=minutes, marked_by=cast.omar)
    before = sorted(Attendance.objects.values_list("participant_id", "session_id", "minutes", "marked_at"))

    seen = merges.preview(kept=cast.rosa, gone=twin)
    made = merges.merge(by=cast.coordinator, kept=cast.rosa, gone=twin)
    after = sorted(Attendance.objects.values_list("participant_id", "session_id", "minutes"))
    merges.undo(by=cast.coordinator, merge=made)

    assert seen.clashes == (("Places in classes", 1),) and not seen.refused
    assert after == sorted([(mine.pk, morning.pk, 150), (mine.pk, afternoon.pk, 30)])
    assert sorted(Attendance.objects.values_list("participant_id", "session_id", "minutes", "marked_at")) == before
    assert Person.objects.filter(pk=twin.pk).exists()


def test_a_preview_changes_nothing(cast: Cast, twin: Person) -> None:
    class_of(cast, twin)

    seen = merges.preview(kept=cast.rosa, gone=twin)

    assert seen.moves == (("Places in classes", 1),) and seen.filled == ("phone",)
    assert Participant.objects.get().person == twin
    assert not Merge.objects.exists()


def test_a_class_of_another_enterprise_stays_with_that_enterprise(cast: Cast) -> None:
    moved_on = people.register(by=cast.director, enterprise=cast.metals, name="Rosa Vidu", role="manager")

    seen = merges.preview(kept=moved_on, gone=cast.rosa)
    merges.merge(by=cast.director, kept=moved_on, gone=cast.rosa)

    assert any("two enterprises" in note for note in seen.notes)
    assert Person.objects.get(pk=moved_on.pk).enterprise == cast.metals


def test_an_account_moves_to_the_person_who_is_kept(cast: Cast, twin: Person) -> None:
    made = merges.merge(by=cast.coordinator, kept=twin, gone=cast.lina)

    assert Person.objects.get(pk=twin.pk).user == cast.owner
    merges.undo(by=cast.coordinator, merge=made)
    assert Person.objects.get(pk=cast.lina.pk).user == cast.owner


def test_of_two_enterprises_everything_becomes_one_and_two_again(cast: Cast, copy: Enterprise) -> None:
    other = users.add(by=cast.director, name="Ola Owner")
    users.give(by=cast.director, user=other, role="enterprise-owner", scope_kind="enterprise", scope_id=copy.pk)
    kim = people.register(by=cast.coordinator, enterprise=copy, name="Kim Muster", role="worker")

    made = merges.merge(by=cast.coordinator, kept=cast.garments, gone=copy, name=copy.name)

    kept = Enterprise.objects.get(pk=cast.garments.pk)
    assert (kept.name, kept.address, kept.headcount) == ("Sample Street Garment Ltd", "12 Sample Street", 86 + 9)
    assert Person.objects.get(pk=kim.pk).enterprise == kept
    assert Grant.objects.get(user=other).scope_id == str(kept.pk)
    assert Enterprise.successor_of(copy.code) == kept
    assert list(Enterprise.objects.matching("sample garment")) == [kept]
    merges.undo(by=cast.coordinator, merge=made)
    kept, again = Enterprise.objects.get(pk=kept.pk), Enterprise.objects.get(pk=copy.pk)
    assert (kept.name, kept.address, kept.headcount) == ("Sample Street Garments", "", 86)
    assert Person.objects.get(pk=kim.pk).enterprise == again
    assert Grant.objects.get(user=other).scope_id == str(again.pk)
    assert set(Enterprise.objects.matching("sample garment")) == {kept, again}


def test_a_merge_shares_nothing_that_the_owner_did_not_share(cast: Cast, copy: Enterprise) -> None:
    from genba.partnerships.models import Consent

    Consent.objects.create(enterprise=copy, brand=cast.brand, covers="change", given_by=cast.owner)

    seen = merges.preview(kept=cast.garments, gone=copy)
    made = merges.merge(by=cast.coordinator, kept=cast.garments, gone=copy)

    assert any("only the owner decides" in note for note in seen.notes)
    assert not Consent.objects.in_force().exists()
    merges.undo(by=cast.coordinator, merge=made)
    assert Consent.objects.in_force().get().enterprise == copy


def test_what_both_counted_on_one_day_stays_once_and_comes_back(cast: Cast) -> None:
    copy = enterprises.register(by=cast.coordinator, name="Sample Garments", country="KE", counted_on=date(2026, 1, 15),
                                workforce={("worker", "female"): 50})  # fmt: skip

    made = merges.merge(by=cast.coordinator, kept=cast.garments, gone=copy)
    kept = Workforce.objects.filter(role="worker", sex="female").values_list("enterprise", "people")

    assert list(kept) == [(cast.garments.pk, 49)]
    merges.undo(by=cast.coordinator, merge=made)
    assert set(kept.all()) == {(cast.garments.pk, 49), (copy.pk, 50)}


def test_one_record_two_countries_and_old_versions_are_refused(cast: Cast, twin: Person) -> None:
    with pytest.raises(Refused, match="one and the same"):
        merges.merge(by=cast.director, kept=cast.rosa, gone=cast.rosa)
    with pytest.raises(Refused, match="two countries"):
        merges.merge(by=cast.director, kept=cast.garments, gone=cast.metals)
    with pytest.raises(Stale):
        merges.merge(by=cast.director, kept=cast.rosa, gone=twin, versions=(1, 7))
    assert not Merge.objects.exists()


def test_two_engagements_of_one_day_are_put_right_first(cast: Cast, copy: Enterprise) -> None:
    from genba.programmes.actions import engagements

    engagements.open_engagement(
        by=cast.coordinator, programme=cast.programme, enterprise=copy, module="workplace-cooperation", provider=cast.provider,
        trainer=cast.omar, agreed_on=cast.engagement.agreed_on,
        shares=[engagements.Share("enterprise", 1)], price=1, currency="USD",  # type: ignore[arg-type]
    )  # fmt: skip

    seen = merges.preview(kept=cast.garments, gone=copy)

    assert "Modules taken" in seen.refused
    assert Enterprise.objects.filter(pk=copy.pk).exists()


def test_a_merge_is_undone_once_and_the_last_first(cast: Cast, twin: Person) -> None:
    third = people.register(by=cast.coordinator, enterprise=cast.garments, name="R. Vidu", role="worker")
    first = merges.merge(by=cast.coordinator, kept=twin, gone=third)
    second = merges.merge(by=cast.coordinator, kept=cast.rosa, gone=twin)

    assert Person.successor_of(third.code) == cast.rosa
    with pytest.raises(Refused, match="merged again"):
        merges.undo(by=cast.coordinator, merge=first)
    merges.undo(by=cast.coordinator, merge=second)
    merges.undo(by=cast.coordinator, merge=first)
    with pytest.raises(Refused, match="undone already"):
        merges.undo(by=cast.coordinator, merge=first)
    assert Person.objects.filter(pk__in=[cast.rosa.pk, twin.pk, third.pk]).count() == 3


def test_attendance_marked_after_a_merge_stays_with_the_kept_person(cast: Cast, twin: Person) -> None:
    workshop = class_of(cast, twin)
    made = merges.merge(by=cast.coordinator, kept=cast.rosa, gone=twin)
    place = Participant.objects.get(workshop=workshop)

    assert place.person == cast.rosa
    assert attendance is not None
    merges.undo(by=cast.coordinator, merge=made)
    assert Participant.objects.get(workshop=workshop).person == twin
