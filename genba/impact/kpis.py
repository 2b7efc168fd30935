"""What changed over many enterprises, KPI by KPI: share improved and the change in the middle, with n and doubt."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
from django.conf import settings

from genba.impact.cells import Cell, cells
from genba.impact.expressions import Outcome
from genba.impact.indicators import BY_ENTERPRISE
from genba.impact.models import KpiChange
from genba.impact.months import fetched
from genba.impact.rows import Rows, Tables, different
from genba.kit.columns import Keys
from genba.programmes.curricula import curriculum
from genba.science.figures import Figure, Measured
from genba.science.summary import Summary, summarise

NO_DIRECTION = "no-direction"


def kpi_outcomes(facts: Tables) -> Iterator[tuple[str, Cell, Outcome]]:
    """An outcome of every KPI for every cell in which an enterprise was trained in its module.

    An enterprise that was trained more than once counts once, with the change since its first training that can be
    compared. Neutral KPIs have a change in the middle, but nobody improved or did worse.
    """
    reported, all_trained = _reported(), facts.trained
    known = facts.cuts.get("module", [])
    by_key = Keys(all_trained["engagement"])
    for module in curriculum().modules:
        if module.slug not in known:
            continue
        trained = all_trained.where(all_trained["module"] == known.index(module.slug))
        n_trained = {cell: different(trained["enterprise"][at]) for cell, at in cells(trained, BY_ENTERPRISE)}
        for kpi in module.kpis:
            changes = dict(_changes(all_trained, by_key, reported.get(kpi.code, [])))
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


def _changes(trained: Rows, by_key: Keys, rows: Reported) -> Iterator[tuple[Cell, tuple[np.ndarray, np.ndarray]]]:
    """For each cell the relative change and whether it is better, one entry for each reporting enterprise."""
    if not rows:
        return
    engagements, relatives, verdicts = zip(*rows, strict=True)
    places, known = by_key.places(np.asarray(engagements))
    relative = np.array([np.nan if r is None else r for r in relatives], dtype=np.float64)
    improved = np.array([v == "better" for v in verdicts], dtype=bool)
    days = trained["trained"][places] if len(trained) else np.zeros(len(places))
    order = np.lexsort((np.asarray(engagements), days))  # the first training first, also within a cell
    order = order[known[order]]
    of, relative, improved = trained.where(places[order]), relative[order], improved[order]
    for cell, at in cells(of, BY_ENTERPRISE):
        kept = at[np.unique(of["enterprise"][at], return_index=True)[1]]
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
