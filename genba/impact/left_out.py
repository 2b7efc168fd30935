"""What the programme's figures leave out, counted: nothing is dropped in silence.

Of a KPI: each enterprise that was trained and does not report a change, by the reason, and the values that nobody believes yet or
that were counted by another definition; and, as 1, that its definition changed and nobody said since when. Of the other figures: what
ended early, was dropped, or was never finished. It stands beside the figure ("left_out" of its detail), for the programme's own
offices; outsiders read how many report of how many.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, Sum

from genba.delivery.models import Participant, SatisfactionCount, Session
from genba.impact import meanings
from genba.impact.cells import Cell, cells
from genba.impact.indicators import BY_ENTERPRISE
from genba.impact.models import KpiChange
from genba.impact.months import fetched
from genba.impact.rows import Rows, Tables, different
from genba.impact.tables.cutting import Cuts, placed
from genba.kit.columns import Keys
from genba.observations.models import Observation, PracticeCheck
from genba.plans.models import Action
from genba.programmes.curricula import curriculum
from genba.programmes.models import Engagement

Counts = dict[str, int]
Found = Iterator[tuple[str, Cell, Counts]]  # the code of an indicator, where, and how many by reason
NOTHING, OLDER, UNUSUAL, WITHDRAWN = "nothing-reported", "values-by-other-definition", "values-unusual", "withdrawn"
UNKNOWN_MODULE: Final = "unknown-module"


def left_out(facts: Tables) -> dict[tuple[str, Cell], Counts]:
    """How many each figure leaves out in each cell, by reason; only where there are any."""
    found: dict[tuple[str, Cell], Counts] = defaultdict(dict)
    for code, cell, counts in (*_of_kpis(facts), *_of_takings(), *_of_people(), *_of_plans(facts), *_of_answers(facts)):
        found[code, cell] |= {reason: n for reason, n in counts.items() if n}
    return {key: counts for key, counts in found.items() if counts}


def _of_kpis(facts: Tables) -> Found:
    known, unusual, all_trained, open_ones = _changes(), _unusual(), facts.trained, meanings.open_ones()
    slugs, by_key = facts.cuts.get("module", []), Keys(all_trained["engagement"])
    for module in curriculum().modules:
        if module.slug not in slugs:
            continue
        trained = all_trained.where(all_trained["module"] == slugs.index(module.slug))
        n_trained = {cell: different(trained["enterprise"][at]) for cell, at in cells(trained, BY_ENTERPRISE)}
        for kpi in module.kpis:
            why = dict(_why(all_trained, by_key, known.get(kpi.code, [])))
            many = dict(_many(trained, unusual.get(kpi.code, {})))
            for cell, n in n_trained.items():
                told = why.get(cell, {"reporting": 0}) | {UNUSUAL: many.get(cell, 0)} | _silent(n, why.get(cell, {}))
                yield kpi.code, cell, told | {meanings.OPEN: int(kpi.code in open_ones)}


def _silent(n_trained: int, counts: Counts) -> Counts:
    """Those of whom there is no change at all, and nothing for those that report one."""
    told = sum(n for reason, n in counts.items() if reason != OLDER)
    return {NOTHING: n_trained - told, "reporting": 0}


Change = tuple[int, str, str, int]  # engagement, verdict, why there is no change, values by another definition


def _changes() -> dict[str, list[Change]]:
    """By KPI, in the order of trainings."""
    found: dict[str, list[Change]] = defaultdict(list)
    columns = ("indicator", "engagement_id", "verdict", "withheld", "older_n")
    for code, *row in fetched(KpiChange.objects.order_by("trained_on", "engagement_id").values_list(*columns)):
        found[code].append((row[0], row[1], row[2], row[3]))
    return found


def _why(trained: Rows, by_key: Keys, rows: list[Change]) -> Iterator[tuple[Cell, Counts]]:
    """For each cell its enterprises by why they report no change. Each is one: it reports if any of its takings does."""
    if not rows:
        return
    places, known = by_key.places(np.array([row[0] for row in rows], dtype=np.int64))
    reasons: list[str] = []
    reason = placed(["reporting" if verdict != "unknown" else why for _e, verdict, why, _n in rows], reasons)
    reports = np.array([verdict != "unknown" for _e, verdict, _why, _n in rows], dtype=bool)
    order = np.concatenate([np.flatnonzero(known & reports), np.flatnonzero(known & ~reports)])
    of, codes = trained.where(places[order]), reason[order]
    older = np.array([row[3] for row in rows], dtype=np.int64)[order]
    for cell, at in cells(of, BY_ENTERPRISE):
        first = at[np.unique(of["enterprise"][at], return_index=True)[1]]
        counts = np.bincount(codes[first], minlength=len(reasons)).tolist()
        yield cell, dict(zip(reasons, counts, strict=True)) | {OLDER: int(older[first].sum())}


def _many(trained: Rows, by_firm: Mapping[int, int]) -> Iterator[tuple[Cell, int]]:
    """For each cell of the trained how many values there are of its enterprises."""
    mine = trained.where(np.isin(trained["enterprise"], list(by_firm)))
    for cell, at in cells(mine, BY_ENTERPRISE) if by_firm else ():
        yield cell, sum(by_firm[firm] for firm in np.unique(mine["enterprise"][at]).tolist())


def _unusual() -> dict[str, Counter[int]]:
    """By KPI and enterprise the values that are unusual and that no reviewer approved."""
    rows = Observation.objects.filter(unusual=True, approved_version__lt=F("version"), denominator__isnull=False).order_by()
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for firm, code in rows.values_list("enterprise_id", "indicator"):
        found[code][firm] += 1
    return found


def _cut(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Cell, Counts]]:
    """Rows of country, provider, module, reason and key: how many keys for each reason in each cell."""
    rows = list(rows)
    cuts: Cuts = {}
    table = {cut: placed([row[at] for row in rows], cuts.setdefault(cut, []))
             for at, cut in enumerate(("country", "provider", "module"))}  # fmt: skip
    for cell, at in cells(Rows(table, cuts)):
        yield cell, _counted(rows[row] for row in at.tolist())


def _counted(rows: Iterable[tuple[Any, ...]]) -> Counts:
    keys: Mapping[str, set[Any]] = defaultdict(set)
    for row in rows:
        keys[row[3]].add(row[4])
    return {reason: len(of) for reason, of in keys.items()}


def _of_takings() -> Found:
    """Engagements that ended early, and the enterprises that left with them and take no other module there."""
    known = {module.slug for module in curriculum().modules}
    rows = fetched(Engagement.objects.order_by().values_list(
        "enterprise__country_id", "provider_id", "module", "withdrawal__pk", "enterprise_id", "pk"))  # fmt: skip
    left = [(*row[:3], WITHDRAWN, row[5]) for row in rows if row[3]]
    strange = [(*row[:3], UNKNOWN_MODULE, row[5]) for row in rows if not row[3] and row[2] not in known]
    for cell, counts in _cut(left):
        yield "engagements", cell, counts
        yield "cost-covered", cell, counts
    for cell, counts in _cut(strange):
        yield "complete-measures", cell, counts
    here = dict(_cut([(*row[:3], "here", row[4]) for row in rows if not row[3]]))
    both = dict(_cut([(*row[:3], "both", row[4]) for row in rows]))
    for cell, counts in both.items():
        yield "enterprises", cell, {WITHDRAWN: counts["both"] - here.get(cell, {"here": 0})["here"]}


def _of_people() -> Found:
    """People on the list of a class that is over who were there for less than half of it, or whom nobody marked."""
    minutes = dict(Session.objects.order_by().values("workshop").annotate(m=Sum("minutes")).values_list("workshop", "m"))
    rows = fetched(
        Participant.objects.order_by().annotate(attended=Sum("attendances__minutes"))
        .values_list("engagement__enterprise__country_id", "engagement__provider_id", "engagement__module", "person_id",
                     "workshop_id", "attended")
    )  # fmt: skip
    trained = {row[3] for row in rows if row[5] and 2 * row[5] >= minutes[row[4]]}
    others = [(*row[:3], "not-marked" if row[5] is None else "under-half", row[3]) for row in rows if row[3] not in trained]
    for cell, counts in _cut(others):
        yield "people-trained", cell, counts


def _of_plans(facts: Tables) -> Found:
    """Savings of what was dropped or of engagements that ended early, those within another one, and practices seen once."""
    where = ("engagement__enterprise__country_id", "engagement__provider_id", "engagement__module")
    stated = Action.objects.filter(actual_saving__isnull=False)
    counting = set(Action.objects.saving("actual_saving").order_by().values_list("pk", flat=True))
    standing = set(stated.standing().order_by().values_list("pk", flat=True))
    rows = stated.order_by().values_list(*where, "engagement__withdrawal__pk", "pk")
    why = [(*row[:3], WITHDRAWN if row[3] else "within-another" if row[4] in standing else "dropped", row[4])
           for row in rows if row[3] or row[4] not in counting]  # fmt: skip
    for cell, counts in _cut(why):
        yield "savings", cell, counts
        yield "savings-at-rate", cell, counts
    again = PracticeCheck.objects.filter(engagement=OuterRef("engagement")).exclude(checked_on=OuterRef("checked_on"))
    once = PracticeCheck.objects.filter(~Exists(again), engagement__withdrawal=None).order_by()
    for cell, counts in _cut(
        (*row[:3], "checked-once", row[3]) for row in once.values_list(*where, "engagement__enterprise_id")
    ):
        yield "practices-adopted", cell, counts
    uncounted = facts.trained.where(facts.trained["headcount"] == 0)
    for cell, at in cells(uncounted):
        yield "workforce-reached", cell, {"not-counted": different(uncounted["enterprise"][at])}


def _of_answers(facts: Tables) -> Found:
    """Answers about classes whose questions are still open."""
    first = {m.slug: m.satisfaction[0].code for m in curriculum().modules if m.satisfaction}
    waits = Q(survey__closed_on=None) & (Q(survey__closes_on=None) | Q(survey__closes_on__gte=facts.today))
    rows = SatisfactionCount.objects.filter(waits, answers__gt=0).order_by().values_list(
        "survey__workshop__country_id", "survey__workshop__provider_id", "survey__workshop__module", "question", "pk", "answers")  # fmt: skip
    answers = [(*row[:3], "still-open", (row[4], n)) for row in rows if first.get(row[2]) == row[3] for n in range(row[5])]
    for cell, counts in _cut(answers):
        yield "satisfaction", cell, counts
