"""Facts as Parquet, for whatever else reads columns: observations by country and year, takings and comparisons beside them.

A set is written beside and moved there at once. Cuts stand as the values they are, KPIs as their codes, months as the first
day of the month.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from genba.facts.store import Facts
from genba.impact.tables.takings import CUTS
from genba.kit.columns import Column, Table
from genba.science.panel import VERDICTS, WITHHELD

Columns = dict[str, Any]


def write(facts: Facts, to: Path) -> None:
    """All three tables into this folder, in place of what was there."""
    beside = to.with_name(f"{to.name}.{os.getpid()}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    with duckdb.connect() as engine:
        for name, columns in (("takings", takings(facts)), ("comparisons", comparisons(facts))):
            _copy(engine, columns, beside / f"{name}.parquet", "FORMAT parquet")
        _copy(
            engine,
            observations(facts),
            beside / "observations",
            "FORMAT parquet, PARTITION_BY (country, year), COMPRESSION zstd",
        )
    old = to.with_name(f"{to.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if to.exists():
        os.replace(to, old)
    os.replace(beside, to)
    shutil.rmtree(old, ignore_errors=True)


def _copy(engine: Any, columns: Columns, to: Path, how: str) -> None:
    quoted = str(to).replace("'", "''")
    engine.register("given", as_arrow(columns))
    engine.execute(f"COPY given TO '{quoted}' ({how})")
    engine.unregister("given")


def as_arrow(columns: Columns) -> Any:
    """An Arrow table over the same memory where the type allows it."""
    import pyarrow

    return pyarrow.table({name: pyarrow.array(column) if not isinstance(column, pyarrow.DictionaryArray) else column
                          for name, column in columns.items()})  # fmt: skip


def observations(facts: Facts, rows: Table | None = None) -> Columns:
    """Enterprise, KPI, country, year, first and last month as numbers (12 × year + month − 1), part or whole, amounts.

    rows: of the observations; all that count unless some are given.
    """
    rows = facts.observed.everything() if rows is None else rows
    country = _named(country_places(facts, rows["enterprise"]), [*facts.named.cuts.get("country", []), "unknown"])
    return {
        "enterprise": rows["enterprise"], "kpi": _named(rows["kpi"], list(facts.named.kpis)), "country": country,
        "year": (rows["ends"] // 12).astype(np.int32), "starts": rows["starts"].astype(np.int32), "ends": rows["ends"].astype(np.int32),
        "is_part": rows["is_part"], "numerator": rows["numerator"], "denominator": rows["denominator"],
    }  # fmt: skip


def country_places(facts: Facts, enterprises: Column) -> Column:
    """The place of the country of each among the values of that cut; after the last, of one that takes no module any more."""
    taken = facts.takings
    known = facts.named.cuts.get("country", [])
    top = int(max(enterprises.max(initial=0), taken["enterprise"].max(initial=0))) + 1
    places = np.full(top, len(known), dtype=np.int32)
    places[taken["enterprise"]] = taken["country"]
    return places[enterprises]


def takings(facts: Facts, rows: Table | None = None) -> Columns:
    """Engagements with their cuts and the month of their class. rows: of the takings; all unless some are given."""
    rows = facts.takings if rows is None else rows
    return _cut(facts, rows) | {name: rows[name] for name in ("engagement", "enterprise", "headcount")} | {
        "agreed": np.asarray(rows["agreed"]).astype("datetime64[D]"), "trained": _month(rows["trained"])}  # fmt: skip


def comparisons(facts: Facts) -> Columns:
    table = facts.comparisons
    plain = {n: c for n, c in table.items() if n not in (*CUTS, "kpi", "verdict", "withheld", "trained")}
    return {"kpi": _named(table["kpi"], list(facts.named.kpis)), **_cut(facts, table), **plain, "trained": _month(table["trained"]),
            "verdict": _named(table["verdict"], list(VERDICTS)), "withheld": _named(table["withheld"], list(WITHHELD))}  # fmt: skip


def _month(days: Column) -> Column:
    """The month of each day, 12 × year + month − 1; −1 where there is none."""
    months = np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int32) + 12 * 1970
    return np.where(np.asarray(days) < 0, -1, months).astype(np.int32)


def _cut(facts: Facts, table: Table) -> Columns:
    return {cut: _named(table[cut], facts.named.cuts.get(cut, [])) for cut in CUTS}


def _named(places: Column, values: list[Any]) -> Any:
    """A column of few values as a dictionary: places and what they mean."""
    import pyarrow

    kind = pyarrow.string() if not values or isinstance(values[0], str) else pyarrow.int64()
    return pyarrow.DictionaryArray.from_arrays(
        pyarrow.array(np.asarray(places).astype(np.int32)), pyarrow.array(values, kind)
    )
