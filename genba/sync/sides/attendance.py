"""Whether one person was at one session: minutes, nought for not there, None where nobody marked it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from genba.access.models import User
from genba.access.permissions import Permission
from genba.delivery.actions import attendance
from genba.delivery.models import Attendance, Session, Workshop
from genba.directory.models import Person
from genba.kit.days import in_words
from genba.kit.refused import Refused
from genba.sync.models import Disagreement
from genba.sync.sides.side import Look, Said, Side


def looks(rows: Sequence[Disagreement]) -> Mapping[int, Look]:
    """Four queries, and one more for each person who was merged."""
    parts = {row.pk: row.about.partition("/") for row in rows}
    places = dict(Workshop.objects.filter(code__in={row.of for row in rows}).values_list("code", "place"))
    people = {p.code: p for p in Person.objects.filter(code__in={person for _key, _slash, person in parts.values()})}
    people |= {
        person: kept
        for _key, _slash, person in parts.values()
        if person not in people and (kept := Person.successor_of(person))
    }
    marks = Attendance.objects.filter(
        session__workshop__code__in=places, participant__person__in=list(people.values())
    ).select_related("session__workshop", "participant__person")
    now = {(m.session.workshop.code, m.session.key, m.participant.person.code): m.minutes for m in marks}
    found = {}
    for row in rows:
        key, _slash, code = parts[row.pk]
        person = people.get(code)
        about = f"{person.name if person else code}, {_session(key)}"
        stands = now.get((row.of, key, person.code if person else code))
        found[row.pk] = Look(places.get(row.of, row.of), about, stands)
    return found


def _session(key: str) -> str:
    """12 March 2026, morning."""
    day, _dash, part = key.rpartition("-")
    return f"{in_words(date.fromisoformat(day))}, {str(Session.Part(part).label).lower()}"


def says(minutes: Said) -> str:
    if minutes is None:
        return _("not marked")
    if not minutes:
        return _("not here")
    return ngettext("here, %(n)s minute", "here, %(n)s minutes", minutes) % {"n": minutes}


def take(by: User, row: Disagreement, reason: str) -> None:
    """One mark, by the action of the list."""
    key, _slash, code = row.about.partition("/")
    workshop: Workshop = Workshop.objects.select_for_update().get(code=row.of)
    session = next((s for s in workshop.sessions.all() if s.key == key), None)
    if session is None:
        raise Refused(_("This session was moved or called off meanwhile. Take it up again first."))
    kept = Person.successor_of(code)
    attendance.mark(by=by, workshop=workshop, session=session, version=workshop.version,
                    marks={kept.code if kept else code: row.mine})  # fmt: skip


SIDE = Side(Permission.ATTENDANCE_MARK, looks, says, take)
