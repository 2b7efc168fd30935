"""Heavy questions of every observation, written once with Ibis: DuckDB answers them here, Spark on several machines.

They read columns, never rows. What pages show comes from comparisons, which are worked out as facts arrive; these are for
months that nobody summed, and for whoever wants to see the same figure come out of another engine.

A question has two steps: what each enterprise says, from its own rows alone, and what all of a country say together. So DuckDB
is given a few countries at a time, and of these a million rows: what it sorts and groups then stays small, and ten times as
many rows take ten times as long. Spark parts the work by itself.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ibis
import numpy as np
from django.conf import settings
from ibis import _

from genba.facts import parquet
from genba.facts.observed import ranges
from genba.facts.store import Facts
from genba.kit.columns import Column, where

ROWS_AT_A_TIME: Final = 1_000_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """each: of the tables `observations` and `takings`, rows that know no enterprise but their own. together: of those rows, by
    `order`, in which the country is. All are Ibis expressions."""

    each: Callable[[Any], Any]
    together: Callable[[Any], Any]
    order: tuple[str, ...]

    def whole(self, tables: Any) -> Any:
        return self.together(self.each(tables)).order_by(*self.order)


def answer(question: Question, facts: Facts | None = None, folder: Path | None = None) -> list[Row]:
    """Of facts in memory, or of a folder of Parquet, which alone Spark can read.

    settings.FACTS_ENGINE: "duckdb" or "spark".
    """
    if settings.FACTS_ENGINE == "spark":
        with _spark(folder) as tables:
            return _rows(question.whole(tables))
    with _duckdb() as tables:
        if facts is not None:
            return _by_countries(question, facts, tables)
        tables.read_parquet(f"{folder}/observations/**/*.parquet", table_name="observations", hive_partitioning=True)
        tables.read_parquet(f"{folder}/takings.parquet", table_name="takings")
        return _rows(question.whole(tables))


def _rows(expression: Any) -> list[Row]:
    return [dict(row) for row in expression.execute().to_dict("records")]


def _by_countries(question: Question, facts: Facts, tables: Any) -> list[Row]:
    found: list[Row] = []
    _show(tables, facts, np.zeros(0, dtype=np.int64))
    tables.create_table("each", schema=question.each(tables).schema())
    for stretches in _stretches(facts):
        for at, enterprises in enumerate(stretches):
            _show(tables, facts, enterprises)
            tables.insert("each", question.each(tables), overwrite=at == 0)
        found += _rows(question.together(tables.table("each")))
    return sorted(found, key=lambda row: [row[name] for name in question.order])


def _show(tables: Any, facts: Facts, enterprises: Column) -> None:
    """The two tables as far as they are of these enterprises."""
    taken = where(facts.takings, ranges(facts.takings["enterprise"], enterprises))
    tables.con.register("observations", parquet.as_arrow(parquet.observations(facts, facts.observed.of(enterprises))))
    tables.con.register("takings", parquet.as_arrow(parquet.takings(facts, taken)))


def _stretches(facts: Facts) -> Iterator[list[Column]]:
    """Whole countries, as many as have a million observations together; each time their enterprises, ascending, in stretches of
    about a million."""
    columns = [part.rows["enterprise"] for part in facts.observed.parts]
    enterprises = np.unique(np.concatenate([column[np.flatnonzero(np.diff(column, prepend=-1))] for column in columns]))
    country = parquet.country_places(facts, enterprises)
    at_a_time = max(1, ROWS_AT_A_TIME * len(enterprises) // max(1, sum(map(len, columns))))
    waiting: list[int] = []
    for place in np.unique(country).tolist():
        waiting.append(place)
        together = enterprises[np.isin(country, waiting)]
        if len(together) >= at_a_time or place == country.max():
            yield np.array_split(together, max(1, round(len(together) / at_a_time)))
            waiting = []


@contextmanager
def _duckdb() -> Iterator[Any]:
    connection = ibis.duckdb.connect()
    try:
        yield connection
    finally:
        connection.disconnect()


@contextmanager
def _spark(folder: Path | None) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(settings.SPARK_MASTER).appName("genba").config("spark.ui.enabled", "false").getOrCreate()
    )
    session.conf.set("spark.sql.shuffle.partitions", str(settings.SPARK_PARTITIONS))
    connection = ibis.pyspark.connect(session)
    try:
        session.read.parquet(f"{folder}/observations").createOrReplaceTempView("observations")
        session.read.parquet(f"{folder}/takings.parquet").createOrReplaceTempView("takings")
        yield connection
    finally:
        session.stop()


def months(kpis: list[str]) -> Question:
    """By KPI, country and month: how many enterprises report, the ratio of sums, and the ratio of the one in the middle.

    Values of parts count where the month has none of the whole enterprise; periods longer than a month are left out. Months
    from before the definition of a KPI changed are in it: whoever shows them says so.
    """

    def each(tables: Any) -> Any:
        rows = _whole_before_parts(tables, kpis).filter((_.starts == _.ends) & (_.denominator > 0))
        return rows.mutate(ratio=_.numerator / _.denominator).drop("enterprise", "starts")

    def together(rows: Any) -> Any:
        return rows.group_by("kpi", "country", "ends").aggregate(
            n=_.count(), numerator=_.numerator.sum(), denominator=_.denominator.sum(), middle=_.ratio.quantile(0.5)
        )

    return Question(each, together, ("kpi", "country", "ends"))


def changes(lengths: Mapping[str, int]) -> Question:
    """By KPI, country and module: the relative change of each taking from its own months, and the one in the middle.

    lengths: how many months a window holds, by KPI. The same windows as genba.science.panel; a denominator that is too
    small is not asked about, nor are definitions that changed and quarters beside months: see genba.impact.series.
    """

    def together(rows: Any) -> Any:
        return rows.group_by("kpi", "country", "module").aggregate(
            n=_.count(), middle=_.relative.quantile(0.5), mean=_.relative.mean()
        )

    return Question(lambda tables: _change_of_each(tables, lengths), together, ("kpi", "country", "module"))


def _change_of_each(tables: Any, lengths: Mapping[str, int]) -> Any:
    taken = tables.table("takings").filter(_.trained >= 0).select("engagement", "enterprise", "module", "trained")
    rows = _whole_before_parts(tables, list(lengths)).join(taken, "enterprise")
    window = ibis.cases(*((_.kpi == kpi, n) for kpi, n in lengths.items()), else_=0)
    rows = rows.mutate(length=window, side=ibis.cases((_.ends < _.trained, 0), (_.starts > _.trained, 1), else_=2)).filter(
        _.side < 2
    )
    last = ibis.window(group_by=["engagement", "kpi", "side"], order_by=ibis.desc("ends"))
    rows = rows.mutate(place=ibis.dense_rank().over(last)).filter(_.place < _.length)
    sums = rows.group_by("engagement", "kpi", "country", "module").aggregate(
        was=_.numerator.sum(where=_.side == 0), of=_.denominator.sum(where=_.side == 0),
        now=_.numerator.sum(where=_.side == 1), now_of=_.denominator.sum(where=_.side == 1),
    )  # fmt: skip
    return sums.filter((_.of > 0) & (_.now_of > 0) & (_.was > 0)).mutate(
        relative=((_.now / _.now_of) - (_.was / _.of)) / (_.was / _.of)
    )


def _whole_before_parts(tables: Any, kpis: list[str]) -> Any:
    """A row for each enterprise, KPI and period: the whole where it is told, else the sum of its parts.

    By one grouping: a window over all rows that asks whether the period has a whole takes several times as long.
    """
    rows = tables.table("observations").filter(_.kpi.isin(kpis))
    sums = rows.group_by("enterprise", "kpi", "country", "starts", "ends").aggregate(
        wholes=(~_.is_part).cast("int8").sum(),
        whole=_.numerator.sum(where=~_.is_part), whole_of=_.denominator.sum(where=~_.is_part),
        parts=_.numerator.sum(), parts_of=_.denominator.sum(),
    )  # fmt: skip
    return sums.mutate(
        numerator=ibis.ifelse(_.wholes > 0, _.whole, _.parts), denominator=ibis.ifelse(_.wholes > 0, _.whole_of, _.parts_of)
    ).select("enterprise", "kpi", "country", "starts", "ends", "numerator", "denominator")
