"""Which reports an expert trainer reads: a tenth of each trainer's reports of a month, and at least one.

The sample is drawn by a hash of the report's code. So it is the same for everybody and at any hour, nobody can choose
it, and a report that comes later takes none out of it but the one that stood there for want of another.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from genba.access.permissions import Permission
from genba.access.policy import Anyone, visible
from genba.delivery.models import Visit
from genba.kit.lots import lot_of
from genba.review.models import Review

SHARE = 0.1


@dataclass(frozen=True)
class Sampled:
    visit: Any
    read: Review | None  # by whoever read it first


def drawn(codes_by_trainer: dict[int, list[str]]) -> set[str]:
    """The codes that are in the sample: of each trainer those below the tenth, or the lowest where none is."""
    kept: set[str] = set()
    for codes in codes_by_trainer.values():
        below = [code for code in codes if lot_of(code) < SHARE]
        kept.update(below or [min(codes, key=lot_of)])
    return kept


def sample_of(user: Anyone, month: date) -> list[Sampled]:
    """The sample of a month within reach, by trainer and day. Three queries."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    rows = visible(user, Permission.SAMPLE_NOTE, Visit).filter(visited_on__gte=month.replace(day=1), visited_on__lt=after)
    by_trainer: dict[int, list[str]] = defaultdict(list)
    for trainer, code in rows.order_by("pk").values_list("trainer_id", "code"):
        by_trainer[trainer].append(code)
    visits = Visit.objects.filter(code__in=drawn(by_trainer)).select_related("engagement__enterprise", "trainer")
    reads: dict[int, Review] = {}
    for review in Review.objects.filter(visit__in=visits.values("pk"), kind=Review.Kind.READ).select_related("reviewed_by"):
        reads.setdefault(review.visit_id or 0, review)
    ordered = visits.order_by("trainer__name", "trainer_id", "visited_on", "pk")
    return [Sampled(visit, reads.get(visit.pk)) for visit in ordered]
