"""The roster of a class as it is shown: who takes part, who was there, how balanced it is, who changed the lists."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.delivery.models import Attendance, Participant, Session, Workshop
from genba.directory.models import Sex, WorkRole
from genba.programmes.curricula import module_of
from genba.reports.class_trail import Change, trail_of


@dataclass(frozen=True)
class Seat:
    """One person on the roster. `share` is of the minutes of the sessions marked so far, 0 to 1, or None before any."""

    code: str
    name: str
    sex: str
    role: str
    job: str
    walked_in: bool
    sessions: int  # at which the person was there
    share: float | None


@dataclass(frozen=True)
class Group:
    """The people of one enterprise that takes part, perhaps nobody yet."""

    enterprise: str
    code: str
    engagement: str
    seats: tuple[Seat, ...]
    roles: tuple["RoleCount", ...]


@dataclass(frozen=True)
class RoleCount:
    """How many people of a role an enterprise has on the list, and how many the module asks for."""

    role: str
    people: int
    wanted: int

    @property
    def missing(self) -> int:
        return max(self.wanted - self.people, 0)

    @property
    def too_many(self) -> int:
        return max(self.people - self.wanted, 0)


@dataclass(frozen=True)
class Held:
    """One session: how many of the roster were there, None while nobody marked it."""

    session: Session
    here: int | None


@dataclass(frozen=True)
class Roster:
    groups: tuple[Group, ...]
    sessions: tuple[Held, ...]
    balance: tuple[tuple[str, tuple[int, ...]], ...]  # role, people by sex in the order of Sex
    people: int
    share: float | None  # minutes attended of minutes given, over sessions marked
    trail: tuple[Change, ...]


def roster_of(workshop: Workshop, reader: Anyone) -> Roster:
    """The roster as this reader may see it: only rows whose person is within reach count and show. Six queries."""
    mine = visible(reader, Permission.PERSON_READ, Participant).filter(workshop=workshop)
    participants = list(mine.select_related("person").order_by("person__name_key", "pk"))
    minutes: dict[tuple[int, int], int] = {
        (session, participant): n
        for session, participant, n in Attendance.objects.filter(
            session__workshop=workshop, participant__in=[p.pk for p in participants]
        ).values_list("session_id", "participant_id", "minutes")
    }
    sessions = list(workshop.sessions.all())
    marked = [s for s in sessions if any((s.pk, p.pk) in minutes for p in participants)]
    given = sum(s.minutes for s in marked)
    seats: dict[int, list[Seat]] = defaultdict(list)
    for p in participants:
        there = [minutes.get((s.pk, p.pk), 0) for s in marked]
        share = sum(there) / given if given else None
        seats[p.engagement_id].append(
            Seat(p.person.code, p.person.name, p.get_sex_display(), p.get_role_display(), p.person.job, p.walked_in,
                 sum(1 for n in there if n), share)
        )  # fmt: skip
    taking_part = workshop.participations.select_related("engagement__enterprise").order_by(
        "engagement__enterprise__name_key"
    )
    counted = Counter((p.role, p.sex) for p in participants)
    by_enterprise = Counter((p.engagement_id, p.role) for p in participants)
    asked = module_of(workshop.module).participants
    wanted = {WorkRole.MANAGER: asked.managers, WorkRole.WORKER: asked.workers}
    whole = given * len(participants)
    return Roster(
        groups=tuple(Group(t.engagement.enterprise.name, t.engagement.enterprise.code, t.engagement.code,
                           tuple(seats.get(t.engagement_id, ())),
                           tuple(RoleCount(str(r.label), by_enterprise[t.engagement_id, r.value], n)
                                 for r, n in wanted.items())) for t in taking_part),
        sessions=tuple(Held(s, sum(1 for p in participants if minutes.get((s.pk, p.pk))) if s in marked else None)
                       for s in sessions),
        balance=tuple((str(r.label), tuple(counted[r.value, s.value] for s in Sex)) for r in WorkRole),
        people=len(participants),
        share=sum(minutes.values()) / whole if whole else None,
        trail=trail_of(workshop, {p.person.code: p.person.name for p in participants}),
    )  # fmt: skip
