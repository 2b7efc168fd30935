"""Sign-in sheets that somebody typed up: a row is one person at one session of a class.

People on the list of the class are found by name and enterprise; who is not on it walked in, and goes on it as at the
class itself. The marks are kept by the action behind the page, one event for each session.
"""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from genba.access.models import User
from genba.access.permissions import Permission
from genba.audit.actions import System
from genba.delivery.actions import attendance
from genba.delivery.models import Session, Workshop
from genba.directory.models import Sex, WorkRole
from genba.imports.classroom import Classroom, Signed
from genba.imports.directions import Directions
from genba.imports.kinds import Kind
from genba.imports.reach import rows_within
from genba.kit.codes import tidy_code
from genba.kit.refused import Refused
from genba.kit.sheets import Column, Record

MOST_MINUTES = 720
OUR_FIELDS = {"session": "day", "is_another": "another", "people": "enterprise"}  # as the actions name them → as the columns


def columns() -> Sequence[Column]:
    return (
        Column("workshop", _l("Code of the class"), required=True, example="7KQ2M9XA", aliases=("Workshop", "Class"),
               help=_l("It stands on the page of the class.")),
        Column("day", _l("Day"), "date", required=True, example="2026-04-14", aliases=("Date",)),
        Column("part", _l("Morning or afternoon"), "choice", choices=tuple(Session.Part.choices),
               aliases=("Session", "Part of the day"), help=_l("Needed where the class had two sessions on that day.")),
        Column("enterprise", _l("Enterprise"), max_length=150, example="Sample Street Garments",
               aliases=("Factory", "Company"), help=_l("Name or code; needed for whoever is not on the list of the class.")),
        Column("name", _l("Full name"), required=True, max_length=150, example="Rosa Vidu", aliases=("Name", "Person")),
        Column("sex", _l("Sex"), "choice", choices=tuple(Sex.choices), aliases=("Gender",),
               help=_l("Leave empty if the person would rather not say.")),
        Column("role", _l("Role"), "choice", choices=tuple(WorkRole.choices),
               help=_l("Needed for whoever is not on the list of the class.")),
        Column("present", _l("Present"), "yes_no", aliases=("Here", "Attended", "Signed"),
               help=_l("yes: all of the session. Or write the minutes.")),
        Column("minutes", _l("Minutes"), "whole", minimum=0, maximum=MOST_MINUTES, help=_l("0 is: not there.")),
        Column("another", _l("Another person of that name"), "yes_no", help=_l("Asked where somebody of that name is known in "
               "the enterprise but not on the list of the class: no if it is this person, yes if it is another one.")),
    )  # fmt: skip


class Taking:
    """Finds the person and the session of each row, and hands the lists to the action of the page."""

    def __init__(self, by: User | System, directions: Directions) -> None:
        if not isinstance(by, User):
            raise Refused(_("A list of who was there is kept in the name of a person, not of the system. Say who you are, "
                            "such as --by name@example.org."))  # fmt: skip
        self.by = by
        self.columns = columns()
        self._rooms: dict[str, Classroom] = {}  # by code of the class
        self._marks: dict[Session, dict[str, int]] = defaultdict(dict)  # of the next `write`: code of the person → minutes
        self._above: dict[tuple[int, str], int] = {}  # session and code of the person → row of the file
        self._walked_in = self._unchanged = 0

    def take(self, record: Record) -> None:
        """Refused for whatever the page refuses, and where it cannot be told which session or person is meant."""
        try:
            self._take(record)
        except Refused as no:
            no.field = OUR_FIELDS.get(no.field or "", no.field)
            raise

    def _take(self, record: Record) -> None:
        said = record.values
        room = self._room(said["workshop"])
        session = room.session(said["day"], said.get("part"))
        is_there, minutes = self._presence(session, said.get("present"), said.get("minutes"))
        who = Signed(said["name"], said.get("enterprise"), said.get("sex"), said.get("role"), said.get("another"))
        code = room.seat(who, is_there=is_there).person.code
        row = self._above.setdefault((session.pk, code), record.number)
        if row != record.number:
            raise Refused(
                _("The same person stands in row %(row)s already, for the same session.") % {"row": row}, field="name"
            )
        # Who is only said to be there keeps the minutes that were marked before, as on the page.
        before = room.kept[session.pk].get(code)
        self._marks[session][code] = (before or session.minutes) if minutes is None else minutes

    def write(self) -> int:
        """One event in the trail for each session that says something else than before."""
        n = 0
        for session, marks in self._marks.items():
            room = next(room for room in self._rooms.values() if room.workshop.pk == session.workshop_id)
            kept = room.kept[session.pk]
            news = {code: minutes for code, minutes in marks.items() if kept.get(code) != minutes}
            self._unchanged += len(marks) - len(news)
            if news:
                attendance.mark(
                    by=self.by, workshop=room.workshop, session=session, marks=news, version=room.workshop.version
                )
                kept |= news
                n += len(news)
        self._forget()
        return n

    def notes(self) -> list[str]:
        """How many walked in, and how many marks stood there already."""
        walked_in = self._walked_in + sum(room.walked_in for room in self._rooms.values())
        notes = [_("Put on the list as walked in: %(n)s.") % {"n": walked_in}] if walked_in else []
        if self._unchanged:
            notes.append(_("Marks that stand there already: %(n)s.") % {"n": self._unchanged})
        return notes

    def _room(self, said: str) -> Classroom:
        code = tidy_code(said)
        if code not in self._rooms:
            found = rows_within(self.by, Permission.ATTENDANCE_MARK, Workshop).filter(code=code).first()
            if found is None:
                raise Refused(_("There is no class with the code “%(code)s” whose lists you may keep.") % {"code": said[:20]},
                              field="workshop")  # fmt: skip
            self._rooms[code] = Classroom(found, self.by)
        return self._rooms[code]

    @staticmethod
    def _presence(session: Session, present: bool | None, minutes: int | None) -> tuple[bool, int | None]:
        """Whether the person was there, and for how long where the row tells."""
        if minutes is None:
            if present is None:
                raise Refused(_("Was the person there? Write yes or no, or the minutes."), field="present")
            return present, None if present else 0
        attendance.check_minutes(session, minutes)
        if present is not None and present != (minutes > 0):
            raise Refused(_("Present and minutes do not agree. Leave one of them empty."), field="minutes")
        return minutes > 0, minutes

    def _forget(self) -> None:
        """Classes that the last rows were not about: a file of a whole year is not kept in memory."""
        near = {session.workshop_id for session in self._marks}
        gone = [code for code, room in self._rooms.items() if self._marks and room.workshop.pk not in near]
        for code in gone:
            room = self._rooms.pop(code)
            self._walked_in += room.walked_in
            for session in room.sessions:
                for person in room.kept[session.pk]:
                    self._above.pop((session.pk, person), None)
        self._marks.clear()


KIND = Kind("attendance", _l("Attendance"),
            (_l("One row for each person at each session, as on the signed list."),
             _l("Who is not on the list of the class is put on it as walked in; then enterprise, role and sex are needed."),
             _l("Trainers are not counted: leave them out.")),
            Permission.ATTENDANCE_MARK, columns, Taking)  # fmt: skip
