"""Engagements on their way to completion: filters over all of them, said once for list, file and API."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from genba.closeout.models import Completion
from genba.closeout.rule import Explanation, explain_many
from genba.delivery.models import Session, Visit
from genba.observations.models import Baseline
from genba.plans.models import Action, Decision, State
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement

STATES = {
    "open": _("Class over, not confirmed"),
    "before": _("Class to come"),
    "confirmed": _("Confirmed"),
    "left": _("Left"),
}
LACKS = {"baseline": _("Baseline"), "improvement_plan": _("Improvement plan"), "actions_done": _("Actions done"),
         "visits": _("Visits")}  # fmt: skip


def in_state(rows: QuerySet[Engagement], state: str) -> QuerySet[Engagement]:
    """ "open": the class is over, nobody confirmed; "before": a class is to come or none is planned; "confirmed"; "left"."""
    if state == "left":
        return rows.filter(withdrawal__isnull=False)
    standing = Exists(Completion.objects.in_force().filter(engagement=OuterRef("pk")))
    rows = rows.filter(withdrawal=None)
    if state == "confirmed":
        return rows.filter(standing)
    over = Exists(Session.objects.filter(workshop__participations__engagement=OuterRef("pk"),
                                         held_on__lte=timezone.localdate()))  # fmt: skip
    if state == "before":
        return rows.filter(~standing, ~over)
    return rows.filter(~standing, over) if state == "open" else rows


def lacking(rows: QuerySet[Engagement], key: str) -> QuerySet[Engagement]:
    """Those to which this line of their own module's rule is missing. Only lines that the database can judge by itself."""
    modules = curriculum().modules
    if key == "baseline":
        asked = [m.slug for m in modules if m.completion.baseline]
        return rows.filter(~Exists(Baseline.objects.filter(engagement=OuterRef("pk"))), module__in=asked)
    if key == "improvement_plan":
        asked = [m.slug for m in modules if m.completion.improvement_plan]
        standing = Action.objects.filter(engagement=OuterRef("pk")).standing()
        return rows.filter(~Exists(standing), module__in=asked)
    counted = _visits() if key == "visits" else _actions_done()
    rows = rows.annotate(counted=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
    few = Q(pk__in=[])
    for m in modules:
        few |= Q(module=m.slug, counted__lt=m.completion.visits if key == "visits" else m.completion.actions_done)
    return rows.filter(few)


def _visits() -> QuerySet[Any, Any]:
    rows = Visit.objects.filter(engagement=OuterRef("pk"), kind=Visit.Kind.FOLLOW_UP).order_by().values("engagement")
    return rows.annotate(n=Count("pk")).values("n")


def _actions_done() -> QuerySet[Any, Any]:
    latest = Decision.objects.filter(action=OuterRef("pk")).order_by("-decided_on", "-pk").values("kind")[:1]
    rows: Any = Action.objects.filter(engagement=OuterRef("pk")).annotate(last=Subquery(latest)).order_by()
    rows = rows.filter(last__in=(State.DONE, State.VERIFIED)).values("engagement")
    found: QuerySet[Any, Any] = rows.annotate(n=Count("pk")).values("n")
    return found


def with_names(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """With what a list shows beside the rule."""
    standing = Completion.objects.in_force().filter(engagement=OuterRef("pk"))
    return rows.select_related("enterprise", "provider", "trainer").annotate(
        completed_on=Subquery(standing.values("completed_on")[:1])
    )


def explained(rows: QuerySet[Engagement], size: int = 500) -> Iterator[tuple[Engagement, Explanation | None]]:
    """Every row with its rule explained, read in pieces; for a file."""
    piece: list[Engagement] = []
    for row in rows.order_by("agreed_on", "id").iterator(chunk_size=size):
        piece.append(row)
        if len(piece) == size:
            found = explain_many(piece)
            yield from ((e, found[e.pk]) for e in piece)
            piece = []
    found = explain_many(piece)
    yield from ((e, found[e.pk]) for e in piece)
