"""Form a cohort, put enterprises into it and take them out, say who trains it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Country, Provider
from genba.kit.hours import known_zone, zone_of
from genba.kit.names import tidy_name
from genba.kit.refused import Refused, Stale
from genba.programmes.curricula import module_of
from genba.programmes.models import Cohort, CohortMember, Engagement, Programme

AHEAD_DAYS = 730


@transaction.atomic
def form(
    *, by: User | System, programme: Programme, provider: Provider, module: str, name: str, country: Country | None = None,
    time_zone: str = "", begins_on: date | None = None, engagements: Sequence[Engagement] = (), insist: bool = False,
) -> Cohort:  # fmt: skip
    """A cohort of one module; country and time zone are those of the provider unless said.

    Refused for a name that the provider gave already, for an enterprise that cannot join (see `add`), and for a first
    day that is over or years away.
    """
    module_of(module)
    title = tidy_name(name)
    if Cohort.objects.filter(programme=programme, provider=provider, name=title).exists():
        raise Refused(_("There is already a cohort of this name. Choose another."), field="name")
    if begins_on:
        check_ahead(begins_on, "begins_on")
    place = country or provider.country
    cohort = Cohort.objects.create(
        programme=programme, provider=provider, country=place, module=module, name=title, begins_on=begins_on,
        time_zone=known_zone(time_zone) if time_zone else zone_of(place.code),
    )  # fmt: skip
    _join(cohort, engagements, by=by, insist=insist)
    record("form", cohort, by=by, changes={"name": title, "enterprises": [e.enterprise.code for e in engagements]})
    return cohort


def check_ahead(day: date, field: str) -> None:
    """Refused for a day to plan on that is over, or so far away that the year is probably wrong."""
    today = timezone.localdate()
    if day < today:
        raise Refused(_("%(day)s is over. Choose a day that is still to come.") % {"day": day.isoformat()}, field=field)
    if day > today + timedelta(days=AHEAD_DAYS):
        raise Refused(_("%(year)s is far away. Is it the right year?") % {"year": day.year}, field=field)


@transaction.atomic
def add(*, by: User | System, cohort: Cohort, engagements: Sequence[Engagement], insist: bool = False) -> list[CohortMember]:
    """Put enterprises into the cohort. Refused for another module, programme or provider, for one that left the module
    or is in a cohort already, and, unless `insist`, when it would be more than the module is made for."""
    now = Cohort.objects.select_for_update().get(pk=cohort.pk)
    made = _join(now, engagements, by=by, insist=insist)
    _changed(now, cohort)
    record("add", cohort, by=by, changes={"enterprises": [e.enterprise.code for e in engagements]})
    return made


@transaction.atomic
def take_out(*, by: User | System, cohort: Cohort, engagement: Engagement, reason: str) -> CohortMember:
    """The enterprise is in this cohort no longer; it stays in the list with the day and the reason."""
    if not reason.strip():
        raise Refused(_("Say why the enterprise is taken out."), field="reason")
    now = Cohort.objects.select_for_update().get(pk=cohort.pk)
    member: CohortMember | None = now.members.filter(engagement=engagement, left_on=None).first()
    if member is None:
        raise Refused(_("This enterprise is not in the cohort."))
    member.left_on, member.left_because, member.left_by = timezone.localdate(), reason.strip()[:300], by.code
    member.save()
    _changed(now, cohort)
    record("take-out", cohort, by=by, changes={"enterprise": engagement.enterprise.code}, reason=reason.strip())
    return member


@transaction.atomic
def assign(
    *, by: User | System, cohort: Cohort, version: int, trainer: User, co_trainer: User | None = None, because: str = "",
    doubts: Sequence[str] = (),
) -> Cohort:  # fmt: skip
    """Say who trains the cohort. `doubts` is what speaks against it, in sentences: refused with them until `because`
    says why all the same. Stale where somebody was faster."""
    now: Cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed this cohort while you were typing."), version=now.version,
                    now={"trainer": now.trainer, "co_trainer": now.co_trainer})  # fmt: skip
    if co_trainer and co_trainer.pk == trainer.pk:
        raise Refused(_("The second trainer is somebody else."), field="co_trainer")
    if doubts and not because.strip():
        raise Refused(" ".join([*doubts, _("Say why you want it so all the same.")]), field="because")
    now.trainer, now.co_trainer, now.version = trainer, co_trainer, now.version + 1
    now.trainers_because = because.strip()[:300] if doubts else ""
    now.save()
    record("assign", now, by=by, reason=now.trainers_because,
           changes={"trainer": trainer.code, "co_trainer": co_trainer.code if co_trainer else None})  # fmt: skip
    return now


def _join(cohort: Cohort, engagements: Sequence[Engagement], *, by: User | System, insist: bool) -> list[CohortMember]:
    left = set(
        Engagement.objects.filter(pk__in=[e.pk for e in engagements], withdrawal__isnull=False).values_list("pk", flat=True)
    )
    taken = dict(CohortMember.objects.filter(engagement__in=[e.pk for e in engagements], left_on=None)
                 .values_list("engagement_id", "cohort__name"))  # fmt: skip
    for e in engagements:
        who: dict[str, Any] = {"enterprise": e.enterprise.name, "cohort": taken.get(e.pk, "")}
        if e.module != cohort.module or e.programme_id != cohort.programme_id or e.provider_id != cohort.provider_id:
            raise Refused(_("%(enterprise)s does not take this module with this provider.") % who, field="engagements")
        if e.pk in left:
            raise Refused(_("%(enterprise)s has left the module.") % who, field="engagements")
        if e.pk in taken:
            raise Refused(_("%(enterprise)s is already in the cohort “%(cohort)s”.") % who, field="engagements")
    most = module_of(cohort.module).class_size.max
    many = cohort.members.standing().count() + len(engagements)
    if many > most and not insist:
        raise Refused(ngettext("This module is made for up to %(most)s enterprise in one cohort; it would be %(n)s.",
                               "This module is made for up to %(most)s enterprises in one cohort; it would be %(n)s.", most)
                      % {"most": most, "n": many}, field="insist")  # fmt: skip
    today = timezone.localdate()
    return CohortMember.objects.bulk_create(
        CohortMember(cohort=cohort, engagement=e, since_on=today, added_by=by.code) for e in engagements
    )


def _changed(now: Cohort, seen: Cohort) -> None:
    now.version += 1
    now.save(update_fields=["version"])
    seen.version = now.version
