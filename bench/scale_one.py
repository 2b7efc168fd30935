"""One size of programme in columns, in a process of its own. Prints one line of JSON.

python -m bench.scale_one draw OBSERVATIONS    draws it and keeps it under GENBA_FACTS_FOLDER, as a worker does
python -m bench.scale_one ask                  asks it, as a web process does
python -m bench.scale_one heavy                asks every observation by Ibis on DuckDB, and the same by hand
python -m bench.scale_one spark                the same on Spark, from Parquet
"""

import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import numpy as np

from bench.facts import DAY, asked_of_pages, memory, took
from bench.facts_rows import seconds

MONTHS = """
SELECT kpi, country, ends, count(*) AS n, sum(top) AS numerator, sum(bottom) AS denominator, quantile_cont(top / bottom, 0.5) AS middle
FROM (SELECT kpi, country, enterprise, ends,
             CASE WHEN bool_or(NOT is_part) THEN sum(numerator) FILTER (NOT is_part) ELSE sum(numerator) END AS top,
             CASE WHEN bool_or(NOT is_part) THEN sum(denominator) FILTER (NOT is_part) ELSE sum(denominator) END AS bottom
      FROM observations WHERE starts = ends AND kpi IN (SELECT unnest($kpis)) GROUP BY ALL)
WHERE bottom > 0 GROUP BY ALL ORDER BY ALL
"""
CHANGES = """
WITH period AS (
  SELECT enterprise, kpi, country, starts, ends,
         CASE WHEN bool_or(NOT is_part) THEN sum(numerator) FILTER (NOT is_part) ELSE sum(numerator) END AS top,
         CASE WHEN bool_or(NOT is_part) THEN sum(denominator) FILTER (NOT is_part) ELSE sum(denominator) END AS bottom
  FROM observations WHERE kpi IN (SELECT unnest($kpis)) GROUP BY ALL),
near AS (
  SELECT engagement, kpi, period.country, module, top, bottom, ends < trained AS is_before
  FROM period JOIN takings USING (enterprise) WHERE trained >= 0 AND (ends < trained OR starts > trained)
  QUALIFY dense_rank() OVER (PARTITION BY engagement, kpi, ends < trained ORDER BY ends DESC)
          <= list_extract($lengths, list_position($kpis, kpi))),
each AS (
  SELECT kpi, country, module, sum(top) FILTER (is_before) AS was, sum(bottom) FILTER (is_before) AS was_of,
         sum(top) FILTER (NOT is_before) AS now, sum(bottom) FILTER (NOT is_before) AS now_of
  FROM near GROUP BY engagement, kpi, country, module)
SELECT kpi, country, module, count(*) AS n, quantile_cont(now / now_of / (was / was_of) - 1, 0.5) AS middle,
       avg(now / now_of / (was / was_of) - 1) AS mean
FROM each WHERE was_of > 0 AND now_of > 0 AND was > 0 GROUP BY ALL ORDER BY ALL
"""


def better(work: Callable[[], Any]) -> tuple[float, Any]:
    """The quicker of two, of what takes long of one."""
    first = seconds(work)
    return first if first[0] > 20 else min(first, seconds(work), key=lambda pair: pair[0])


def draw(observations: int) -> dict[str, float]:
    from bench.facts_scene import drawn
    from genba.facts import store

    store.folder().mkdir(parents=True, exist_ok=True)
    took, facts = seconds(lambda: drawn(observations))
    wrote, _ = seconds(lambda: store.put(facts, before=None))
    return {"drawn": took, "written": wrote, "memory": memory()}


def ask() -> dict[str, float]:
    """The two questions of `bench facts`, of facts that are opened as they lie in files."""
    from genba.facts.questions import parts

    facts = _facts()
    codes = tuple(facts.named.kpis[at] for at in np.unique(facts.comparisons["kpi"]).tolist())
    told: dict[str, float] = {}
    for name, asked in zip(("one", "every"), asked_of_pages(codes), strict=True):
        spent = [each / 1000 for each in took(lambda asked=asked: parts(facts, asked, DAY), 40)]  # type: ignore[misc]
        told[name], told[f"{name}_slow"] = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
    return told | {"memory": memory()}


def heavy_here() -> dict[str, float]:
    """Each by Ibis and by hand on the same engine, both from the facts as they lie in files."""
    from genba.facts import heavy

    facts, lengths = _facts(), _lengths()
    asked = {"months": heavy.months(list(lengths)), "changes": heavy.changes(lengths)}
    by_hand: dict[str, Any] = {"months": (MONTHS, {"kpis": list(lengths)}),
                               "changes": (CHANGES, {"kpis": list(lengths), "lengths": list(lengths.values())})}  # fmt: skip
    told, ours = {}, {}
    for name, question in asked.items():
        told[name], ours[name] = better(lambda question=question: heavy.answer(question, facts))  # type: ignore[misc]
    told["memory"] = memory()
    for name, (sql, given) in by_hand.items():
        told[f"{name}_by_hand"], theirs = better(lambda sql=sql, given=given: _by_hand(facts, sql, given))  # type: ignore[misc]
        _same(ours[name], theirs)
    return told


def _by_hand(facts: Any, sql: str, given: dict[str, Any]) -> Any:
    import duckdb

    from genba.facts import parquet

    with duckdb.connect() as engine:
        engine.register("observations", parquet.as_arrow(parquet.observations(facts)))
        engine.register("takings", parquet.as_arrow(parquet.takings(facts)))
        return engine.execute(sql, given).df()


def _same(rows: list[dict[str, Any]], theirs: Any) -> None:
    """A question that is answered otherwise is not the same question."""
    assert len(rows) == len(theirs) > 0
    for column in set(rows[0]) & set(theirs.columns):
        left, right = np.array([row[column] for row in rows]), theirs[column].to_numpy()
        assert np.allclose(left, right) if left.dtype.kind in "iuf" else (left == right).all(), column


def spark() -> dict[str, float]:
    from django.conf import settings

    from genba.facts import heavy, parquet, store

    to: Path = store.folder().with_name("parquet")
    wrote, _ = seconds(lambda: parquet.write(_facts(), to))
    settings.FACTS_ENGINE, lengths = "spark", _lengths()
    first, _ = seconds(lambda: heavy.answer(heavy.months(list(lengths)[:1]), folder=to))
    monthly, _ = seconds(lambda: heavy.answer(heavy.months(list(lengths)), folder=to))
    changed, _ = seconds(lambda: heavy.answer(heavy.changes(lengths), folder=to))
    return {"written": wrote, "first": first, "months": monthly, "changes": changed}


def _facts() -> Any:
    from genba.facts import store

    facts = store.current()
    assert facts is not None, "draw first"
    return facts


def _lengths() -> dict[str, int]:
    """The months of a window of each KPI that was drawn."""
    from bench.facts_scene import KPIS, MODULE
    from genba.impact.changes import kpis_of

    return {k.code: k.sufficiency.months for k in sorted(kpis_of(MODULE), key=lambda k: k.code)[:KPIS]}


if __name__ == "__main__":
    django.setup()
    works: dict[str, Callable[[], dict[str, float]]] = {
        "draw": lambda: draw(int(sys.argv[2])), "ask": ask, "heavy": heavy_here, "spark": spark}  # fmt: skip
    print(json.dumps(works[sys.argv[1]]()))
