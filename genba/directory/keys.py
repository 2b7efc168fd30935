"""The keys by which enterprises and people are found while somebody types: kept, and looked up.

One at a time they are kept at once. Of many at once, as an import brings, the outbox sees to it (`directory.keys`), so
that an import costs no more than before.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from genba.directory.models import Enterprise, EnterpriseKey, Person, PersonKey
from genba.kit import bulk, outbox
from genba.science import likeness, namesakes
from genba.science.likeness import Facility
from genba.science.namesakes import Somebody

KEYS = "directory.keys"  # the kind of task
COMMON = 250  # a key that more bear is read no further: the keys of two words tell better
LOOKED_AT = 200
BATCH = 2_000


def facility_of(enterprise: Enterprise) -> Facility:
    return Facility(enterprise.name, enterprise.address, enterprise.country_id, enterprise.city, enterprise.phone)


def somebody(person: Person) -> Somebody:
    """What likeness is judged by; "not stated" says nothing about the sex."""
    sex = person.sex if person.sex in ("female", "male") else ""
    return Somebody(person.name, person.phone, f"{person.enterprise.name} {person.enterprise.city}", sex)


def _of_enterprise(enterprise: Enterprise) -> list[str]:
    return [f"{enterprise.country_id} {key}" for key in likeness.keys_of(facility_of(enterprise))]


def _of_person(person: Person, country: str) -> list[str]:
    return [f"{country} {key}"[:40] for key in dict.fromkeys(namesakes.keys_of(person.name, person.phone))]


@transaction.atomic
def keep_enterprise(enterprise: Enterprise) -> None:
    """Put the keys of one enterprise right."""
    EnterpriseKey.objects.filter(enterprise=enterprise).delete()
    EnterpriseKey.objects.bulk_create(EnterpriseKey(enterprise=enterprise, key=key) for key in _of_enterprise(enterprise))


@transaction.atomic
def keep_person(person: Person) -> None:
    """Put the keys of one person right."""
    PersonKey.objects.filter(person=person).delete()
    PersonKey.objects.bulk_create(PersonKey(person=person, key=key)
                                  for key in _of_person(person, person.enterprise.country_id))  # fmt: skip


def keep_missing() -> int:
    """Give keys to all who have none yet, BATCH at a time, each batch whole; how many were given."""
    given = 0
    bare = Enterprise.objects.filter(~Exists(EnterpriseKey.objects.filter(enterprise=OuterRef("pk")))).order_by("pk")
    while rows := list(bare[:BATCH]):
        with transaction.atomic():
            bulk.insert(EnterpriseKey, ("key", "enterprise_id"), [(k, row.pk) for row in rows for k in _of_enterprise(row)])
        given += len(rows)
        bare = bare.filter(pk__gt=rows[-1].pk)
    people = Person.objects.filter(~Exists(PersonKey.objects.filter(person=OuterRef("pk")))).order_by("pk")
    while found := list(people.select_related("enterprise")[:BATCH]):
        with transaction.atomic():
            bulk.insert(PersonKey, ("key", "person_id"), [(k, row.pk) for row in found
                                                          for k in _of_person(row, row.enterprise.country_id)])  # fmt: skip
        given += len(found)
        people = people.filter(pk__gt=found[-1].pk)
    return given


def keep_missing_soon() -> None:
    """Have keys given to those who came in bulk; in the transaction of the caller."""
    outbox.waits(KEYS, timezone.now())


def enterprises_near(facility: Facility) -> list[int]:
    """The keys of at most LOOKED_AT enterprises that share most with what is typed; none without a country or a name."""
    if not facility.country:
        return []
    return _near(EnterpriseKey.objects.values_list("enterprise_id", flat=True),
                 [f"{facility.country} {key}" for key in likeness.keys_of(facility)])  # fmt: skip


def people_near(name: str, phone: str, country: str) -> list[int]:
    """The keys of at most LOOKED_AT people of a country who share most with what is typed."""
    keys = [f"{country} {key}"[:40] for key in dict.fromkeys(namesakes.keys_of(name, phone))]
    return _near(PersonKey.objects.values_list("person_id", flat=True), keys)


def _near(rows: "Iterable[int]", keys: Sequence[str]) -> list[int]:
    """Each key is one range of an index, read COMMON rows far: what it costs does not grow with the table."""
    shared: Counter[int] = Counter()
    for key in sorted(keys, key=lambda k: -k.count(" ")):  # two words tell better than one
        is_pair = key.count(" ") > 1
        if not is_pair and len(shared) >= LOOKED_AT:
            break
        found = list(rows.filter(key=key)[: COMMON + 1])  # type: ignore[attr-defined]
        if len(found) <= COMMON or is_pair:
            shared.update(dict.fromkeys(found, 2 if is_pair else 1))
    return [pk for pk, _n in shared.most_common(LOOKED_AT)]
