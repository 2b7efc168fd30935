"""What waits to be read: asked of reports, baselines and unusual values, and of the last thing somebody said about each.

Nothing is stored. What is approved leaves by its review and comes back when it is changed afterwards; what is returned
comes back when it was put right or answered.
"""

from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.delivery.models import Visit
from genba.observations.models import Baseline, Observation
from genba.review.models import Review

Kind = Review.Kind
WAITS = Q(version__gt=F("settled"))
IS_WITH_TRAINER = Q(last_kind=Kind.RETURNED, last_version__gte=F("version"))


def with_state(rows: QuerySet[Any], noun: str) -> QuerySet[Any]:
    """Each row with `last_kind` and `last_version` of the last review that decides about it; a read sample does not. And with
    `settled`, the version that was approved or returned by it, 0 where none was: one look for what is asked of every row."""
    last = Review.objects.filter(**{noun: OuterRef("pk")}).exclude(kind=Kind.READ).order_by("-pk")
    decided = Case(When(kind__in=(Kind.APPROVED, Kind.RETURNED), then=F("version")), default=Value(0))
    kept: QuerySet[Any] = rows.annotate(
        last_kind=Subquery(last.values("kind")[:1]), last_version=Subquery(last.values("version")[:1]),
        settled=Coalesce(Subquery(last.annotate(decided=decided).values("decided")[:1]), Value(0)),
    )  # fmt: skip
    return kept


def visits_of(user: Anyone, permission: Permission) -> QuerySet[Any]:
    """Reports of visits within reach, with their state."""
    rows = visible(user, permission, Visit).select_related("engagement__enterprise", "trainer")
    return with_state(rows, "visit")


def baselines_of(user: Anyone, permission: Permission) -> QuerySet[Any]:
    """Baselines within reach, with their state. A baseline is written once: its version is 1."""
    rows = visible(user, permission, Baseline).select_related("engagement__enterprise", "taken_by")
    return with_state(rows.annotate(version=Value(1, output_field=IntegerField())), "baseline")


def values_of(user: Anyone, permission: Permission) -> QuerySet[Any]:
    """Unusual values that somebody insisted on, with their state."""
    rows = visible(user, permission, Observation).filter(unusual=True).select_related("enterprise", "recorded_by")
    return with_state(rows, "observation")


def returned_to(trainer: Any) -> list[Review]:
    """What was returned to a trainer and not put right yet, the oldest first; with its remarks. Three queries, one for
    the remarks."""
    latest = Review.objects.filter(kind=Kind.RETURNED, pk=Subquery(_latest_of("visit")))
    own = Q(visit__trainer=trainer, visit__version__lte=F("version"))
    rows = list(latest.filter(own).select_related(*LOADED).prefetch_related("remarks").order_by("pk")[:25])
    others = Review.objects.filter(
        Q(baseline__taken_by=trainer, pk=Subquery(_latest_of("baseline")))
        | Q(
            observation__recorded_by=trainer, observation__version__lte=F("version"), pk=Subquery(_latest_of("observation"))
        ),
        kind=Kind.RETURNED,
    )
    return rows + list(others.select_related(*LOADED).prefetch_related("remarks").order_by("pk")[:25])


LOADED = ("visit__engagement__enterprise", "baseline__engagement__enterprise", "observation__enterprise", "reviewed_by")


def _latest_of(noun: str) -> QuerySet[Any, Any]:
    rows = Review.objects.filter(**{f"{noun}_id": OuterRef(f"{noun}_id")}).exclude(kind=Kind.READ)
    found: QuerySet[Any, Any] = rows.order_by("-pk").values("pk")[:1]
    return found
