"""What an entered actual rests on: a file that is kept here, or an address elsewhere, each with a sentence about it."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.impact.models import FrameworkEvidence, FrameworkValue
from genba.impact.models.framework_parts import EVIDENCE
from genba.kit import kept, papers
from genba.kit.refused import Refused

is_address = URLValidator(schemes=["https", "http"])


@transaction.atomic
def add(*, by: User, value: FrameworkValue, note: str, data: bytes | None = None, link: str = "") -> FrameworkEvidence:
    """Keep a file (PDF or picture), or an address, with what it shows. The same twice is kept once.

    Refused without a note, without one of the two or with both, for what is neither a sound PDF nor a picture, and beside
    a result that was worked out.
    """
    link, note = link.strip(), note.strip()
    if value.source == FrameworkValue.Source.COMPUTED:
        raise Refused(_("This result is worked out from records; they are its evidence."))
    if not note:
        raise Refused(_("Say in a few words what it shows."), field="note")
    if bool(data) == bool(link):
        raise Refused(_("Choose a file, or give an address: one of the two."), field="file")
    facts = {"link": _checked(link)} if link else _kept(data or b"")
    same = FrameworkEvidence.objects.filter(
        value=value, taken_back_at=None, **{k: v for k, v in facts.items() if k != "size"}
    )
    if (before := same.first()) is not None:
        return before
    made: FrameworkEvidence = FrameworkEvidence.objects.create(value=value, note=note[:300], added_by=by, **facts)
    record("add_evidence", value, by=by, changes={"evidence": made.code, "is_link": bool(link)})
    return made


def _checked(link: str) -> str:
    try:
        is_address(link)
    except ValidationError:
        raise Refused(_("This is no address. It begins with https://."), field="link") from None
    if len(link) > 500:
        raise Refused(_("The address is longer than 500 letters."), field="link")
    return link


def _kept(data: bytes) -> dict[str, str | int]:
    try:
        ending, clean = papers.clean(data)
    except papers.BadPaper as no:
        raise papers.BadPaper(no.reason, field="file") from None
    return {"content": kept.keep(clean, EVIDENCE, ending), "ending": ending, "size": len(clean)}


@transaction.atomic
def take_back(*, by: User, evidence: FrameworkEvidence, reason: str) -> None:
    """Say that it shows nothing of this after all; it stays to be seen. Refused without a reason, and a second time."""
    now = FrameworkEvidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    if not reason.strip():
        raise Refused(_("Say why it is taken back."), field="reason")
    if now.taken_back_at:
        raise Refused(_("It was taken back already."))
    now.taken_back_at, now.reason = timezone.now(), reason.strip()[:300]
    now.save()
    record("take_back_evidence", now.value, by=by, reason=now.reason, changes={"evidence": now.code})
