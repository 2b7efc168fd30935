"""How long each person was in the classes of a module: sessions and minutes summed, enough for completion or what is missing.

A row is one person of one engagement, over all its classes; the same questions for one page, the file and the API.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, cast

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.closeout.models import Completion
from genba.delivery.models import Attendance, Participant, Session
from genba.directory.models import Enterprise
from genba.kit.names import name_key
from genba.programmes.curricula import curriculum
from genba.programmes.models import CohortMember

KEYS = ("-engagement_id", "-id")  # by enterprise, the newest agreement first: an index has it in order
SHOWN = ("id", "engagement_id", "person_id", "role", "sex", "person__code", "person__name", "engagement__code",
         "engagement__module", "engagement__enterprise__code", "engagement__enterprise__name", "engagement__provider__name")  # fmt: skip
STATES = {"enough": _("There long enough"), "short": _("Not long enough")}
Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Together:
    """What the sessions of one person come to. Minutes and sessions are those of all classes of the engagement.

    there, unmarked, to_come: sessions; lacks: minutes that are still missing, None where the module is no longer here;
    missed: days of sessions at which the person was marked as not there.
    """

    sessions: int
    given: int
    there: int
    minutes: int
    unmarked: int
    to_come: int
    lacks: int | None
    missed: tuple[date, ...]

    @property
    def share(self) -> float | None:
        return self.minutes / self.given if self.given and self.there + len(self.missed) else None

    @property
    def state(self) -> str:
        """enough; else to-come or unmarked while it may still become enough that way; else short."""
        if self.lacks == 0 and self.given:
            return "enough"
        if self.to_come:
            return "to-come"
        return "unmarked" if self.unmarked else "short"


class Marks(NamedTuple):
    """What was marked for one person: minutes together, how many sessions, and at how many of them the person was."""

    minutes: int
    marked: int
    there: int


def people_in(rows: Rows) -> Rows:
    """Places on rosters, of those within reach, as one row for each person of an engagement."""
    earlier = Participant.objects.filter(engagement=OuterRef("engagement"), person=OuterRef("person"), pk__lt=OuterRef("pk"))
    return rows.filter(~Exists(earlier))


def shown(rows: Rows) -> Rows:
    """With what a list shows, and nothing else: named tuples of SHOWN, the day of completion at the end."""
    standing = Completion.objects.in_force().filter(engagement=OuterRef("engagement"))
    found = rows.annotate(completed_on=Subquery(standing.values("completed_on")[:1]))
    return cast(Rows, found.values_list(*SHOWN, "completed_on", named=True))


def called(rows: Rows, asked: str) -> Rows:
    """Those in whose name all words that are asked stand."""
    for word in (name_key(asked) or asked.casefold()).split():
        rows = rows.filter(person__name_key__contains=word)
    return rows


def narrowed(rows: Rows, asked: Mapping[str, str]) -> Rows:
    """Places on rosters as it is asked by name (q), module, provider, cohort (codes) and role, "" or nothing for all; but for
    the state, which is asked of each person and not of each place."""
    if words := asked.get("q"):
        firms: Any = Enterprise.objects
        named, there = called(rows, words), firms.matching(words)
        rows = rows.filter(Q(pk__in=named.values("pk")) | Q(engagement__enterprise__in=there))
    if module := asked.get("module"):
        rows = rows.filter(engagement__module=module)
    if provider := asked.get("provider"):
        rows = rows.filter(engagement__provider__code=provider)
    if cohort := asked.get("cohort"):
        inside = CohortMember.objects.filter(cohort__code=cohort, left_on=None)
        rows = rows.filter(engagement__in=inside.values("engagement"))
    return rows.filter(role=role) if (role := asked.get("role")) else rows


def in_state(rows: Rows, state: str) -> Rows:
    """Those who were there for the share of all minutes that their module asks ("enough"), or the others ("short")."""
    given = Session.objects.filter(workshop__participations__engagement=OuterRef("engagement")).order_by()
    there = Attendance.objects.filter(participant__engagement=OuterRef("engagement"), participant__person=OuterRef("person"))
    rows = rows.annotate(
        given=_sum(given.values("workshop__participations__engagement")),
        minutes=_sum(there.order_by().values("participant__person")),
    )
    enough = Q(pk__in=[])
    for module in curriculum().modules:
        share = module.completion.attendance_share
        enough |= Q(engagement__module=module.slug, given__gt=0, minutes__gte=F("given") * share)
    return rows.filter(enough) if state == "enough" else rows.exclude(enough)


def _sum(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(sum=Sum("minutes")).values("sum"), output_field=IntegerField()), 0)


def together(rows: Sequence[Any]) -> dict[int, Together]:
    """By key of the row. Three queries however many rows, sessions and classes there are; the database adds up."""
    given = _given({row.engagement_id for row in rows})
    who = {(row.engagement_id, row.person_id): row.id for row in rows}
    people = [person for _engagement, person in who]  # of their other engagements nothing is kept below
    summed = Participant.objects.filter(person__in=people).order_by().values_list("engagement_id", "person_id").annotate(
        minutes=Sum("attendances__minutes"), marked=Count("attendances"),
        there=Count("attendances", filter=Q(attendances__minutes__gt=0)),
    )  # fmt: skip
    marks = {key: Marks(minutes or 0, marked, there) for e, p, minutes, marked, there in summed if (key := who.get((e, p)))}
    missed: dict[int, dict[date, None]] = defaultdict(dict)
    away = Attendance.objects.filter(minutes=0, participant__person__in=people)
    for engagement, person, day in away.order_by("session__held_on").values_list(
        "participant__engagement_id", "participant__person_id", "session__held_on"
    ):
        if (key := who.get((engagement, person))) is not None:
            missed[key][day] = None
    asked, today = {m.slug: m.completion.attendance_share for m in curriculum().modules}, timezone.localdate()
    return {row.id: _summed(given[row.engagement_id], marks[row.id], tuple(missed[row.id]), asked.get(row.engagement__module), today)
            for row in rows}  # fmt: skip


def _given(engagements: set[int]) -> dict[int, list[tuple[date, int]]]:
    """The sessions of the classes of each engagement: day and minutes."""
    found: dict[int, list[tuple[date, int]]] = {key: [] for key in engagements}
    rows = Session.objects.filter(workshop__participations__engagement__in=engagements).order_by()
    for engagement, day, minutes in rows.values_list("workshop__participations__engagement", "held_on", "minutes"):
        found[engagement].append((day, minutes))
    return found


def _summed(
    sessions: list[tuple[date, int]], marks: Marks, missed: tuple[date, ...], share: float | None, today: date
) -> Together:
    given, to_come = sum(m for _day, m in sessions), sum(day > today for day, _m in sessions)
    lacks = None if share is None else max(0, -int(-(share * given - marks.minutes) // 1))
    unmarked = max(0, len(sessions) - to_come - marks.marked)
    return Together(len(sessions), given, marks.there, marks.minutes, unmarked, to_come, lacks, missed)


def all_together(rows: Rows, size: int = 500) -> Iterator[tuple[Any, Together]]:
    """Every row with its sums, read in pieces; for a file."""
    piece: list[Any] = []
    for row in shown(rows).order_by(*KEYS).iterator(chunk_size=size):
        piece.append(row)
        if len(piece) == size:
            found = together(piece)
            yield from ((r, found[r.id]) for r in piece)
            piece = []
    found = together(piece)
    yield from ((r, found[r.id]) for r in piece)
