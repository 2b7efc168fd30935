"""Only whoever is shown decides that everybody sees them, and takes it back."""

from datetime import date, timedelta
from typing import Any

import pytest

from genba.audit.actions import SYSTEM
from genba.audit.models import Event
from genba.directory.actions import enterprises, events, merges
from genba.kit.refused import Refused
from genba.programmes.actions import engagements, trainers
from genba.publishing.actions import listings
from genba.publishing.models import EnterpriseListing, TrainerListing
from genba.publishing.trainers import entry_of, listed_trainers
from tests.cast import Cast

TODAY = date.today()


def certify(
    cast: Cast, trainer: Any, until: date = TODAY + timedelta(days=100), module: str = "workplace-cooperation"
) -> Any:
    return trainers.certify(by=cast.coordinator, trainer=trainer, module=module, valid_from=TODAY - timedelta(days=400),
                            valid_until=until)  # fmt: skip


def test_an_owner_lists_changes_and_takes_back_each_with_one_event(cast: Cast) -> None:
    made = listings.list_enterprise(by=cast.owner, enterprise=cast.garments, words="  We sew   well. ")
    changed = listings.change(by=cast.owner, listing=made, shows_results=True, words="We sew.")
    gone = listings.withdraw_enterprise(by=cast.owner, listing=changed)

    assert (made.words, made.shows_results, changed.words, changed.shows_results) == ("We sew well.", False, "We sew.", True)
    assert gone.withdrawn_at is not None
    assert not EnterpriseListing.objects.seen().exists()
    verbs = Event.objects.filter(noun="enterpriselisting").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["list", "change", "withdraw"]


def test_nobody_else_lists_an_enterprise(cast: Cast) -> None:
    for other in (cast.director, cast.coordinator, cast.omar, cast.worker, cast.team_member):
        with pytest.raises(Refused, match="Only the owner"):
            listings.list_enterprise(by=other, enterprise=cast.garments)
    with pytest.raises(Refused, match="Only the owner"):
        listings.list_enterprise(by=cast.owner, enterprise=cast.metals)
    made = listings.list_enterprise(by=cast.owner, enterprise=cast.garments)
    with pytest.raises(Refused, match="Only the owner"):
        listings.withdraw_enterprise(by=cast.director, listing=made)


def test_twice_too_long_before_a_module_and_after_the_end_are_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="longer than 300") as no:
        listings.list_enterprise(by=cast.owner, enterprise=cast.garments, words="x" * 301)
    assert no.value.field == "words"
    made = listings.list_enterprise(by=cast.owner, enterprise=cast.garments)
    with pytest.raises(Refused, match="already"):
        listings.list_enterprise(by=cast.owner, enterprise=cast.garments)
    listings.withdraw_enterprise(by=cast.owner, listing=made)
    for again in (listings.withdraw_enterprise, lambda **who: listings.change(**who, shows_results=True, words="")):
        with pytest.raises(Refused, match="already taken back"):
            again(by=cast.owner, listing=made)

    engagements.withdraw(by=cast.coordinator, engagement=cast.engagement, withdrawn_on=TODAY, reason="no time")
    with pytest.raises(Refused, match="takes no module yet"):
        listings.list_enterprise(by=cast.owner, enterprise=cast.garments)


def test_who_left_every_module_closed_or_was_a_double_is_seen_no_longer(cast: Cast) -> None:
    listings.list_enterprise(by=cast.owner, enterprise=cast.garments)
    assert EnterpriseListing.objects.seen().count() == 1

    events.tell(by=cast.coordinator, enterprise=cast.garments, kind="closed", happened_on=TODAY)

    assert EnterpriseListing.objects.seen().count() == 0


def test_a_double_that_was_merged_shows_nothing_of_the_one_kept(cast: Cast) -> None:
    listings.list_enterprise(by=cast.owner, enterprise=cast.garments)

    kept = enterprises.register(by=SYSTEM, name="Sample Street Garments Ltd", country="KE", provider=cast.provider)

    merges.merge(by=cast.director, kept=kept, gone=cast.garments)

    assert not EnterpriseListing.objects.seen().exists()
    assert kept.listings.count() == 0


def test_a_trainer_lists_themself_and_is_found_only_with_a_good_certificate(cast: Cast) -> None:
    listings.list_trainer(by=cast.omar, contact="omar@example.org")
    assert listed_trainers() == []

    certify(cast, cast.omar)
    certify(cast, cast.omar, TODAY - timedelta(days=1), "lean-manufacturing")
    trainers.describe(by=cast.omar, trainer=cast.omar, languages=["sw", "en"], countries=["KE"], regions=["Nairobi"])

    (one,) = listed_trainers()
    assert (one.name, one.contact, one.languages, one.countries, one.regions) == (
        "Omar Muster", "omar@example.org", ("sw", "en"), ("KE",), ("Nairobi",))  # fmt: skip
    assert [c.module for c in one.certificates] == ["workplace-cooperation"]
    assert listed_trainers(TODAY + timedelta(days=101)) == []


def test_of_two_certificates_for_a_module_the_one_that_lasts_longer_stands_there(cast: Cast) -> None:
    certify(cast, cast.omar)
    trainers.certify(by=SYSTEM, trainer=cast.omar, module="workplace-cooperation", valid_from=TODAY,
                     valid_until=TODAY + timedelta(days=900))  # fmt: skip

    (good,) = entry_of(cast.omar, "").certificates

    assert good.valid_until == TODAY + timedelta(days=900)


def test_listing_again_changes_how_one_is_asked_and_taking_back_is_for_good(cast: Cast) -> None:
    certify(cast, cast.omar)
    first = listings.list_trainer(by=cast.omar, contact="by mail")
    second = listings.list_trainer(by=cast.omar, contact="by telephone")
    listings.withdraw_trainer(by=cast.omar)

    assert first.pk == second.pk
    assert listed_trainers() == [] and not TrainerListing.objects.in_force().exists()
    with pytest.raises(Refused, match="do not stand"):
        listings.withdraw_trainer(by=cast.omar)


def test_the_contact_of_a_trainer_does_not_stand_in_the_trail(cast: Cast) -> None:
    listings.list_trainer(by=cast.omar, contact="omar@example.org")

    assert "omar@example.org" not in str(Event.objects.filter(noun="trainerlisting").get().changes)


def test_only_trainers_stand_in_the_directory(cast: Cast) -> None:
    with pytest.raises(Refused, match="Only trainers"):
        listings.list_trainer(by=cast.coordinator)
    with pytest.raises(Refused, match="longer than 200"):
        listings.list_trainer(by=cast.omar, contact="0" * 201)


def test_whoever_trains_no_longer_is_found_no_longer(cast: Cast) -> None:
    certify(cast, cast.omar)
    listings.list_trainer(by=cast.omar)
    assert len(listed_trainers()) == 1

    cast.omar.grants.update(until_on=TODAY)

    assert listed_trainers() == []


@pytest.mark.parametrize(("text", "is_found"), [("omar", True), ("mus OM", True), ("náirobi", True), ("mar", False), ("", True)])  # fmt: skip
def test_a_trainer_is_found_by_the_beginnings_of_words(cast: Cast, text: str, is_found: bool) -> None:
    certify(cast, cast.omar)
    trainers.describe(by=cast.omar, trainer=cast.omar, languages=["en"], regions=["Nairobi"])

    assert entry_of(cast.omar, "").matches(text) is is_found
