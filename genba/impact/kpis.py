"""What changed over many enterprises, KPI by KPI: share improved and the change in the middle, with n and doubt."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
from django.conf import settings

from genba.impact.facts import Base, Cell, Codes
from genba.impact.indicators import BY_ENTERPRISE
from genba.impact.measures import Outcome, different
from genba.impact.models import KpiChange
from genba.impact.months import fetched
from genba.programmes.curricula import curriculum
from genba.science.figures import Figure, Measured
from genba.science.summary import Summary, summarise

NO_DIRECTION = "no-direction"


def kpi_outcomes(base: Base) -> Iterator[tuple[str, Cell, Outcome]]:
    """An outcome of every KPI for every cell in which an enterprise was trained in its module.

    An enterprise that was trained more than once counts once, with the change since its first training that can be
    compared. Neutral KPIs have a change in the middle, but nobody improved or did worse.
    """
    reported = _reported()
    for module in curriculum().modules:
        if module.slug not in base.facts.module.values:
            continue
        in_module = base.facts.module.codes == base.facts.module.values.index(module.slug)
        trained = base.facts.where(np.flatnonzero(in_module & base.is_trained))
        firms = trained.numbers["enterprise"]
        n_trained = {cell: different(firms[rows]) for cell, rows in trained.cells(BY_ENTERPRISE)}
        for kpi in module.kpis:
            changes = dict(_changes(base, reported.get(kpi.code, [])))
            for cell, n in n_trained.items():
                relative, improved = changes.get(cell, (np.zeros(0), np.zeros(0, dtype=bool)))
                summary = summarise(relative, improved=improved, n_trained=n, threshold=settings.SMALL_GROUP)
                yield kpi.code, cell, _outcome(summary, kpi.direction)


Reported = list[tuple[int, float | None, str]]  # engagement, relative change, verdict


def _reported() -> dict[str, Reported]:
    """What can be compared, by KPI."""
    found: dict[str, Reported] = {}
    rows = KpiChange.objects.exclude(verdict="unknown").values_list("indicator", "engagement_id", "relative", "verdict")
    for code, engagement, relative, verdict in fetched(rows):
        found.setdefault(code, []).append((engagement, relative, verdict))
    return found


def _changes(base: Base, rows: Reported) -> Iterator[tuple[Cell, tuple[np.ndarray, np.ndarray]]]:
    """For each cell the relative change and whether it is better, one entry for each reporting enterprise."""
    if not rows:
        return
    engagements, relatives, verdicts = zip(*rows, strict=True)
    places, known = base.rows_of(engagements)
    known &= base.is_trained[places]
    relative = np.array([np.nan if r is None else r for r in relatives], dtype=np.float64)
    improved = np.array([v == "better" for v in verdicts], dtype=bool)
    days = base.facts.numbers["trained_day"][places]
    order = np.lexsort((np.asarray(engagements), days))  # the first training first, also within a cell
    order = order[known[order]]
    facts, relative, improved = base.facts.where(places[order]), relative[order], improved[order]
    for cell, at in facts.cells(BY_ENTERPRISE):
        kept: Codes = at[np.unique(facts.numbers["enterprise"][at], return_index=True)[1]]
        yield cell, (relative[kept], improved[kept])


def _outcome(summary: Summary, direction: str) -> Outcome:
    share = summary.share_improved
    detail: dict[str, Any] = {
        "n_trained": summary.n_trained, "n_reporting": summary.n_reporting, "n_improved": summary.n_improved,
        "share": plain(share), "median": plain(summary.median), "q1": plain(summary.q1), "q3": plain(summary.q3),
    }  # fmt: skip
    if direction == "neutral":
        detail |= {"n_improved": None, "share": {"withheld": NO_DIRECTION}}
        return Outcome(None, detail, NO_DIRECTION)
    return Outcome(share.value, detail) if isinstance(share, Measured) else Outcome(None, detail, share.reason)


def plain(figure: Figure) -> dict[str, Any]:
    """A figure as it is stored: value, n, low, high, or the reason why it is withheld."""
    if isinstance(figure, Measured):
        return {k: v for k, v in asdict(figure).items() if k in ("value", "n", "low", "high")}
    return {"withheld": figure.reason, "n": figure.n}
