"""One class while its sheets are taken in: which session and which person a row means."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from genba.access.models import User
from genba.delivery.actions import attendance, workshops
from genba.delivery.models import Attendance, Participant, Session, Workshop
from genba.directory.actions.enterprises import folded
from genba.directory.models import Enterprise, Person, Sex
from genba.kit.codes import tidy_code
from genba.kit.names import tidy_name
from genba.kit.refused import Refused


@dataclass(frozen=True)
class Signed:
    """Who a row is about, in its own words. `another`: whether it is another person than the one known of this name."""

    name: str
    enterprise: str | None
    sex: str | None
    role: str | None
    another: bool | None


@dataclass
class Classroom:
    """The list of a class and of its sessions, locked while it is worked on. Who walked in goes on the list at once."""

    workshop: Workshop
    by: User
    sessions: list[Session] = field(init=False)
    firms: list[Enterprise] = field(init=False)
    kept: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))  # session → code → minutes
    _roster: dict[str, list[Participant]] = field(default_factory=lambda: defaultdict(list))  # by folded name
    _added: set[int] = field(default_factory=set)  # keys of the places of those whom this file put on the list,
    _others: set[int] = field(default_factory=set)  # and among them of those who are another person of a known name

    def __post_init__(self) -> None:
        self.workshop = Workshop.objects.select_for_update(of=("self",)).select_related("trainer").get(pk=self.workshop.pk)
        self.sessions = list(self.workshop.sessions.all())
        rows = self.workshop.participations.select_related("engagement__enterprise")
        self.firms = [row.engagement.enterprise for row in rows]
        for seat in self.workshop.participants.select_related("person", "engagement").order_by("pk"):
            self._roster[seat.person.name_key].append(seat)
        marked = Attendance.objects.filter(session__workshop=self.workshop)
        for session, code, minutes in marked.values_list("session_id", "participant__person__code", "minutes"):
            self.kept[session][code] = minutes

    def session(self, day: date, part: str | None) -> Session:
        """The session of a day; Refused where there is none, or more than one and the row does not say which."""
        found = [s for s in self.sessions if s.held_on == day and part in (None, s.part)]
        if len(found) > 1:
            raise Refused(_("Was it in the morning or in the afternoon?"), field="part")
        if not found:
            raise Refused(_("The class has no such session. It has: %(sessions)s.")
                          % {"sessions": ", ".join(session.key for session in self.sessions)}, field="day")  # fmt: skip
        attendance.check_session(self.workshop, found[0])
        return found[0]

    def seat(self, who: Signed, *, is_there: bool) -> Participant:
        """The place of this person on the list; a new one for somebody who walked in. Refused where it cannot be told."""
        key = folded(tidy_name(who.name))
        firm = self._firm(who.enterprise)
        found = self._seated(key, firm, bool(who.another))
        if len(found) > 1:
            raise Refused(self._too_many(firm), field="name" if firm else "enterprise")
        if found:
            return self._agreeing(found[0], who)
        firm = firm or (self.firms[0] if len(self.firms) == 1 else None)
        if firm is None:
            raise Refused(_("From which enterprise?"), field="enterprise")
        return self._new(who, firm, key, is_there)

    @property
    def walked_in(self) -> int:
        """How many people this file put on the list who were not known before."""
        return len(self._added)

    def _seated(self, key: str, firm: Enterprise | None, another: bool) -> list[Participant]:
        """Those of this name on the list. Another one of a name walked in: now, or with a sheet that is brought again."""
        found = [s for s in self._roster[key] if firm is None or s.person.enterprise_id == firm.pk]
        if another:
            others = [s for s in found if s.pk in self._others]
            return others or [s for s in found if s.walked_in and s.pk not in self._added]
        return [s for s in found if not s.walked_in] or [s for s in found if s.pk not in self._others]

    def _firm(self, said: str | None) -> Enterprise | None:
        if not said:
            return None
        code, key = tidy_code(said), folded(said)
        found = [firm for firm in self.firms if firm.code == code] or [firm for firm in self.firms if firm.name_key == key]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(_("Several enterprises have this name. Write the code of one: %(codes)s.")
                          % {"codes": ", ".join(sorted(firm.code for firm in found))}, field="enterprise")  # fmt: skip
        raise Refused(_("This enterprise does not take part in the class. These do: %(names)s.")
                      % {"names": ", ".join(sorted(firm.name for firm in self.firms))}, field="enterprise")  # fmt: skip

    def _new(self, who: Signed, firm: Enterprise, key: str, is_there: bool) -> Participant:
        """A place for somebody who is not on the list: of the person who is known, or of one who is new here."""
        if not is_there:
            raise Refused(_("%(name)s is not on the list and was not there. Leave the row out.") % {"name": who.name},
                          field="name")  # fmt: skip
        known = list(Person.objects.called(firm, who.name)[:2])
        if known and who.another is None:
            raise Refused(_("%(enterprise)s has a person called %(name)s (%(role)s) who is not on the list of this class. Is it "
                            "this one? Write no here. Is it another one? Write yes.")
                          % {"enterprise": firm.name, "name": known[0].name, "role": known[0].get_role_display()},
                          field="another")  # fmt: skip
        if known and not who.another:
            if len(known) > 1:
                raise Refused(self._too_many(firm), field="name")
            (seat,) = workshops.enrol(by=self.by, workshop=self.workshop, people=known, insist=True)
            self._roster[key].append(seat)
            return self._agreeing(seat, who)
        if who.role is None:
            raise Refused(_("Is it a worker or a manager?"), field="role")
        seat = workshops.add_participant(by=self.by, workshop=self.workshop, enterprise=firm, name=who.name,
                                         sex=who.sex or Sex.NOT_STATED, role=who.role, is_another=bool(who.another))  # fmt: skip
        self._roster[key].append(seat)
        self._added.add(seat.pk)
        if who.another:
            self._others.add(seat.pk)
        return seat

    @staticmethod
    def _agreeing(seat: Participant, who: Signed) -> Participant:
        """The same place. Refused where the row says another role or sex than the list."""
        if who.role and who.role != seat.role:
            raise Refused(_("The list of the class says: %(fact)s. Put that right first, or leave the cell empty.")
                          % {"fact": seat.get_role_display()}, field="role")  # fmt: skip
        if who.sex and who.sex != seat.sex:
            raise Refused(_("The list of the class says: %(fact)s. Put that right first, or leave the cell empty.")
                          % {"fact": seat.get_sex_display()}, field="sex")  # fmt: skip
        return seat

    @staticmethod
    def _too_many(firm: Enterprise | None) -> str:
        if firm is None:
            return _("Several people on the list have this name. From which enterprise is this one?")
        return _("Several people of this enterprise have this name. Mark them on the page of the class.")
