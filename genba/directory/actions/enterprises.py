"""Register an enterprise, put it right, count its workforce."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Country, Enterprise, EnterpriseWord, Provider, Region, Serving, Workforce
from genba.directory.places import currency_of, isic_title
from genba.kit.names import name_key, tidy_name, words_of
from genba.kit.refused import Refused, Stale

Headcount = Mapping[tuple[str, str], int]  # (role, sex) -> people
EDITABLE = ("name", "city", "address", "phone", "isic", "output_unit", "region")


@transaction.atomic
def register(
    *, by: User | System, name: str, country: str, region: str = "", city: str = "", address: str = "", phone: str = "",
    isic: str = "", output_unit: str = "", currency: str = "", provider: Provider | None = None,
    workforce: Headcount | None = None, counted_on: date | None = None,
    latitude: float | None = None, longitude: float | None = None,
) -> Enterprise:  # fmt: skip
    """Put an enterprise into the directory; the provider, if given, serves it from today.

    `country` is an ISO code. `workforce` counts people by role and sex at `counted_on`. Refused for an empty name, an
    unknown ISIC code, a negative count or a count in the future.
    """
    enterprise = Enterprise(
        name=tidy_name(name), country=country_row(country), region=region_row(country, region), city=city.strip(),
        address=address.strip(), phone=phone.strip(), isic=checked_isic(isic), output_unit=output_unit.strip(),
        currency=currency or currency_of(country), latitude=latitude, longitude=longitude,
    )  # fmt: skip
    enterprise.name_key = name_key(enterprise.name) or enterprise.name.casefold()
    enterprise.save(force_insert=True)
    index_words(enterprise)
    if provider:
        Serving.objects.create(enterprise=enterprise, provider=provider)
    if workforce:
        _count(enterprise, workforce, counted_on or timezone.localdate())
    record("register", enterprise, by=by, changes={"country": country, "isic": isic})
    return enterprise


@transaction.atomic
def edit(*, enterprise: Enterprise, by: User | System, version: int, changes: Mapping[str, Any]) -> Enterprise:
    """Put facts right. `version` is the one the editor saw; Stale if somebody was faster, with what it says now."""
    now = Enterprise.objects.select_for_update(of=("self",)).select_related("region").get(pk=enterprise.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed this enterprise while you were typing."), version=now.version,
                    now={f: (now.region.name if now.region else "") if f == "region" else getattr(now, f) for f in changes})  # fmt: skip
    for field, value in changes.items():
        if field == "name":
            now.name = tidy_name(value)
            now.name_key = name_key(now.name) or now.name.casefold()
        elif field == "region":
            now.region = region_row(now.country_id, value)
        elif field == "isic":
            now.isic = checked_isic(value)
        else:
            setattr(now, field, value)
    now.version += 1
    now.save()
    index_words(now)
    record("edit", now, by=by, changes=dict(changes))
    return now


@transaction.atomic
def count_workforce(*, enterprise: Enterprise, by: User | System, people: Headcount, counted_on: date) -> None:
    """Keep how many people the enterprise has at a date, by role and sex; a second count of that day replaces it."""
    _count(enterprise, people, counted_on)
    record("count", enterprise, by=by, changes={"counted_on": counted_on.isoformat()})


def _count(enterprise: Enterprise, people: Headcount, counted_on: date) -> None:
    if counted_on > timezone.localdate():
        raise Refused(_("People cannot be counted on a day that has not come yet."), field="counted_on")
    if any(n < 0 for n in people.values()):
        raise Refused(_("A number of people cannot be below nought."), field="workforce")
    Workforce.objects.filter(enterprise=enterprise, counted_on=counted_on).delete()
    Workforce.objects.bulk_create(
        Workforce(enterprise=enterprise, counted_on=counted_on, role=role, sex=sex, people=n)
        for (role, sex), n in people.items()
    )
    latest = Workforce.objects.filter(enterprise=enterprise).order_by("-counted_on").values_list("counted_on", flat=True)[:1]
    if counted_on == latest[0] if latest else True:
        enterprise.headcount = sum(people.values())
        Enterprise.objects.filter(pk=enterprise.pk).update(headcount=enterprise.headcount)


def index_words(enterprise: Enterprise) -> None:
    """Rebuild the search words of one enterprise."""
    EnterpriseWord.objects.filter(enterprise=enterprise).delete()
    EnterpriseWord.objects.bulk_create(
        EnterpriseWord(enterprise=enterprise, word=w) for w in words_of(enterprise.name, enterprise.city, enterprise.code)
    )


def country_row(code: str) -> Country:
    """The country, made on first use: the world is given, not administered."""
    return Country.objects.get_or_create(code=code, defaults={"currency": currency_of(code)})[0]


def region_row(country: str, name: str) -> Region | None:
    tidy = " ".join(name.split())
    return Region.objects.get_or_create(country_id=country, name=tidy)[0] if tidy else None


def checked_isic(code: str) -> str:
    """The ISIC Rev. 4 code, or Refused with what to write instead."""
    tidy = code.strip().upper()
    if tidy and isic_title(tidy) is None:
        raise Refused(_("“%(code)s” is not a code of ISIC Rev. 4. Write two, three or four figures, such as 1410.")
                      % {"code": tidy[:20]}, field="isic")  # fmt: skip
    return tidy
