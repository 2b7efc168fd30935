"""The records behind a figure: which enterprises, people or workshops it counts, each with what it adds to it.

Rows come by key, page after page or all of them for a file, along an index; what stands beside a row is read for the
rows of one page at a time (record_cells.py).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from genba.access.models import Grant, User
from genba.access.permissions import Permission
from genba.access.policy import reach, visible
from genba.closeout.indicators import MONTHS
from genba.closeout.models import FollowUp
from genba.delivery.models import Attendance, Participant, Participation, Session, Visit, Workshop
from genba.directory.models import Enterprise, Person
from genba.facts.own import rows_of
from genba.facts.questions import Asked
from genba.impact.indicators import Definition, definition_of
from genba.impact.indicators.missing import BASELINE_DUE_DAYS, VALUES_DUE_DAYS
from genba.impact.indicators.trainers import FUNNEL
from genba.impact.models import KpiChange
from genba.impact.rows import of_no_enterprise
from genba.kit.paging import PAGE, Slice
from genba.kit.refused import Refused
from genba.observations.models import PracticeCheck
from genba.plans.models import Action
from genba.programmes.models import Contribution, Engagement
from genba.programmes.trainers import TRAINING_ROLES
from genba.reports.parts import CUT_NAMES
from genba.reports.programme import MONEY
from genba.reports.record_cells import Column, cells_of, columns_of
from genba.review.indicators import DECIDED

PARTS = ("reporting", "improved")
# Which reports of visits count in a figure; also those of engagements that ended early.
REPORTS = {"reports-on-time": Q(reported_at__isnull=False), "reports-returned": Q(reviews__kind__in=DECIDED)}
NOT_OF_ENTERPRISES = frozenset({"satisfaction", "missing-attendance"})  # nothing says of whom in a part they are
Telling = Callable[[Sequence[Any]], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Records:
    """rows: not yet read, to be ordered by `keys`. told: for some rows, their cells in the order of `columns`."""

    definition: Definition
    noun: str  # enterprise, person, trainer, workshop
    rows: QuerySet[Any]
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    told: Telling

    def all(self, size: int = 500) -> Iterator[tuple[Any, ...]]:
        """Every row's cells, read in pieces; for a file."""
        piece: list[Any] = []
        for row in self.rows.order_by(*self.keys).iterator(chunk_size=size):
            piece.append(row)
            if len(piece) == size:
                yield from self.told(piece)
                piece = []
        yield from self.told(piece)


def records_of(figure: str, *, user: User, country: str = "", module: str = "", part: str = "") -> Records:
    """The records behind one figure, within what the user may see.

    country: ISO code, module: slug, "" for all. part, of a KPI only: "reporting" or "improved". Refused for a figure
    or a part that there is not.
    """
    told = definition_of(figure)
    if part and (told.kpi is None or part not in PARTS):
        raise Refused(_("There is no part “%(part)s” of this figure.") % {"part": part[:40]}, field="part")
    rows: QuerySet[Any]
    keys: tuple[str, ...]
    if figure == "people-trained":
        noun, keys, rows = "person", ("enterprise_id", "name_key", "id"), people_trained(user, country, module)
    elif figure in FUNNEL:
        noun, keys, rows = "trainer", ("name", "id"), trainers(figure, user, country, module)
    elif figure == "missing-attendance":
        noun, keys, rows = "workshop", ("starts_on", "id"), unmarked(user, country, module)
    else:
        noun, keys = "enterprise", ("name_key", "id")
        rows = visible(user, Permission.ENTERPRISE_READ, Enterprise)
        rows = rows.filter(country_id=country) if country else rows
        rows = kpi_rows(rows, told.code, module, part) if told.kpi else rows.filter(behind(figure, module))
    return Records(told, noun, rows, keys, columns_of(told), cells_of(told, user, module))


@dataclass(frozen=True)
class Among:
    """Records of known keys, ascending, of which the reader sees those that are within reach."""

    records: Records
    keys: Any

    def all(self, size: int = 500) -> Iterator[tuple[Any, ...]]:
        """Every row's cells, read in pieces; for a file."""
        for first in range(0, len(self.keys), size):
            yield from self.records.told(self._rows(self.keys[first : first + size]))

    def page(self, after: str, size: int = PAGE) -> Slice[Any]:
        """Up to `size` rows after the key of the last one that was shown."""
        first = int(np.searchsorted(self.keys, int(after), "right")) if after.isdecimal() and len(after) < 19 else 0
        some = self.keys[first : first + size]
        return Slice(self._rows(some), str(some[-1]) if first + size < len(self.keys) else "")

    def _rows(self, some: Any) -> list[Any]:
        return list(self.records.rows.filter(pk__in=some.tolist()).order_by("pk"))


def records_among(figure: str, noun: str, keys: Any, *, user: User, module: str) -> Among:
    """The records of a figure with these keys of enterprises, people or trainers, as `genba.facts.behind` finds them."""
    told = definition_of(figure)
    rows: QuerySet[Any] = visible(user, Permission.ENTERPRISE_READ, Enterprise)
    if noun == "trainer":
        rows = trainers(FUNNEL[0], user, "", "")
    if noun == "person":
        rows = Person.objects.filter(enterprise__in=rows).select_related("enterprise")
    return Among(Records(told, noun, rows, ("id",), columns_of(told), cells_of(told, user, module)), keys)


def taken(module: str, path: str = "") -> dict[str, Any]:
    """The condition of an engagement of the enterprise outside that was not withdrawn, along a path to it."""
    condition: dict[str, Any] = {f"{path}enterprise": OuterRef("pk"), f"{path}withdrawal": None}
    return condition | ({f"{path}module": module} if module else {})


