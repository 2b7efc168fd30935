"""The signed agreement as a scan or photo, kept with the agreement."""

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import record
from genba.kit import kept, papers
from genba.kit.refused import Refused
from genba.programmes.models import Agreement, SignedPaper
from genba.programmes.models.paper import FOLDER


@transaction.atomic
def keep(*, by: User, agreement: Agreement, data: bytes, reason: str = "") -> SignedPaper:
    """Keep the signed paper. The same file a second time is kept once.

    Refused for what is neither a sound PDF nor a picture, and, where one is kept already, without a reason: the one
    before stays, with who added it and when.
    """
    now = Agreement.objects.select_for_update().select_related("offer").get(pk=agreement.pk)
    before: SignedPaper | None = now.papers.filter(replaced_by=None).first()
    try:
        ending, clean = papers.clean(data)
    except papers.BadPaper as no:
        raise papers.BadPaper(no.reason, field="file") from None
    content = kept.keep(clean, FOLDER, ending)
    if before and before.content == content:
        return before
    if before and not reason.strip():
        raise Refused(_("A signed paper is kept already. Say why this one takes its place."), field="reason")
    made: SignedPaper = SignedPaper.objects.create(
        agreement=now, content=content, ending=ending, size=len(clean), replaces=before,
        reason=reason.strip() if before else "", added_by=by,
    )  # fmt: skip
    record("keep_paper", now.offer, by=by, reason=made.reason,
           changes={"paper": made.code, "replaces": before.code if before else None})  # fmt: skip
    return made
