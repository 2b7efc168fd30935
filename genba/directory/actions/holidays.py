"""Public holidays of a country, as its office writes them down."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.audit.actions import System, record
from genba.directory.models import Country, Holiday
from genba.kit.names import tidy_name
from genba.kit.refused import Refused

AT_ONCE = 200
Day = tuple[date, str]


def read_lines(text: str) -> list[Day]:
    """A day and a name on each line, as in "2026-12-12 Jamhuri Day". Refused with the line that cannot be read."""
    found: list[Day] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        day, _blank, name = line.strip().replace("\t", " ").replace(",", " ", 1).replace(";", " ", 1).partition(" ")
        try:
            on = date.fromisoformat(day)
        except ValueError:
            raise Refused(_("“%(line)s” does not begin with a day. Write it such as 2026-12-12 Jamhuri Day.")
                          % {"line": line.strip()[:60]}, field="lines") from None  # fmt: skip
        if not 2000 <= on.year <= 2100:
            raise Refused(_("%(year)s is far away. Is it the right year?") % {"year": on.year}, field="lines")
        if not name.strip():
            raise Refused(_("“%(line)s” has no name. Write it such as 2026-12-12 Jamhuri Day.")
                          % {"line": line.strip()[:60]}, field="lines")  # fmt: skip
        found.append((on, tidy_name(name)[:100]))
    return found


@transaction.atomic
def note(*, by: User | System, country: Country, days: Sequence[Day]) -> list[Holiday]:
    """Write days down; what stands there already stays as it is. Refused without any, and for very many at once."""
    if not days:
        raise Refused(_("Write at least one day."), field="lines")
    if len(days) > AT_ONCE:
        raise Refused(_("These are more than %(most)s days. Write one year at a time.") % {"most": AT_ONCE}, field="lines")
    known = set(Holiday.objects.filter(country=country).values_list("held_on", "name"))
    new = sorted(set(days) - known)
    made = Holiday.objects.bulk_create(Holiday(country=country, held_on=on, name=name) for on, name in new)
    record("note-holidays", country, by=by, changes={"days": [[on.isoformat(), name] for on, name in new]})
    return made


@transaction.atomic
def remove(*, by: User, holiday: Holiday) -> None:
    """It is no holiday after all."""
    changes = {"day": holiday.held_on.isoformat(), "name": holiday.name}
    record("remove", holiday, by=by, changes=changes)
    holiday.delete()
