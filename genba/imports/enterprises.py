"""Lists of enterprises: a row is one factory or firm at one site, new to the directory.

An enterprise is counted once. A row whose name, folded, is here already in the same country, or stood further up in
the file, is told and not taken in, until the row (or `set`, for all rows) answers in `another` whether this is another
enterprise: yes registers it beside the first, no leaves the row out. Names that are only nearly the same are taken in
and told as notes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.directory.actions import enterprises
from genba.directory.models import Enterprise, Owned
from genba.directory.resemblance import alike_since
from genba.imports.directions import Directions
from genba.imports.enterprise_columns import PEOPLE, columns
from genba.imports.kinds import Kind
from genba.imports.providers import Providers
from genba.imports.reach import rows_within
from genba.kit import bulk
from genba.kit.refused import Refused
from genba.kit.sheets import Problem, Record

NOTES_SHOWN = 20
OWNED_OF = {True: Owned.WOMEN.value, False: Owned.OTHERS.value, None: Owned.NOT_STATED.value}


class Taking:
    """Keeps the rows and hands them to the directory's own action, many at a time."""

    def __init__(self, by: User | System, directions: Directions) -> None:
        self.by = by
        self.columns = columns()
        self._labels = {column.name: str(column.label) for column in self.columns}
        self._providers = Providers(by, Permission.ENTERPRISE_REGISTER)
        self._rows: dict[str, dict[str, int]] = defaultdict(dict)  # country → folded name → row of the file
        self._here: dict[tuple[str, str], str] = {}  # those of the next rows that are registered, with their codes
        self._judged: dict[int, enterprises.Registration | Refused] = {}  # the next rows, by their number
        self._kept: list[tuple[int, enterprises.Registration]] = []
        self._written: dict[int, int] = {}  # key of the enterprise → row of the file
        self._told = self._skipped = 0

    def look_ahead(self, records: Sequence[Record]) -> None:
        """What the rows say, and which of their names are registered."""
        self._judged = {record.number: self._judge(record.values) for record in records}
        named = {row.name_key for row in self._judged.values() if not isinstance(row, Refused)}
        found = bulk.find(Enterprise, ("id", "country_id", "name_key", "code"), "name_key", named)
        seen = rows_within(self.by, Permission.ENTERPRISE_READ, Enterprise).filter(pk__in=[row[0] for row in found])
        open_to = set(seen.values_list("pk", flat=True)) if found else set()
        self._here = {(country, name): code if key in open_to else "" for key, country, name, code in found}

    def take(self, record: Record) -> None:
        """Refused for what `enterprises.registration` refuses, and beyond reach; a problem for what is here already."""
        row = self._judged.pop(record.number)
        if isinstance(row, Refused):
            raise row
        if self._is_new(row, record):
            self._kept.append((record.number, row))

    def write(self) -> int:
        """One event in the trail for each enterprise."""
        keys = enterprises.register_many(by=self.by, rows=[row for _number, row in self._kept])
        self._written.update(zip(keys, (number for number, _row in self._kept), strict=True))
        self._kept = []
        return len(keys)

    def notes(self) -> list[str]:
        """How many were here already, and which of the new names are nearly the name of another."""
        notes = []
        if self._skipped:
            notes.append(_("Left out because they are here already: %(n)s.") % {"n": self._skipped})
        if self._told:
            notes.append(_("To leave out all rows that are here already, say “another=no” for the whole file."))
        return notes + (self._alike() if self._written else [])

    def _judge(self, said: Mapping[str, Any]) -> enterprises.Registration | Refused:
        try:
            provider = self._providers.serving(said.get("provider"), said["country"])
            people = {PEOPLE[name]: n for name, n in said.items() if n is not None and name in PEOPLE}
            if people and not said.get("counted_on"):
                raise Refused(_("On which day were these people counted?"), field="counted_on")
            return enterprises.registration(
                name=said["name"], country=said["country"], region=said.get("region") or "", city=said.get("city") or "",
                address=said.get("address") or "", phone=said.get("phone") or "", isic=said.get("isic") or "",
                output_unit=said.get("output_unit") or "", provider=provider, workforce=people,
                counted_on=said.get("counted_on"), latitude=_degrees(said.get("latitude")),
                longitude=_degrees(said.get("longitude")), owned=OWNED_OF[said.get("owned")],
            )  # fmt: skip
        except Refused as no:
            return no

    def _is_new(self, row: enterprises.Registration, record: Record) -> bool:
        """Whether to register it. Appends a problem for what is here already and nobody said what to do."""
        above = self._rows[row.country].setdefault(row.name_key, record.number)
        code = self._here.get((row.country, row.name_key))
        is_another = record.values.get("another")
        if is_another or (above == record.number and code is None):
            return True
        if is_another is False:
            self._skipped += 1
            return False
        if above != record.number:
            problem = _("The same name stands in row %(row)s already, in the same country.") % {"row": above}
        elif code:
            problem = _("This name is here already in the same country; its code is %(code)s.") % {"code": code}
        else:
            problem = _("This name is here already in the same country.")
        remedy = _("In the column “%(column)s” write yes, or no if it is the same: then the row is left out.")
        remedy %= {"column": self._labels["another"]}
        record.problems.append(Problem(self._labels["name"], row.name, problem, remedy))
        self._told += 1
        return False

    def _alike(self) -> list[str]:
        """The first pairs of names that are nearly the same, in the order of the file, and how many more there are."""
        pairs = sorted((self._written[later], earlier, later) for earlier, later in alike_since(min(self._written))
                       if later in self._written)  # fmt: skip
        shown = pairs[:NOTES_SHOWN]
        keys = {key for _row, *pair in shown for key in pair}
        named = dict(Enterprise.objects.filter(pk__in=keys).values_list("pk", "name"))
        codes = dict(
            rows_within(self.by, Permission.ENTERPRISE_READ, Enterprise).filter(pk__in=keys).values_list("pk", "code")
        )
        notes = [
            self._likeness(row, named[later], self._written.get(earlier), named[earlier], codes.get(earlier))
            for row, earlier, later in shown
        ]
        if len(pairs) > len(shown):
            notes.append(_("Names that are nearly the same, beside these: %(n)s.") % {"n": len(pairs) - len(shown)})
        return notes

    @staticmethod
    def _likeness(row: int, name: str, other_row: int | None, other: str, code: str | None) -> str:
        words = {"row": row, "name": name, "other_row": other_row, "other": other, "code": code}
        if other_row:
            return _("Row %(row)s: “%(name)s” is nearly “%(other)s” of row %(other_row)s. Are they one?") % words
        if code:
            return _("Row %(row)s: “%(name)s” is nearly “%(other)s” (%(code)s), which is here. Are they one?") % words
        return _("Row %(row)s: “%(name)s” is nearly “%(other)s”, which is here. Are they one?") % words


def _degrees(said: Any) -> float | None:
    return None if said is None else float(said)


KIND = Kind("enterprises", _l("Enterprises"),
            (_l("One row for each enterprise at one site."),
             _l("The same name in the same country is taken for the same enterprise."),
             _l("Numbers of people are counted by role and sex, on one day.")),
            Permission.ENTERPRISE_REGISTER, columns, Taking)  # fmt: skip
