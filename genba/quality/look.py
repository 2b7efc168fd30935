"""The look: what is doubtful in the recorded values of some enterprises, or of all; kept as findings and grades.

A thousand enterprises at a time, a handful of queries for them all and arithmetic on arrays. Peers are worked out from all
enterprises once a day; a look at a few compares them with those.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from genba.closeout.models import Completion
from genba.directory.models import Enterprise
from genba.directory.places import section_of
from genba.impact.changes import kpis_of
from genba.impact.months import month_of
from genba.programmes.models import Engagement
from genba.quality import checks, peers, standing_out
from genba.quality.found import Found
from genba.quality.grades import grades
from genba.quality.keeping import keep
from genba.quality.models import KpiGrade
from genba.quality.reading import Chunk, read
from genba.quality.standing_out import Group, Levels, Peers
from genba.science.doubts import Ints

CHUNK: Final = 1000
GRACE: Final = timedelta(days=45)  # after the end of a month, until its values are owed
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Looked:
    """A chunk with what was found in it, but for the comparison with peers."""

    chunk: Chunk
    found: list[Found]
    levels: Levels
    sections: dict[int, str]
    until: Ints


def look(enterprise_ids: Iterable[int] | None = None, *, progress: Progress | None = None) -> int:
    """Look at these enterprises, or (None) at all, and bring findings and grades up to date; how many findings are open.

    Safe to run twice: the second run changes nothing. Merged records are not looked at; what they had is looked at where it is now.
    """
    rows = Enterprise.objects.order_by("pk")
    if enterprise_ids is not None:
        rows = rows.filter(pk__in=list(enterprise_ids))
    keys = list(rows.values_list("pk", flat=True))
    pieces = [keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK)]
    today, at = timezone.localdate(), timezone.now()
    groups = None
    if enterprise_ids is None:
        groups = _peers_of_all(pieces, today)
        peers.keep(groups, at)
        KpiGrade.objects.exclude(enterprise__merged_into=None).delete()
    still = 0
    for place, piece in enumerate(pieces):
        some = _look_at(piece, today)
        beside = groups if groups is not None else peers.kept(k.code for k in some.chunk.kpis)
        found = [*some.found, *standing_out.unlike_peers(some.levels, some.sections, beside)]
        with transaction.atomic():
            still_open = keep(some.chunk, found, at)
            KpiGrade.objects.filter(enterprise_id__in=piece).delete()
            KpiGrade.objects.bulk_create(grades(some.chunk, some.until, still_open, at), batch_size=500)
        still += sum(len(kinds) for kinds in still_open.values())
        if progress:
            progress(min((place + 1) * CHUNK, len(keys)), len(keys))
    return still


def _peers_of_all(pieces: Sequence[Sequence[int]], today: date) -> dict[Group, Peers]:
    """Read once before the look itself, for everybody is compared with everybody. Two queries a chunk."""
    found: list[Levels] = []
    sections: dict[int, str] = {}
    for piece in pieces:
        found.append(standing_out.levels(read(piece, today)))
        sections |= _sections(piece)
    return peers.groups_of(found, sections)


def _sections(keys: Sequence[int]) -> dict[int, str]:
    isic = Enterprise.objects.filter(pk__in=list(keys)).values_list("pk", "isic")
    return {key: section_of(code) for key, code in isic}


def _look_at(keys: Sequence[int], today: date) -> Looked:
    """Three queries."""
    chunk = read(keys, today)
    until = _owed_until(chunk, today)
    found = [*checks.outside(chunk), *checks.two_units(chunk), *checks.counted_twice(chunk), *checks.copied(chunk),
             *standing_out.unlike(chunk), *standing_out.rounded(chunk), *checks.missing(chunk, until)]  # fmt: skip
    return Looked(chunk, _once_a_month(found), standing_out.levels(chunk), _sections(keys), until)


def _once_a_month(found: list[Found]) -> list[Found]:
    """A month that cannot be at all is not named once more for standing out."""
    named = {(f.enterprise, f.indicator, f.starts_on, f.ends_on) for f in found if f.kind == "range"}
    return [
        f
        for f in found
        if f.kind not in ("history", "season") or (f.enterprise, f.indicator, f.starts_on, f.ends_on) not in named
    ]


def _owed_until(chunk: Chunk, today: date) -> Ints:
    """Until which month (its column) each KPI is owed, shape (KPIs, enterprises): those of the modules that an enterprise takes
    and has not completed, up to the month that was over 45 days ago; −1 for all others."""
    until = np.full((len(chunk.kpis), len(chunk.keys)), -1, dtype=np.int64)
    over = month_of(today - GRACE + timedelta(days=1)) - 1 - chunk.first  # the last month that ended by then
    done = Completion.objects.in_force().filter(engagement=OuterRef("pk"))
    rows = Engagement.objects.filter(enterprise_id__in=chunk.keys.tolist(), withdrawal=None).exclude(Exists(done))
    places = {key: place for place, key in enumerate(chunk.keys.tolist())}
    codes = {kpi.code: place for place, kpi in enumerate(chunk.kpis)}
    for enterprise, module in rows.values_list("enterprise_id", "module"):
        for kpi in kpis_of(module):
            if kpi.code in codes:
                until[codes[kpi.code], places[enterprise]] = over
    return until
