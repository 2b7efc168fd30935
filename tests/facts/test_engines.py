"""Heavy questions give the same on every engine, and the same as what is worked out as facts arrive."""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from genba.cli import main
from genba.facts import follow, heavy, parquet, store
from genba.facts.store import Facts
from genba.impact.indicators import kpi_definitions
from genba.science.panel import VERDICTS
from tests.cast import Cast
from tests.scenes_impact import AFTER, BEFORE, count, firm, train

KPI, OTHER = "absenteeism", "labour-turnover"


@pytest.fixture
def facts(cast: Cast) -> Facts:
    """Nine enterprises of two countries; one reports by lines as well, one is not trained yet."""
    random = np.random.default_rng(3)
    for n in range(9):
        one = firm(cast, f"Sample {n}", country="KE" if n < 5 else "VN")
        if n < 8:
            train(cast, one)
        for kpi in (KPI, OTHER):
            for month in (*BEFORE, *AFTER):
                count(one.enterprise, kpi, (month,), float(random.integers(1, 90)), float(random.integers(500, 900)))
        if n == 2:
            count(one.enterprise, KPI, AFTER, 5, 100, part="Line 1")
        if n == 3:
            count(one.enterprise, KPI, ("2026-07",), 5, 100, part="Line 1")
            count(one.enterprise, KPI, ("2026-07",), 7, 100, part="Line 2")
    return follow.rebuild()


def lengths() -> dict[str, int]:
    return {d.code: d.kpi.sufficiency.months for d in kpi_definitions() if d.kpi and d.code in (KPI, OTHER)}


def slowly(facts: Facts, kpi: str, country: str, month: int) -> tuple[int, float, float, float]:
    """By hand: enterprises, sums and the ratio of the one in the middle."""
    rows, of = facts.observed.everything(), {}
    known = dict(zip(facts.takings["enterprise"].tolist(), facts.takings["country"].tolist(), strict=True))
    for at in range(len(rows["kpi"])):
        firm_ = int(rows["enterprise"][at])
        here = facts.named.cuts["country"][known[firm_]] == country
        if here and facts.named.kpis[rows["kpi"][at]] == kpi and rows["starts"][at] == rows["ends"][at] == month:
            of.setdefault(firm_, {}).setdefault(bool(rows["is_part"][at]), []).append(
                (rows["numerator"][at], rows["denominator"][at])
            )
    sums = [np.sum(parts.get(False, parts.get(True)), axis=0) for parts in of.values()]
    ratios = [top / bottom for top, bottom in sums if bottom > 0]
    return len(ratios), float(sum(s[0] for s in sums)), float(sum(s[1] for s in sums)), float(np.median(ratios))


def test_months_are_what_a_slow_look_finds(facts: Facts) -> None:
    found = heavy.answer(heavy.months([KPI, OTHER]), facts)

    assert len(found) == 2 * 2 * 6 + 1
    for row in found:
        n, top, bottom, middle = slowly(facts, row["kpi"], row["country"], row["ends"])
        assert (row["n"], row["numerator"], row["denominator"]) == (n, top, bottom)
        assert row["middle"] == pytest.approx(middle, rel=1e-12)


def test_changes_from_all_months_are_those_that_are_kept(facts: Facts) -> None:
    found = heavy.answer(heavy.changes(lengths()), facts)

    table = facts.comparisons
    assert len(found) == 4
    for row in found:
        kept = (table["kpi"] == facts.named.kpis.index(row["kpi"])) & (
            table["country"] == facts.named.cuts["country"].index(row["country"])
        )
        relative = table["relative"][kept & (table["verdict"] != VERDICTS.index("unknown"))]
        assert (row["n"], row["module"]) == (len(relative), "workplace-cooperation")
        assert row["middle"] == pytest.approx(float(np.median(relative)), rel=1e-12)
        assert row["mean"] == pytest.approx(float(np.mean(relative)), rel=1e-12)


def test_enterprises_come_in_stretches_and_say_the_same_together(facts: Facts, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (heavy.months([KPI, OTHER]), heavy.changes(lengths()))
    at_once = [heavy.answer(question, facts) for question in asked]
    monkeypatch.setattr(heavy, "ROWS_AT_A_TIME", 1)

    for one, other in zip([heavy.answer(question, facts) for question in asked], at_once, strict=True):
        alike(one, other)


def alike(one: list[heavy.Row], other: list[heavy.Row]) -> None:
    """The same but for the order in which engines add up."""
    assert len(one) == len(other) > 0
    for left, right in zip(one, other, strict=True):
        assert left.keys() == right.keys()
        for name, value in left.items():
            assert value == (right[name] if isinstance(value, str) else pytest.approx(right[name], rel=1e-12, abs=1e-15))


def test_parquet_says_the_same_as_memory(facts: Facts, tmp_path: Path) -> None:
    parquet.write(facts, tmp_path / "facts")
    parquet.write(facts, tmp_path / "facts")
    here = heavy.answer(heavy.months([KPI, OTHER]), facts)
    there = heavy.answer(heavy.months([KPI, OTHER]), folder=tmp_path / "facts")

    assert there == here
    assert sorted(p.name for p in (tmp_path / "facts" / "observations").iterdir()) == ["country=KE", "country=VN"]


@pytest.mark.skipif(
    "postgres" in os.environ.get("GENBA_DATABASE_URL", ""),
    reason="Spark reads files: from which database they came is no matter.",
)
def test_spark_and_duckdb_agree(facts: Facts, tmp_path: Path, settings: Any) -> None:
    parquet.write(facts, tmp_path / "facts")
    asked = (heavy.months([KPI, OTHER]), heavy.changes(lengths()))
    duck = [heavy.answer(question, folder=tmp_path / "facts") for question in asked]
    settings.FACTS_ENGINE = "spark"
    spark = [heavy.answer(question, folder=tmp_path / "facts") for question in asked]

    for one, other in zip(duck, spark, strict=True):
        alike(one, other)


def test_nothing_at_all_is_written_too(cast: Cast, tmp_path: Path) -> None:
    made = follow.rebuild()
    parquet.write(made, tmp_path / "facts")

    assert (tmp_path / "facts" / "takings.parquet").exists()
    assert store.current() is not None


def test_the_command_tells_months_and_keeps_few_back(facts: Facts, tmp_path: Path, capsys: Any) -> None:
    main(["months", KPI, "--format", "json"])
    here = json.loads(capsys.readouterr().out)
    main(["facts", "parquet", "--out", str(tmp_path / "facts")])
    capsys.readouterr()
    main(["months", KPI, "--parquet", str(tmp_path / "facts"), "--format", "json"])
    there = json.loads(capsys.readouterr().out)
    main(["months", KPI, "--country", "Kenya"])

    assert here == there
    assert {row["n"]: row["ratio"] is None for row in here} == {5: False, 4: True, 1: True}
    assert "KE 2026-07: too few (n = 1)" in capsys.readouterr().out
