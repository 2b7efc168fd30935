"""A country splits or gets another code: enterprises go on under the new one, and what they were under stays written down."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record_many
from genba.directory import keys
from genba.directory.actions.enterprises import country_row, region_row
from genba.directory.models import Enterprise, EnterpriseEvent, Person
from genba.directory.places import currency_of
from genba.kit.refused import Refused


@transaction.atomic
def move(*, by: User | System, enterprises: Sequence[Enterprise], to: str, happened_on: date, note: str) -> int:
    """Put enterprises of one country under another code (ISO 3166) from a day on; how many.

    Code, values, classes and plans stay theirs, in figures of the new country from now on; a region goes along by its name. Whoever
    used the currency of the old country uses that of the new one for what comes; what was stated keeps its own. Refused without an
    enterprise or a reason, for enterprises of several countries, the country they have, and a day that has not come.
    """
    if not enterprises:
        raise Refused(_("No enterprise was named."), field="enterprises")
    if not note.strip():
        raise Refused(_("Say why, such as the decision by which the country was split."), field="note")
    if happened_on > timezone.localdate():
        raise Refused(_("This day has not come yet. Tell it when it has happened."), field="happened_on")
    rows = list(
        Enterprise.objects.select_for_update(of=("self",))
        .select_related("region")
        .filter(pk__in=[e.pk for e in enterprises])
    )
    before = {row.country_id for row in rows}
    if len(before) > 1:
        raise Refused(_("These enterprises are of several countries. Take one country at a time."), field="enterprises")
    if before == {to}:
        raise Refused(_("They are in this country already."), field="to")
    country_row(to)
    for row in rows:
        _move(row, by, to, happened_on, note.strip()[:300])
    told = {
        "kind": EnterpriseEvent.Kind.COUNTRY.value,
        "happened_on": happened_on.isoformat(),
        "from": before.pop(),
        "to": to,
    }
    record_many("tell", Enterprise, by=by, things=[(row.code, told) for row in rows])
    return len(rows)


def _move(row: Enterprise, by: User | System, to: str, on: date, note: str) -> None:
    was = {"country": row.country_id, "region": row.region.name if row.region else "", "currency": row.currency}
    row.currency = currency_of(to) if row.currency == row.country.currency else row.currency
    row.country_id, row.region = to, region_row(to, was["region"])
    row.version += 1
    row.save(update_fields=["country", "region", "currency", "version"])
    keys.keep_enterprise(row)
    for person in Person.objects.filter(enterprise=row):
        keys.keep_person(person)
    EnterpriseEvent.objects.create(
        enterprise=row, kind=EnterpriseEvent.Kind.COUNTRY, happened_on=on, before=was, note=note,
        after={"country": to, "region": was["region"], "currency": row.currency},
        recorded_by=by if isinstance(by, User) else None,
    )  # fmt: skip
