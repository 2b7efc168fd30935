"""What stands on somebody's calendar: sessions of classes, planned visits and own days away, by the access policy."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.curriculum import UnknownModule
from genba.delivery.diary import slot_of
from genba.delivery.models import CalledOff, PlannedVisit, Session, Workshop, WorkshopMove
from genba.kit.hours import zone_of
from genba.programmes.curricula import curriculum
from genba.programmes.models import Absence

AT_MOST = 2_000  # entries of one kind in one calendar: more than anybody reads


@dataclass(frozen=True)
class Entry:
    """One thing on the calendar. It names enterprises, places and modules, and no person."""

    uid: str
    kind: str  # class, visit, away
    code: str  # of the workshop or planned visit
    title: str
    place: str
    begins: datetime
    ends: datetime
    zone: str
    state: str  # planned, moved, made, missed
    changed_at: datetime
    sequence: int

    @property
    def local(self) -> tuple[datetime, datetime]:
        """Beginning and end as the clock on the wall shows them."""
        return self.begins.astimezone(ZoneInfo(self.zone)), self.ends.astimezone(ZoneInfo(self.zone))

    @property
    def on(self) -> date:
        return self.local[0].date()


def entries(user: User, first: date, last: date, *, trainer: User | None = None) -> list[Entry]:
    """What the user may see between two days, both included, in order; of one trainer only, if one is named."""
    found = [
        *_sessions(user, first, last, trainer),
        *_called_off(user, first, last, trainer),
        *_visits(user, first, last, trainer),
    ]
    if trainer or user.is_staff_member:
        found += _away(trainer or user, first, last)
    return sorted(found, key=lambda e: (e.begins, e.title, e.uid))


def _sessions(user: User, first: date, last: date, trainer: User | None) -> list[Entry]:
    mine = visible(user, Permission.WORKSHOP_READ, Workshop).values("pk")
    rows: Any = Session.objects.filter(workshop__in=mine, held_on__gte=first, held_on__lte=last)
    if trainer:
        rows = rows.filter(Q(workshop__trainer=trainer) | Q(workshop__timetable__co_trainer=trainer))
    # The number of a session within its class stays when the class moves, and so does its name in other calendars.
    rows = rows.annotate(before=_before("pk"), moved_at=Subquery(WorkshopMove.objects.filter(workshop=OuterRef("workshop")).order_by("-pk")
                                           .values("moved_at")[:1]))  # fmt: skip
    language, found = get_language() or "en", []
    for s in rows.select_related("workshop__timetable").order_by("held_on", "pk")[:AT_MOST]:
        slot, timetable = slot_of(s), getattr(s.workshop, "timetable", None)
        found.append(Entry(
            uid=f"class-{s.workshop.code}-{s.before + 1}@genba", kind="class", code=s.workshop.code,
            title=_("Class: %(module)s") % {"module": module_title(s.workshop.module, language)}, place=s.workshop.place,
            begins=slot.begins, ends=slot.ends, zone=slot.zone, sequence=s.workshop.version,
            state="moved" if s.moved_at else "planned",
            changed_at=s.moved_at or (timetable.planned_at if timetable else datetime.combine(s.workshop.starts_on, time(), UTC)),
        ))  # fmt: skip
    return found


def _before(key: str) -> Any:
    """How many sessions of the same class come before, those that are called off among them."""
    held = Session.objects.filter(workshop=OuterRef("workshop"), pk__lt=OuterRef(key)).order_by().values("workshop")
    off = CalledOff.objects.standing().filter(workshop=OuterRef("workshop"), session_key__lt=OuterRef(key)).order_by()
    return Coalesce(Subquery(held.annotate(n=Count("pk")).values("n")), 0) + Coalesce(
        Subquery(off.values("workshop").annotate(n=Count("pk")).values("n")), 0
    )


def _called_off(user: User, first: date, last: date, trainer: User | None) -> list[Entry]:
    """Sessions that did not happen stay, marked, under the name that they had in other calendars."""
    mine = visible(user, Permission.WORKSHOP_READ, Workshop).values("pk")
    rows: Any = CalledOff.objects.standing().filter(workshop__in=mine, held_on__gte=first, held_on__lte=last)
    if trainer:
        rows = rows.filter(Q(workshop__trainer=trainer) | Q(workshop__timetable__co_trainer=trainer))
    language, found = get_language() or "en", []
    for row in rows.annotate(before=_before("session_key")).select_related("workshop__timetable")[:AT_MOST]:
        slot = slot_of(row)
        found.append(Entry(
            uid=f"class-{row.workshop.code}-{row.before + 1}@genba", kind="class", code=row.workshop.code, state="missed",
            title=_("Class: %(module)s") % {"module": module_title(row.workshop.module, language)}, place=row.workshop.place,
            begins=slot.begins, ends=slot.ends, zone=slot.zone, sequence=row.workshop.version, changed_at=row.said_at,
        ))  # fmt: skip
    return found


def _visits(user: User, first: date, last: date, trainer: User | None) -> list[Entry]:
    rows = visible(user, Permission.VISIT_READ, PlannedVisit).filter(planned_on__gte=first, planned_on__lte=last)
    if trainer:
        rows = rows.filter(trainer=trainer)
    return [
        Entry(
            uid=f"visit-{v.code}@genba", kind="visit", code=v.code,
            title=_("Visit %(number)s: %(enterprise)s") % {"number": v.number, "enterprise": v.engagement.enterprise.name},
            place=v.engagement.enterprise.city, begins=v.begins, ends=v.ends, zone=v.time_zone, sequence=v.version + has_left(v),
            state=state_of(v), changed_at=v.changed_at,
        )
        for v in rows.select_related("engagement__enterprise", "engagement__withdrawal", "missed")[:AT_MOST]
    ]  # fmt: skip


def has_left(planned: PlannedVisit) -> bool:
    """Whether the enterprise left the module before this visit could be made."""
    left = getattr(planned.engagement, "withdrawal", None)
    return bool(left and not planned.visit_id and planned.planned_on >= left.withdrawn_on)


def state_of(planned: PlannedVisit) -> str:
    """What became of a planned visit, for words and shapes: made, missed, moved or planned."""
    if planned.visit_id:
        return "made"
    if hasattr(planned, "missed") or has_left(planned):
        return "missed"
    return "moved" if planned.version > 1 else "planned"


def _away(trainer: User, first: date, last: date) -> list[Entry]:
    zone, found = zone_of(""), []
    for a in Absence.objects.between(first, last).filter(trainer=trainer):
        day = max(a.starts_on, first)
        while day <= min(a.ends_on, last):
            begins = datetime.combine(day, time(), UTC)
            found.append(Entry(f"away-{a.code}-{day.isoformat()}@genba", "away", a.code, _("Away"), "", begins,
                               begins + timedelta(days=1), zone, "planned", begins, 0))  # fmt: skip
            day += timedelta(days=1)
    return found


def module_title(slug: str, language: str) -> str:
    try:
        return curriculum().module(slug).titles.in_(language)
    except UnknownModule:
        return slug


def zones_in(found: Collection[Entry]) -> set[str]:
    """The time zones that some entries speak of; where there are several, each entry says its own."""
    return {e.zone for e in found if e.kind != "away"}


def of_engagement(user: Anyone, **where: Any) -> list[PlannedVisit]:
    """The planned visits of some engagements that the user may see, with what a page says of each."""
    rows = visible(user, Permission.VISIT_READ, PlannedVisit).filter(**where)
    found = list(rows.select_related("engagement__enterprise", "engagement__withdrawal", "trainer", "visit", "missed"))
    for v in found:
        v.state = state_of(v)  # type: ignore[attr-defined]
    return found
