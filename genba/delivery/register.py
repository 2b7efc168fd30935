"""The register of a class: who is on the roster, which sessions there are, and what their lists say. Two queries however
many people and sessions there are."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet

from genba.delivery.models import Participation, Session, Workshop
from genba.kit.prepared import Prepared


class Seat(NamedTuple):
    """Somebody on the roster, with sex and role as they were when they were put there."""

    code: str  # of the person
    name: str
    sex: str
    role: str
    job: str
    number: int  # on the roster, in the order in which people were put there: the same on paper when others join


@dataclass(frozen=True)
class Sender:
    """An enterprise that takes part, and whom it sends, by name."""

    key: int
    code: str
    name: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class Register:
    """`lists`: by key of the session, the minutes of each person by code; a session nobody counted is not among them."""

    sessions: tuple[Session, ...]
    senders: tuple[Sender, ...]
    lists: dict[int, dict[str, int]]

    @property
    def seats(self) -> list[Seat]:
        return [seat for sender in self.senders for seat in sender.seats]


def register_of(workshop: Workshop) -> Register:
    """As it stands now."""
    sessions, lists = _sessions(workshop)
    return Register(sessions, _senders(workshop), lists)


def _senders(workshop: Workshop) -> tuple[Sender, ...]:
    found: dict[tuple[int, str, str], list[Seat]] = {}
    rows = _seated(workshop=workshop.pk)
    numbers = {place: n for n, place in enumerate(sorted(row[-1] for row in rows if row[-1] is not None), start=1)}
    for key, code, name, *seat, place in rows:
        seats = found.setdefault((key, code, name), [])
        if place is not None:
            seats.append(Seat._make((*seat, numbers[place])))
    return tuple(Sender(*who, tuple(seats)) for who, seats in found.items())


def _sessions(workshop: Workshop) -> tuple[tuple[Session, ...], dict[int, dict[str, int]]]:
    sessions: dict[int, Session] = {}
    lists: dict[int, dict[str, int]] = {}
    for key, held_on, part, minutes, code, attended in _counted(workshop=workshop.pk):
        if key not in sessions:
            sessions[key] = Session(pk=key, workshop=workshop, held_on=held_on, part=part, minutes=minutes)
        if code is not None:
            lists.setdefault(key, {})[code] = attended
    return tuple(sessions.values()), lists


def _build_seated(workshop: int) -> QuerySet[Any, Any]:
    here = Q(engagement__participants__workshop=workshop)
    return (
        Participation.objects.filter(workshop=workshop)
        .annotate(seat=FilteredRelation("engagement__participants", condition=here))
        .order_by("engagement__enterprise__name_key", "engagement__enterprise_id", "seat__person__name_key", "seat__pk")
        .values_list("engagement__enterprise_id", "engagement__enterprise__code", "engagement__enterprise__name",
                     "seat__person__code", "seat__person__name", "seat__sex", "seat__role", "seat__person__job", "seat__pk")
    )  # fmt: skip


def _build_counted(workshop: int) -> QuerySet[Any, Any]:
    return (
        Session.objects.filter(workshop=workshop).order_by("held_on", "-part", F("attendances__pk").asc(nulls_first=True))
        .values_list("pk", "held_on", "part", "minutes", "attendances__participant__person__code", "attendances__minutes")
    )  # fmt: skip


_seated = Prepared(_build_seated, workshop=918_273_645)
_counted = Prepared(_build_counted, workshop=918_273_645)
