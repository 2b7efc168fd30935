"""Register an enterprise or many, put one right, count its workforce."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, Required, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record, record_many
from genba.directory import keys as found_by
from genba.directory.models import Country, Enterprise, EnterpriseWord, Owned, Provider, Region, Serving, Workforce
from genba.directory.places import currency_of, isic_title
from genba.kit import bulk
from genba.kit.names import name_key, tidy_name, words_in, words_of
from genba.kit.refused import Refused, Stale

Headcount = Mapping[tuple[str, str], int]  # (role, sex) -> people
EDITABLE = ("name", "city", "address", "phone", "isic", "output_unit", "owned", "region")


class Facts(TypedDict, total=False):
    """What is said of an enterprise when it is registered. `country` is an ISO code, `workforce` counts people by role
    and sex at `counted_on` (today, if not said); the provider, if given, serves it from today."""

    name: Required[str]
    country: Required[str]
    region: str
    city: str
    address: str
    phone: str
    isic: str
    output_unit: str
    currency: str
    owned: str
    provider: Provider | None
    workforce: Headcount | None
    counted_on: date | None
    latitude: float | None
    longitude: float | None


class Registration(NamedTuple):
    """Facts with which nothing is wrong, as they will be kept. `registration` makes it."""

    name: str
    name_key: str
    country: str
    region: str
    city: str
    address: str
    phone: str
    isic: str
    output_unit: str
    currency: str
    provider_id: int | None
    workforce: Headcount
    counted_on: date | None
    latitude: float | None
    longitude: float | None
    owned: str = Owned.NOT_STATED


@transaction.atomic
def register(*, by: User | System, **facts: Unpack[Facts]) -> Enterprise:
    """Put an enterprise into the directory. Refused as `registration` refuses."""
    (key,) = register_many(by=by, rows=[registration(**facts)])
    made: Enterprise = Enterprise.objects.select_related("region").get(pk=key)
    found_by.keep_enterprise(made)
    return made


def registration(**facts: Unpack[Facts]) -> Registration:
    """Look at the facts before anything is written. Refused for an empty name, an unknown ISIC code, a negative count
    or a count in the future."""
    name = tidy_name(facts["name"])
    provider, workforce, counted_on = facts.get("provider"), facts.get("workforce"), None
    if workforce:
        counted_on = facts.get("counted_on") or timezone.localdate()
        _check_count(workforce, counted_on)
    return Registration(
        name, folded(name), facts["country"], " ".join(facts.get("region", "").split()), facts.get("city", "").strip(),
        facts.get("address", "").strip(), facts.get("phone", "").strip(), checked_isic(facts.get("isic", "")),
        facts.get("output_unit", "").strip(), facts.get("currency", ""), provider.pk if provider else None,
        workforce or {}, counted_on, facts.get("latitude"), facts.get("longitude"),
        checked_owned(facts.get("owned", "")),
    )  # fmt: skip


@transaction.atomic(savepoint=False)  # within another transaction, SQLite would copy every page that it touches
def register_many(*, by: User | System, rows: Sequence[Registration]) -> list[int]:
    """Put many enterprises into the directory at once, each with its event; their keys, in the same order.

    By what they are found while somebody types is worked out soon after, by the outbox.
    """
    keys, codes, today = bulk.reserve(Enterprise, len(rows)), bulk.codes(Enterprise, len(rows)), str(timezone.localdate())
    lands = {row.country for row in rows}
    currencies = {code: row.currency for code, row in Country.objects.in_bulk(lands).items()}
    currencies |= {code: country_row(code).currency for code in lands - currencies.keys()}
    regions, cities = _regions(rows), {city: name_key(city) for city in {row.city for row in rows}}
    bulk.insert(
        Enterprise,
        ("id", "code", "name", "name_key", "country_id", "region_id", "city", "address", "phone", "latitude", "longitude",
         "isic", "headcount", "output_unit", "currency", "owned", "registered_on", "version"),
        [(key, code, row.name, row.name_key, row.country, regions.get((row.country, row.region)), row.city, row.address,
          row.phone, row.latitude, row.longitude, row.isic, sum(row.workforce.values()) if row.workforce else None,
          row.output_unit, row.currency or currencies[row.country], row.owned, today, 1)
         for key, code, row in zip(keys, codes, rows, strict=True)],
    )  # fmt: skip
    bulk.insert(EnterpriseWord, ("word", "enterprise_id"), [
        (word, key) for key, code, row in zip(keys, codes, rows, strict=True)
        for word in words_in(row.name_key, cities[row.city], code.lower())
    ])  # fmt: skip
    bulk.insert(Workforce, ("enterprise_id", "counted_on", "role", "sex", "people"), [
        (key, str(row.counted_on), role, sex, people)
        for key, row in zip(keys, rows, strict=True) for (role, sex), people in row.workforce.items()
    ])  # fmt: skip
    bulk.insert(Serving, ("enterprise_id", "provider_id", "since_on"), [
        (key, row.provider_id, today) for key, row in zip(keys, rows, strict=True) if row.provider_id
    ])  # fmt: skip
    record_many("register", Enterprise, by=by, things=[
        (code, {"country": row.country, "isic": row.isic}) for code, row in zip(codes, rows, strict=True)
    ])  # fmt: skip
    if len(rows) > 1:
        found_by.keep_missing_soon()
    return keys


def _regions(rows: Iterable[Registration]) -> dict[tuple[str, str], int]:
    """The keys of the regions by country and name; those that are new are made."""
    wanted = {(row.country, row.region) for row in rows if row.region}
    kept = Region.objects.filter(name__in={name for _country, name in wanted}).values_list("country_id", "name", "pk")
    found = {(country, name): key for country, name, key in kept} if wanted else {}
    if new := wanted - found.keys():
        Region.objects.bulk_create([Region(country_id=country, name=name) for country, name in new], ignore_conflicts=True)
        found |= {(country, name): key for country, name, key in kept.all()}
    return found


@transaction.atomic
def edit(*, enterprise: Enterprise, by: User | System, version: int, changes: Mapping[str, Any]) -> Enterprise:
    """Put facts right. `version` is the one the editor saw; Stale if somebody was faster, with what it says now."""
    now: Enterprise = Enterprise.objects.select_for_update(of=("self",)).select_related("region").get(pk=enterprise.pk)
    if now.version != version:
        raise Stale(_("Somebody else changed this enterprise while you were typing."), version=now.version,
                    now={f: (now.region.name if now.region else "") if f == "region" else getattr(now, f) for f in changes})  # fmt: skip
    for field, value in changes.items():
        if field == "name":
            now.name = tidy_name(value)
            now.name_key = folded(now.name)
        elif field == "region":
            now.region = region_row(now.country_id, value)
        elif field == "isic":
            now.isic = checked_isic(value)
        elif field == "owned":
            now.owned = checked_owned(value)
        else:
            setattr(now, field, value)
    now.version += 1
    now.save()
    index_words(now)
    found_by.keep_enterprise(now)
    record("edit", now, by=by, changes=dict(changes))
    return now


@transaction.atomic
def count_workforce(*, enterprise: Enterprise, by: User | System, people: Headcount, counted_on: date) -> None:
    """Keep how many people the enterprise has at a date, by role and sex; a second count of that day replaces it."""
    _count(enterprise, people, counted_on)
    record("count", enterprise, by=by, changes={"counted_on": counted_on.isoformat()})


def _count(enterprise: Enterprise, people: Headcount, counted_on: date) -> None:
    _check_count(people, counted_on)
    Workforce.objects.filter(enterprise=enterprise, counted_on=counted_on).delete()
    Workforce.objects.bulk_create(
        Workforce(enterprise=enterprise, counted_on=counted_on, role=role, sex=sex, people=n)
        for (role, sex), n in people.items()
    )
    latest = Workforce.objects.filter(enterprise=enterprise).order_by("-counted_on").values_list("counted_on", flat=True)[:1]
    if counted_on == latest[0] if latest else True:
        enterprise.headcount = sum(people.values())
        Enterprise.objects.filter(pk=enterprise.pk).update(headcount=enterprise.headcount)


def _check_count(people: Headcount, counted_on: date) -> None:
    # Only near today do clocks disagree about the day; far from it, a hundred thousand rows need not ask the time zone.
    if counted_on >= date.today() - timedelta(days=1) and counted_on > timezone.localdate():
        raise Refused(_("People cannot be counted on a day that has not come yet."), field="counted_on")
    if min(people.values(), default=0) < 0:
        raise Refused(_("A number of people cannot be below nought."), field="workforce")


def folded(name: str) -> str:
    """A tidy name as names are compared; one of signs only is its own."""
    return name_key(name) or name.casefold()


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


def checked_owned(word: str) -> str:
    """Who owns it; nothing said is not stated. Refused for another word."""
    if word and word not in Owned.values:
        raise Refused(_("Say whether women own it: %(known)s.") % {"known": ", ".join(Owned.values)}, field="owned")
    return word or Owned.NOT_STATED.value
