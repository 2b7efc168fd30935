"""Who is likely twice in the directory: found by the outbox, a pair at a time, and never asked again once decided."""

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby
from typing import Any

from django.db import transaction
from django.db.models import Count

from genba.directory.keys import facility_of, somebody
from genba.directory.models import Enterprise, EnterpriseDouble, EnterpriseKey, Person, PersonDouble, PersonKey
from genba.science.likeness import MATCH_FROM, compared
from genba.science.namesakes import SAME_FROM, akin

FEW = 12  # a key that more bear says little about who it is
BATCH = 500
MOST = 20_000  # pairs kept at once: nobody decides more

Found = tuple[int, int, float, tuple[str, ...]]


def look(progress: Any = lambda done, total: None) -> dict[str, int]:
    """Compare those who share a rare key, keep the likely pairs. A decided pair stays as it was decided."""
    enterprises = _keep(EnterpriseDouble, _enterprises(_pairs(EnterpriseKey, "enterprise_id")))
    progress(1, 2)
    people = _keep(PersonDouble, _people(_pairs(PersonKey, "person_id")))
    progress(2, 2)
    return {"enterprises": enterprises, "people": people}


def _pairs(model: Any, owner: str) -> Iterator[list[tuple[int, int]]]:
    """Batches of pairs that share a key which at most FEW bear: one walk along the index. A word alone of a person tells
    too little; two words, or the telephone, do."""
    rare = model.objects.values("key").annotate(bearers=Count("pk")).filter(bearers__gte=2, bearers__lte=FEW).values("key")
    rows = model.objects.filter(key__in=rare).order_by("key", owner).values_list("key", owner)
    batch: set[tuple[int, int]] = set()
    for key, bearers in groupby(rows.iterator(), key=lambda row: row[0]):
        if model is PersonKey and key.count(" ") < 2:
            continue
        batch.update(combinations([pk for _key, pk in bearers], 2))
        if len(batch) >= BATCH:
            yield sorted(batch)
            batch = set()
    yield sorted(batch)


def _enterprises(batches: Iterable[list[tuple[int, int]]]) -> Iterator[Found]:
    for pairs in batches:
        rows = Enterprise.objects.in_bulk({pk for pair in pairs for pk in pair})
        for one, other in pairs:
            if one in rows and other in rows:
                alike = compared(facility_of(rows[one]), facility_of(rows[other]))
                if alike.score >= MATCH_FROM:
                    yield one, other, alike.score, alike.reasons


def _people(batches: Iterable[list[tuple[int, int]]]) -> Iterator[Found]:
    for pairs in batches:
        rows = Person.objects.select_related("enterprise").in_bulk({pk for pair in pairs for pk in pair})
        for one, other in pairs:
            if one in rows and other in rows:
                kin = akin(somebody(rows[one]), somebody(rows[other]))
                if kin.score >= SAME_FROM:
                    yield one, other, min(1.0, kin.score), kin.reasons


@transaction.atomic
def _keep(model: Any, found: Iterable[Found]) -> int:
    """Undecided pairs are found anew each time; those that were decided are left out."""
    decided = set(model.objects.exclude(verdict="").values_list("one_id", "other_id"))
    best = {(one, other): (score, reasons) for one, other, score, reasons in found if (one, other) not in decided}
    first = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:MOST]
    model.objects.filter(verdict="").delete()
    model.objects.bulk_create([model(one_id=one, other_id=other, score=round(score, 4), reasons=list(reasons))
                               for (one, other), (score, reasons) in first], batch_size=BATCH)  # fmt: skip
    return len(first)
