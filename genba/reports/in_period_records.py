"""The records behind what is counted within some days: the enterprises, people, classes or visits, within the reader's reach."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.delivery.models import Participant, Participation, Session, Visit, Workshop
from genba.directory.models import Enterprise, Person
from genba.kit.refused import Refused
from genba.programmes.models import Engagement, Programme
from genba.reports.in_period import MEASURES, PEOPLE, Measure, not_left_by


@dataclass(frozen=True)
class Within:
    """Of which programme, country ("" for all) and days, and for whom."""

    programme: Programme
    country: str
    starts_on: date
    ends_on: date
    user: Anyone

    @property
    def days(self) -> tuple[date, date]:
        return self.starts_on, min(self.ends_on, timezone.localdate())


@dataclass(frozen=True)
class Behind:
    """rows: not yet read, to be ordered by `keys`. noun: enterprise, person, workshop, visit."""

    measure: Measure
    noun: str
    rows: QuerySet[Any]
    keys: tuple[str, ...]


def behind(code: str, within: Within) -> Behind:
    """The records of one measure; Refused for one that there is not."""
    measure = next((m for m in MEASURES if m.code == code), None)
    if measure is None:
        raise Refused(_("There is no such figure."), field="figure")
    noun, keys, rows = ROWS[code]
    return Behind(measure, noun, rows(within), keys)


def _enterprises(w: Within, of_one: Q | Exists) -> QuerySet[Enterprise]:
    rows = visible(w.user, Permission.ENTERPRISE_READ, Enterprise).filter(of_one)
    return rows.filter(country_id=w.country) if w.country else rows


def _begun(w: Within) -> QuerySet[Enterprise]:
    mine = Engagement.objects.filter(
        not_left_by(w.days[1]), enterprise=OuterRef("pk"), programme=w.programme, agreed_on__range=w.days
    )
    return _enterprises(w, Exists(mine))


def _first_trained(w: Within) -> QuerySet[Enterprise]:
    mine = Engagement.objects.filter(not_left_by(w.days[1]), enterprise=OuterRef("pk"), programme=w.programme).order_by()
    firsts = mine.values("enterprise").annotate(on=Min("participations__workshop__sessions__held_on"))
    return _enterprises(w, Exists(firsts.filter(on__range=w.days)))


def _people(w: Within) -> QuerySet[Person]:
    whole = Session.objects.filter(workshop=OuterRef("workshop")).order_by().values("workshop").annotate(m=Sum("minutes"))
    there: Any = Participant.objects.filter(
        person=OuterRef("pk"), workshop__programme=w.programme, workshop__ends_on__range=w.days
    )
    there = there.annotate(attended=Sum("attendances__minutes"), whole=Subquery(whole.values("m")))
    firms = visible(w.user, Permission.ENTERPRISE_READ, Enterprise).filter(pk=OuterRef("enterprise_id"))
    firms = firms.filter(country_id=w.country) if w.country else firms
    rows = visible(w.user, Permission.PERSON_READ, Person).filter(Exists(firms))
    return rows.filter(Exists(there.filter(attended__gt=0, whole__lte=2 * F("attended")))).select_related("enterprise")


def _classes(w: Within) -> QuerySet[Workshop]:
    held, sent = Session.objects.filter(workshop=OuterRef("pk")), Participation.objects.filter(workshop=OuterRef("pk"))
    rows = visible(w.user, Permission.WORKSHOP_READ, Workshop).filter(
        Exists(held), Exists(sent), programme=w.programme, ends_on__range=w.days
    )
    return (rows.filter(country_id=w.country) if w.country else rows).select_related("provider")


def _visits(w: Within) -> QuerySet[Visit]:
    rows = visible(w.user, Permission.VISIT_READ, Visit).filter(engagement__programme=w.programme, visited_on__range=w.days)
    rows = rows.filter(engagement__enterprise__country_id=w.country) if w.country else rows
    return rows.select_related("engagement__enterprise")


ROWS: Final[dict[str, tuple[str, tuple[str, ...], Callable[[Within], QuerySet[Any]]]]] = {
    "period-enterprises": ("enterprise", ("name_key", "id"), _begun),
    "period-enterprises-trained": ("enterprise", ("name_key", "id"), _first_trained),
    PEOPLE: ("person", ("name_key", "id"), _people),
    "period-classes": ("workshop", ("-starts_on", "-id"), _classes),
    "period-visits": ("visit", ("-visited_on", "-id"), _visits),
}  # fmt: skip
