"""Who is busy when: what speaks against a new class or visit, in sentences, before anything is saved."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from genba.access.models import User
from genba.delivery.models import CalledOff, Participation, PlannedVisit, Session
from genba.directory.models import Enterprise, Holiday
from genba.kit.days import in_words
from genba.kit.hours import comes_twice, moment, zone_of
from genba.programmes.models import Absence, TrainerCertificate

EVE = timedelta(days=1)  # a day in one zone touches its neighbours in another


@dataclass(frozen=True)
class Slot:
    """A stretch of one day, in the time of a place."""

    day: date
    at: time
    minutes: int
    zone: str

    @property
    def begins(self) -> datetime:
        return moment(self.day, self.at, self.zone)

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Busy:
    """Something that is planned already: when, what, with which trainers and enterprises (by key)."""

    begins: datetime
    ends: datetime
    zone: str
    what: str
    trainers: frozenset[int]
    enterprises: frozenset[int]


@dataclass
class Diary:
    """What some trainers and enterprises have to do between two days. Seven queries, however many they are."""

    busy: list[Busy] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    certificates: list[TrainerCertificate] = field(default_factory=list)
    holidays: list[Holiday] = field(default_factory=list)

    def against(
        self, slot: Slot, trainers: Iterable[User], enterprises: Iterable[Enterprise] = (), *, module: str = ""
    ) -> list[str]:
        """What speaks against a slot, a sentence each. Refused where the hour does not exist at all."""
        begins, ends = slot.begins, slot.ends
        at_once = [b for b in self.busy if b.begins < ends and b.ends > begins]
        said = []
        for trainer in trainers:
            said += [_taken(trainer.name, b) for b in at_once if trainer.pk in b.trainers]
            said += [
                _("%(name)s is away on %(day)s.") % {"name": trainer.name, "day": in_words(slot.day)}
                for a in self.absences
                if a.trainer_id == trainer.pk and a.starts_on <= slot.day <= a.ends_on
            ]
            said += self._lapsed(trainer, slot.day, module)
        guests = list(enterprises)
        for holiday in self.holidays:
            if holiday.held_on == slot.day and any(e.country_id == holiday.country_id for e in guests):
                said.append(_("%(day)s is a public holiday: %(name)s.") % {"day": in_words(slot.day), "name": holiday.name})
        for enterprise in guests:
            said += [_taken(enterprise.name, b) for b in at_once if enterprise.pk in b.enterprises]
        if comes_twice(slot.day, slot.at, slot.zone):
            said.append(_("The clock is put back on %(day)s: %(time)s comes twice. The first one is meant.")
                        % {"day": in_words(slot.day), "time": slot.at.strftime("%H:%M")})  # fmt: skip
        return list(dict.fromkeys(said))

    def _lapsed(self, trainer: User, day: date, module: str) -> list[str]:
        """A certificate for the module that was there and is over by that day; who never had one is no news here."""
        own = [c for c in self.certificates if c.trainer_id == trainer.pk and c.module == module and c.valid_from <= day]
        last = max((c.valid_until for c in own), default=None)
        if last is None or last >= day:
            return []
        return [_("The certificate of %(name)s for this module lapsed on %(day)s.")
                % {"name": trainer.name, "day": in_words(last)}]  # fmt: skip

    def note(self, slot: Slot, what: str, trainers: Iterable[User], enterprises: Iterable[Enterprise]) -> None:
        """Remember a slot that is being planned, so that the next one does not fall on it."""
        self.busy.append(Busy(slot.begins, slot.ends, slot.zone, what, frozenset(t.pk for t in trainers),
                              frozenset(e.pk for e in enterprises)))  # fmt: skip


def _taken(name: str, busy: Busy) -> str:
    begins, ends = (moment.astimezone(ZoneInfo(busy.zone)) for moment in (busy.begins, busy.ends))
    return _("%(name)s already has %(what)s on %(day)s, %(from)s to %(to)s.") % {
        "name": name, "what": busy.what, "day": in_words(begins.date()), "from": begins.strftime("%H:%M"),
        "to": ends.strftime("%H:%M")}  # fmt: skip


def diary(
    trainers: Collection[int], enterprises: Collection[int], days: Collection[date], *, module: str = "",
    leave_out: PlannedVisit | None = None, without: Collection[int] = (),
) -> Diary:  # fmt: skip
    """The diary of these trainers and enterprises (by key) around these days, without one visit that is being moved, and
    without the workshops (by key) that are asked about."""
    if not days:
        return Diary()
    first, last = min(days) - EVE, max(days) + EVE
    found = Diary(
        absences=list(Absence.objects.between(first, last).filter(trainer_id__in=trainers)),
        certificates=list(TrainerCertificate.objects.filter(trainer_id__in=trainers, module=module)) if module else [],
        holidays=list(
            Holiday.objects.filter(
                held_on__in=set(days), country_id__in=Enterprise.objects.filter(pk__in=enterprises).values("country_id")
            )
        ),
    )
    found.busy += _classes(trainers, enterprises, first, last, without)
    visits = PlannedVisit.objects.standing().filter(planned_on__gte=first, planned_on__lte=last)
    visits = visits.filter(Q(trainer_id__in=trainers) | Q(engagement__enterprise_id__in=enterprises))
    for v in visits.exclude(pk__in=[leave_out.pk] if leave_out else []).select_related("engagement__enterprise"):
        what = _("a visit to %(enterprise)s") % {"enterprise": v.engagement.enterprise.name}
        found.busy.append(Busy(v.begins, v.ends, v.time_zone, what, frozenset([v.trainer_id]),
                               frozenset([v.engagement.enterprise_id])))  # fmt: skip
    return found


def _classes(
    trainers: Collection[int], enterprises: Collection[int], first: date, last: date, without: Collection[int]
) -> list[Busy]:
    coming = Participation.objects.filter(engagement__enterprise_id__in=enterprises).values("workshop_id")
    sessions = Session.objects.filter(held_on__gte=first, held_on__lte=last).filter(
        Q(workshop__trainer_id__in=trainers) | Q(workshop__timetable__co_trainer_id__in=trainers) | Q(workshop_id__in=coming)
    )
    rows = list(sessions.exclude(workshop_id__in=without).select_related("workshop__timetable"))
    there: dict[int, set[int]] = {}
    pairs = Participation.objects.filter(workshop_id__in={s.workshop_id for s in rows}, engagement__withdrawal=None)
    for workshop, enterprise in pairs.values_list("workshop_id", "engagement__enterprise_id"):
        there.setdefault(workshop, set()).add(enterprise)
    found = []
    for s in rows:
        slot, timetable = slot_of(s), getattr(s.workshop, "timetable", None)
        given_by = {s.workshop.trainer_id} | ({timetable.co_trainer_id} if timetable and timetable.co_trainer_id else set())
        found.append(Busy(slot.begins, slot.ends, slot.zone, _("a class in %(place)s") % {"place": s.workshop.place},
                          frozenset(given_by), frozenset(there.get(s.workshop_id, ()))))  # fmt: skip
    return found


def slot_of(session: Session | CalledOff) -> Slot:
    """When a session is: by the timetable of its workshop, else at the usual hours of its country."""
    timetable: Any = getattr(session.workshop, "timetable", None)
    is_morning = session.part == Session.Part.MORNING
    if timetable:
        at, zone = timetable.morning_at if is_morning else timetable.afternoon_at, timetable.time_zone
    else:
        at, zone = usual_hour(is_morning), zone_of(session.workshop.country_id)
    return Slot(session.held_on, at, session.minutes, zone)


def usual_hour(is_morning: bool) -> time:
    return time.fromisoformat(settings.MORNING if is_morning else settings.AFTERNOON)
