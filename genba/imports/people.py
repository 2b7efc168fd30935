"""Lists of people: a row is somebody who works in an enterprise. Nobody needs an e-mail address.

Who bears the name of somebody of the same enterprise is met as at the desk: told once, and taken in where the row
says that it is another person.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.directory.actions import people
from genba.directory.actions.enterprises import folded
from genba.directory.actions.people import Newcomer
from genba.directory.models import Person, Sex, WorkRole
from genba.imports.directions import Directions
from genba.imports.firms import Firms, firm_columns
from genba.imports.kinds import Kind
from genba.kit.sheets import Column, Problem, Record


def columns() -> Sequence[Column]:
    return (
        *firm_columns(),
        Column("name", _l("Full name"), required=True, max_length=150, example="Rosa Vidu", aliases=("Name", "Person"),
               help=_l("As people say it, in one field.")),
        Column("role", _l("Role"), "choice", required=True, choices=tuple(WorkRole.choices)),
        Column("sex", _l("Sex"), "choice", choices=tuple(Sex.choices), aliases=("Gender",),
               help=_l("Leave empty if the person would rather not say.")),
        Column("job", _l("Job"), max_length=100, example=_l("Sewing"), aliases=("Position", "Job title"),
               help=_l("Such as line leader or sewing.")),
        Column("phone", _l("Telephone"), "phone", max_length=40, aliases=("Phone", "Phone number", "Mobile")),
        another_column(),
    )  # fmt: skip


def another_column() -> Column:
    """The answer to the question who is meant by a name that somebody of the enterprise bears already."""
    return Column("another", _l("Another person of that name"), "yes_no", help=_l("Needed where somebody of the same name "
                  "is known already in the enterprise: yes if this is another person."))  # fmt: skip


class Taking:
    """Keeps the rows and hands them to the directory's own action, many at a time."""

    def __init__(self, by: User | System, directions: Directions) -> None:
        self.by = by
        self.columns = columns()
        self._firms = Firms(by, Permission.PERSON_REGISTER)
        self._here: dict[tuple[int, str], Person] = {}  # by enterprise and folded name
        self._above: dict[tuple[int, str], int] = {}  # row of the file, of those that are not written yet
        self._kept: list[Newcomer] = []

    def look_ahead(self, records: Sequence[Record]) -> None:
        """The enterprises of these rows, and who is known there already, rows further up in the file included."""
        self._firms.look_ahead(records)
        self._here = Person.objects.known({
            (firm.pk, folded(record.values["name"])) for record in records for firm in self._firms.called(record)
        })  # fmt: skip

    def take(self, record: Record) -> None:
        """Refused for an enterprise that is none or beyond reach; a problem for a name that is known there already."""
        said = record.values
        who = people.newcomer(enterprise=self._firms.of(record), name=said["name"], role=said["role"],
                              sex=said.get("sex") or Sex.NOT_STATED, job=said.get("job") or "",
                              phone=said.get("phone") or "")  # fmt: skip
        key = (who.enterprise.pk, who.name_key)
        if said.get("another") or (key not in self._above and key not in self._here):
            self._above[key] = record.number
            self._kept.append(who)
            return
        if key in self._above:
            problem = _("The same name stands in row %(row)s already, in the same enterprise.") % {"row": self._above[key]}
        else:
            same = self._here[key]
            problem = _("%(enterprise)s already has a person called %(name)s (%(role)s).") % {
                "enterprise": who.enterprise.name, "name": same.name, "role": same.get_role_display()}  # fmt: skip
        remedy = _("Leave the row out, or write yes in the column “%(another)s”.") % {"another": another_column().label}
        record.problems.append(Problem(str(self.columns[2].label), who.name, problem, remedy))

    def write(self) -> int:
        """One event in the trail for each person."""
        n = len(self._kept)
        people.register_many(by=self.by, rows=self._kept)
        self._kept, self._above = [], {}
        return n


KIND = Kind("people", _l("People"),
            (_l("One row for each person who works in an enterprise."),
             _l("A name that is known in the enterprise already is not taken in again, unless it is another person.")),
            Permission.PERSON_REGISTER, columns, Taking)  # fmt: skip
