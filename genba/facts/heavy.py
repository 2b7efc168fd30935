"""Heavy questions of every observation, written once with Ibis: DuckDB answers them here, Spark on several machines.

They read columns, never rows. What pages show comes from comparisons, which are worked out as facts arrive; these are for
months that nobody summed, and for whoever wants to see the same figure come out of another engine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
from django.conf import settings
from ibis import _

from genba.facts import parquet
from genba.facts.store import Facts


@contextmanager
def engine(facts: Facts | None = None, folder: Path | None = None) -> Iterator[Any]:
    """A connection with the tables `observations` and `takings`: of facts in memory, or of a folder of Parquet.

    settings.FACTS_ENGINE: "duckdb", or "spark", which reads a folder.
    """
    if settings.FACTS_ENGINE == "spark":
        with _spark(folder) as connection:
            yield connection
        return
    connection = ibis.duckdb.connect()
    try:
        if facts is not None:
            connection.create_view("observations", _registered(connection, "o", parquet.observations(facts)))
            connection.create_view("takings", _registered(connection, "t", parquet.takings(facts)))
        else:
            connection.read_parquet(f"{folder}/observations/**/*.parquet", table_name="observations", hive_partitioning=True)
            connection.read_parquet(f"{folder}/takings.parquet", table_name="takings")
        yield connection
    finally:
        connection.disconnect()


def _registered(connection: Any, name: str, columns: parquet.Columns) -> Any:
    connection.con.register(name, parquet.as_arrow(columns))
    return connection.table(name)


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


def months(tables: Any, kpis: list[str]) -> Any:
    """By KPI, country and month: how many enterprises report, the ratio of sums, and the ratio of the one in the middle.

    Values of parts count where the month has none of the whole enterprise; periods longer than a month are left out. Months
    from before the definition of a KPI changed are in it: whoever shows them says so.
    """
    each = _whole_before_parts(tables, kpis).filter((_.starts == _.ends) & (_.denominator > 0))
    return each.mutate(ratio=_.numerator / _.denominator).group_by("kpi", "country", "ends").aggregate(
        n=_.count(), numerator=_.numerator.sum(), denominator=_.denominator.sum(), middle=_.ratio.quantile(0.5)
    ).order_by("kpi", "country", "ends")  # fmt: skip


def changes(tables: Any, lengths: dict[str, int]) -> Any:
    """By KPI, country and module: the relative change of each taking from its own months, and the one in the middle.

    lengths: how many months a window holds, by KPI. The same windows as genba.science.panel; a denominator that is too
    small is not asked about, nor are definitions that changed and quarters beside months: see genba.impact.series.
    """
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
    each = sums.filter((_.of > 0) & (_.now_of > 0) & (_.was > 0)).mutate(
        relative=((_.now / _.now_of) - (_.was / _.of)) / (_.was / _.of)
    )
    return each.group_by("kpi", "country", "module").aggregate(
        n=_.count(), middle=_.relative.quantile(0.5), mean=_.relative.mean()
    ).order_by("kpi", "country", "module")  # fmt: skip


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
