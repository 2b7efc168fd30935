"""Draw a verification sample, once for a country and period; and record what was found at each drawn enterprise."""

import secrets
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Country, Serving
from genba.kit.refused import Refused
from genba.quality.models import DrawnEnterprise, Result, VerificationSample
from genba.quality.verification import SHARE, drawn, keys_of, to_verify

TOGETHER = 500


@transaction.atomic
def draw(*, by: User | System, starts_on: date, ends_on: date, country: str = "") -> VerificationSample:
    """Draw a tenth of the enterprises with a stated saving or a changed KPI in the period, at least one; of a country, or of all.

    Refused for days out of order or not over, where there is nothing to verify, and a second time: nobody draws until it suits.
    """
    if ends_on < starts_on:
        raise Refused(_("The period ends before it begins."), field="ends_on")
    if ends_on > timezone.localdate():
        raise Refused(_("This period was not over yet. Take one that had ended."), field="ends_on")
    if country and not Country.objects.filter(pk=country).exists():
        raise Refused(_("The programme does not work in this country."), field="country")
    stated = to_verify(starts_on, ends_on, country)
    if not stated:
        raise Refused(
            _("No enterprise stated a saving or changed in a measure in this period, so there is nothing to verify.")
        )
    seed = secrets.token_hex(8)
    try:
        with transaction.atomic():
            made: VerificationSample = VerificationSample.objects.create(
                country_id=country or None, starts_on=starts_on, ends_on=ends_on, seed=seed, share=SHARE, frame=sorted(stated),
                n_frame=len(stated), drawn_by=by if isinstance(by, User) else None)  # fmt: skip
    except IntegrityError:
        raise Refused(_("The sample of this period is drawn already. It stands as it was drawn.")) from None
    codes = drawn(stated, seed)
    keys = keys_of(codes)
    DrawnEnterprise.objects.bulk_create(
        [DrawnEnterprise(sample=made, enterprise_id=keys[code], stated=stated[code]) for code in codes], batch_size=TOGETHER
    )
    record(
        "draw",
        made,
        by=by,
        changes={"from": str(starts_on), "to": str(ends_on), "of": len(stated), "drawn": len(codes), "seed": seed},
    )
    return made


@transaction.atomic
def record_result(*, by: User, drawn: DrawnEnterprise, result: str, verified_on: date, note: str = "") -> DrawnEnterprise:
    """What was found at a drawn enterprise on a day: as stated, corrected, or not found. Said once.

    Refused for the trainer who serves the enterprise, a day before the draw or to come, without a note for anything but "as
    stated", and a second time.
    """
    now: DrawnEnterprise = DrawnEnterprise.objects.select_for_update(of=("self",)).select_related("sample").get(pk=drawn.pk)
    if now.result:
        raise Refused(_("The result is recorded already."))
    if Serving.objects.today().filter(enterprise_id=now.enterprise_id, trainer=by).exists():
        raise Refused(_("You train this enterprise. Somebody else verifies what it stated."))
    if result not in Result.values:
        raise Refused(_("Say whether it was found as stated, corrected, or not found."), field="result")
    if not timezone.localdate(now.sample.drawn_at) <= verified_on <= timezone.localdate():
        raise Refused(_("Take a day from the one on which the sample was drawn until today."), field="verified_on")
    if result != Result.CONFIRMED and not note.strip():
        raise Refused(_("Say what was found instead."), field="note")
    now.result, now.verified_on, now.verified_by, now.note = result, verified_on, by, note.strip()
    now.recorded_at = timezone.now()
    now.save(update_fields=["result", "verified_on", "verified_by", "note", "recorded_at"])
    record("verify", now, by=by, changes={"result": result, "on": str(verified_on)}, reason=now.note)
    return now
