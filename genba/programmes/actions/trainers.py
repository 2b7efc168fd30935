"""What is known about a trainer: languages and places, certificates, days away."""

from collections.abc import Sequence
from datetime import date, timedelta

from babel import Locale
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Sex
from genba.directory.places import country_code
from genba.kit.days import in_words
from genba.kit.refused import Refused, Stale
from genba.programmes.curricula import module_of
from genba.programmes.models import Absence, TrainerCertificate, TrainerProfile

LONGEST_YEARS = 10


@transaction.atomic
def describe(
    *, by: User | System, trainer: User, languages: Sequence[str], countries: Sequence[str] = (), regions: Sequence[str] = (),
    sex: str | None = None, version: int | None = None,
) -> TrainerProfile:  # fmt: skip
    """Languages (ISO 639) the trainer speaks, countries (ISO 3166) and regions they work in. sex: None leaves it as it is.

    Refused for what is no language, country or sex; Stale for an older version.
    """
    for language in languages:
        if language not in Locale("en").languages:
            raise Refused(_("There is no language “%(code)s”.") % {"code": language[:20]}, field="languages")
    if sex is not None and sex not in Sex.values:
        raise Refused(_("Choose one of: %(known)s.") % {"known": ", ".join(str(word) for word in Sex.labels)}, field="sex")
    profile = TrainerProfile.objects.select_for_update().filter(user=trainer).first() or TrainerProfile(
        user=trainer, version=0
    )
    if version is not None and version != profile.version:
        raise Stale(_("Somebody else changed this profile while you were typing."), version=profile.version,
                    now={"languages": profile.languages, "countries": profile.countries})  # fmt: skip
    profile.languages = list(dict.fromkeys(languages))
    profile.countries = list(dict.fromkeys(country_code(c) for c in countries))
    profile.regions = list(dict.fromkeys(tidy for r in regions if (tidy := " ".join(r.split())[:100])))
    profile.sex = profile.sex if sex is None else sex
    profile.version += 1
    profile.save()
    record("describe", profile, by=by, changes={"trainer": trainer.code})
    return profile


@transaction.atomic
def certify(*, by: User | System, trainer: User, module: str, valid_from: date, valid_until: date) -> TrainerCertificate:
    """The trainer may give a module from a day up to and including another.

    Refused when the days are in the wrong order or ten years apart, and when that certificate is recorded already.
    """
    module_of(module)
    if valid_until < valid_from:
        raise Refused(_("It ends before it begins."), field="valid_until")
    if valid_until.year - valid_from.year > LONGEST_YEARS or valid_from > timezone.localdate() + timedelta(days=365):
        raise Refused(_("That is very long or far away. Are the years right?"), field="valid_until")
    made, is_new = TrainerCertificate.objects.get_or_create(
        trainer=trainer, module=module, valid_from=valid_from,
        defaults={"valid_until": valid_until, "recorded_by": by.code},
    )  # fmt: skip
    if not is_new:
        raise Refused(_("A certificate from that day is recorded already."), field="valid_from")
    record("certify", made, by=by, changes={"trainer": trainer.code, "module": module, "until": valid_until.isoformat()})
    return made


@transaction.atomic
def be_away(*, by: User | System, trainer: User, starts_on: date, ends_on: date, note: str = "") -> Absence:
    """The trainer is away on these days, both included. Refused in the wrong order, for more than a year, or years away."""
    if ends_on < starts_on:
        raise Refused(_("It ends before it begins."), field="ends_on")
    if ends_on - starts_on > timedelta(days=366) or ends_on > timezone.localdate() + timedelta(days=1100):
        raise Refused(_("That is very long or far away. Are the years right?"), field="ends_on")
    twin = Absence.objects.between(starts_on, ends_on).filter(trainer=trainer).first()
    if twin:
        raise Refused(_("Already away from %(first)s to %(last)s.")
                      % {"first": in_words(twin.starts_on), "last": in_words(twin.ends_on)}, field="starts_on")  # fmt: skip
    made = Absence.objects.create(
        trainer=trainer, starts_on=starts_on, ends_on=ends_on, note=note.strip()[:200], recorded_by=by.code
    )
    record("be-away", made, by=by, changes={"trainer": trainer.code, "days": [starts_on.isoformat(), ends_on.isoformat()]})
    return made


@transaction.atomic
def be_back(*, by: User | System, absence: Absence) -> None:
    """The days away are taken back; the row stays."""
    if absence.taken_back_at is None:
        absence.taken_back_at = timezone.now()
        absence.save(update_fields=["taken_back_at"])
        record("be-back", absence, by=by)