def trained(module: str) -> Exists:
    through = "workshop__participations__engagement__"
    return Exists(Session.objects.filter(held_on__lte=timezone.localdate(), **taken(module, through)))


def behind(figure: str, module: str) -> Exists:
    """The condition under which an enterprise is behind a figure."""
    today = timezone.localdate()
    if figure in ("enterprises-trained", "workforce-reached", "complete-measures", "further-module", "modules-completed"):
        return trained(module)
    if figure == "practices-adopted":
        checked = PracticeCheck.objects.filter(engagement__practice_checks__checked_on__lt=F("checked_on"))
        return Exists(checked.filter(**taken(module, "engagement__")))
    if figure in MONTHS:
        return Exists(FollowUp.objects.done().filter(months=MONTHS[figure], **taken(module, "completion__engagement__")))
    if figure in REPORTS:
        told = Visit.objects.filter(REPORTS[figure], engagement__enterprise=OuterRef("pk"))
        return Exists(told.filter(engagement__module=module) if module else told)
    if figure == "satisfaction":  # of the enterprises in those classes; who answered what is kept nowhere
        over = Q(workshop__survey__closed_on__isnull=False) | Q(workshop__survey__closes_on__lt=today)
        return Exists(Participation.objects.filter(over, **taken(module, "engagement__")))
    if figure in MONEY:
        return money_behind(figure, module)
    mine = Engagement.objects.filter(**taken(module))
    if figure == "missing-baseline":
        mine = mine.filter(agreed_on__lt=today - timedelta(days=BASELINE_DUE_DAYS), baseline=None)
    elif figure == "missing-values":
        known = KpiChange.objects.filter(engagement=OuterRef("pk"), trained_on__lt=today - timedelta(days=VALUES_DUE_DAYS))
        later = KpiChange.objects.filter(engagement=OuterRef("pk"), after_n__gt=0)
        mine = mine.filter(Exists(known.filter(before_n__gt=0)), ~Exists(later))
    return Exists(mine)


def money_behind(figure: str, module: str) -> Exists:
    """The same for figures of money."""
    if figure == "cost-covered":
        return Exists(Contribution.objects.filter(**taken(module, "engagement__")))
    saving = Action.objects.saving("actual_saving")
    saving = saving.with_check().filter(is_checked=True) if figure == "savings-verified" else saving
    return Exists(saving.filter(**taken(module, "engagement__")))


def kpi_rows(rows: QuerySet[Enterprise], code: str, module: str, part: str) -> QuerySet[Enterprise]:
    """Enterprises trained in a module with this KPI; those that report a change; those that improved."""
    if not part:
        return rows.filter(trained(module))
    known = KpiChange.objects.filter(indicator=code, trained_on__isnull=False, **taken(module, "engagement__"))
    first = known.exclude(verdict="unknown").order_by("trained_on", "engagement_id")
    rows = rows.annotate(verdict=Subquery(first.values("verdict")[:1]))
    return rows.filter(verdict="better") if part == "improved" else rows.filter(verdict__isnull=False)


def people_trained(user: User, country: str, module: str) -> QuerySet[Person]:
    """People who were there for at least half the minutes of a workshop."""
    whole = Session.objects.filter(workshop=OuterRef("workshop")).order_by().values("workshop").annotate(m=Sum("minutes"))
    there = Participant.objects.filter(person=OuterRef("pk")).annotate(
        attended=Sum("attendances__minutes"), whole=Subquery(whole.values("m"))
    )
    there = there.filter(engagement__module=module) if module else there
    firms = visible(user, Permission.ENTERPRISE_READ, Enterprise).filter(pk=OuterRef("enterprise_id"))
    firms = firms.filter(country_id=country) if country else firms
    # The enterprise is asked row by row: a join would put all people of a country in order before the first fifty.
    rows: QuerySet[Person] = Person.objects.filter(Exists(firms))
    return rows.filter(Exists(there.filter(attended__gt=0, whole__lte=2 * F("attended")))).select_related("enterprise")


def trainers(figure: str, user: User, country: str, module: str) -> QuerySet[User]:
    """The trainers that a figure counts, in the countries that the reader reaches. trains: their own page can be opened."""
    within = reach(user, Permission.TRAINER_READ)
    mine = None if within is None else tuple(within.get("country", ()))
    where = mine if not country else (country,) if mine is None or country in mine else ()
    only = (("country", where),) if where is not None else ()
    asked = Asked((figure,), (*only, ("module", (module,))) if module else only)
    rows = rows_of(definition_of(figure), of_no_enterprise(), asked, lambda cut: str(CUT_NAMES[cut]))
    in_force = Grant.objects.in_force().filter(user=OuterRef("pk"), role__in=TRAINING_ROLES, user__is_active=True)
    found = User.objects.filter(pk__in=np.unique(rows["trainer"]).tolist())
    return found.select_related("trainer_profile").annotate(trains=Exists(in_force))


def unmarked(user: User, country: str, module: str) -> QuerySet[Workshop]:
    """Workshops that are over and for which nobody marked who was there."""
    marked, held = (
        Attendance.objects.filter(session__workshop=OuterRef("pk")),
        Session.objects.filter(workshop=OuterRef("pk")),
    )
    rows = visible(user, Permission.WORKSHOP_READ, Workshop)
    where = (Q(country_id=country) if country else Q()) & (Q(module=module) if module else Q())
    rows = rows.filter(where, ~Exists(marked), Exists(held), ends_on__lt=timezone.localdate())
    return rows.select_related("provider", "trainer")
