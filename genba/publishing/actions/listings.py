"""Who wants to be seen by everybody: an enterprise among those taking part, a trainer in the directory; and who no longer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import Grant, User
from genba.audit.actions import record
from genba.directory.models import Enterprise
from genba.kit.refused import Refused
from genba.programmes.models import Engagement
from genba.programmes.trainers import TRAINING_ROLES
from genba.publishing.models import EnterpriseListing, TrainerListing

LONGEST_WORDS, LONGEST_CONTACT = 300, 200


@transaction.atomic
def list_enterprise(*, by: User, enterprise: Enterprise, shows_results: bool = False, words: str = "") -> EnterpriseListing:
    """The owner wants the enterprise to be seen: by name and modules, with its own words, with how its numbers changed only
    where they say so. Refused to everybody but an owner, before the first module, and while it is seen already."""
    _owns(by, enterprise)
    said = _tidy(words, LONGEST_WORDS, "words")
    if not Engagement.objects.open().filter(enterprise=enterprise).exists():
        raise Refused(_("Your enterprise takes no module yet, so there is nothing to show."))
    if EnterpriseListing.objects.in_force().filter(enterprise=enterprise).exists():
        raise Refused(_("Everybody can see it already."))
    made: EnterpriseListing = EnterpriseListing.objects.create(
        enterprise=enterprise, shows_results=shows_results, words=said, given_by=by
    )
    record("list", made, by=by, changes={"enterprise": enterprise.code, "shows_results": shows_results, "words": said})
    return made


@transaction.atomic
def change(*, by: User, listing: EnterpriseListing, shows_results: bool, words: str) -> EnterpriseListing:
    """Show results from now on, or no longer; say something else. Refused for a listing that was taken back."""
    now = _standing(listing)
    _owns(by, now.enterprise)
    now.shows_results, now.words = shows_results, _tidy(words, LONGEST_WORDS, "words")
    now.save(update_fields=["shows_results", "words"])
    record("change", now, by=by, changes={"enterprise": now.enterprise.code, "shows_results": shows_results, "words": now.words})  # fmt: skip
    return now


@transaction.atomic
def withdraw_enterprise(*, by: User, listing: EnterpriseListing) -> EnterpriseListing:
    """Nobody sees it any more, from the next request on. Refused when it was taken back before."""
    now = _standing(listing)
    _owns(by, now.enterprise)
    now.withdrawn_at = timezone.now()
    now.save(update_fields=["withdrawn_at"])
    record("withdraw", now, by=by, changes={"enterprise": now.enterprise.code})
    return now


@transaction.atomic
def list_trainer(*, by: User, contact: str = "") -> TrainerListing:
    """A trainer wants to stand in the directory; who does already, is asked differently from now on.

    Refused to whoever holds no training role. Seen only while one of the own certificates is good.
    """
    if not any(grant.role in TRAINING_ROLES for grant in by.held):
        raise Refused(_("Only trainers stand in the directory."))
    said = _tidy(contact, LONGEST_CONTACT, "contact")
    now = TrainerListing.objects.in_force().select_for_update().filter(trainer=by).first()
    if now is None:
        now = TrainerListing.objects.create(trainer=by, contact=said)
        record("list", now, by=by, changes={"contact": said})
    else:
        now.contact = said
        now.save(update_fields=["contact"])
        record("change", now, by=by, changes={"contact": said})
    return now


@transaction.atomic
def withdraw_trainer(*, by: User) -> TrainerListing:
    """The trainer stands in the directory no longer, from the next request on. Refused to whoever did not."""
    now: TrainerListing | None = TrainerListing.objects.in_force().select_for_update().filter(trainer=by).first()
    if now is None:
        raise Refused(_("You do not stand in the directory."))
    now.withdrawn_at = timezone.now()
    now.save(update_fields=["withdrawn_at"])
    record("withdraw", now, by=by)
    return now


def _standing(listing: EnterpriseListing) -> EnterpriseListing:
    rows = EnterpriseListing.objects.select_for_update(of=("self",)).select_related("enterprise")
    now: EnterpriseListing = rows.get(pk=listing.pk)
    if now.withdrawn_at:
        raise Refused(_("This was already taken back."))
    return now


def _owns(by: User, enterprise: Enterprise) -> None:
    if not Grant.objects.of_owners().filter(user=by, scope_id=str(enterprise.pk)).exists():
        raise Refused(_("Only the owner of the enterprise decides this."))


def _tidy(text: str, longest: int, field: str) -> str:
    said = " ".join(text.split())
    if len(said) > longest:
        raise Refused(_("That is longer than %(n)s letters. Make it shorter.") % {"n": longest}, field=field)
    return said
