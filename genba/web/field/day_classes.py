"""The classes that a trainer takes along: sessions, who is on the list, what was marked, what people are asked afterwards."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from genba.access.models import User
from genba.delivery.models import Session, Workshop
from genba.delivery.register import Register, register_of
from genba.sync.models import MadeHere
from genba.web.base.words import language, module_title, short_day
from genba.web.field.day_taken import Taken, taken

BACK, AHEAD = timedelta(days=14), timedelta(days=7)
MOST = 20  # classes; a trainer gives one or two in three weeks; those around today come first


def classes_of(user: User, also: Collection[str] = ()) -> Taken:
    """Days as ISO 8601, minutes as whole numbers, words in the language of the reader."""
    today = timezone.localdate()
    near = Session.objects.filter(held_on__gte=today - BACK, held_on__lte=today + AHEAD).values("workshop")
    own = Workshop.objects.filter(Q(trainer=user) | Q(timetable__co_trainer=user), pk__in=near).distinct()
    around_today = sorted(own, key=lambda w: (abs(w.starts_on - today), w.pk))
    chosen = taken(around_today, MOST, also)
    made = {
        code: str(id) for id, code in MadeHere.objects.filter(receipt__author=user, noun="person").values_list("pk", "code")
    }
    rows = sorted(chosen.rows, key=lambda w: (w.starts_on, w.pk))
    return Taken([_class(row, register_of(row), made) for row in rows], chosen.left)


def _class(workshop: Workshop, register: Register, made: dict[str, str]) -> dict[str, Any]:
    return {
        "code": workshop.code, "place": workshop.place, "slug": workshop.module,
        "module": module_title(workshop.module, language=language()),
        "sessions": [{"key": s.key, "minutes": s.minutes, "label": _label(s), "is_open": not s.is_to_come}
                     for s in register.sessions],
        "senders": [
            {"code": sender.code, "name": sender.name, "seats": [
                {"code": seat.code, "name": seat.name, "sex": seat.sex, "role": seat.role, "job": seat.job,
                 **({"own": made[seat.code]} if seat.code in made else {})} for seat in sender.seats]}
            for sender in register.senders
        ],
        "lists": {s.key: register.lists[s.pk] for s in register.sessions if s.pk in register.lists},
    }  # fmt: skip


def _label(session: Session) -> str:
    return f"{short_day(session.held_on, language=language())} {session.get_part_display()}"
