"""How cost grows with size, in columns of one machine, and from where on Spark is worth it.

One and ten million observations; GENBA_BENCH_SIZES names others: a hundred million take 16 GB of memory and 20 GB of disk.
What was found of each size is kept, so that they can be measured one at a time. Spark is asked up to ten million.

A size is drawn in one process, asked in another, as it is in an office: a worker writes, web processes read.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bench.table import Line

KEPT = Path("var/bench/scale.json")  # for bench.scale_drawn
SIZES = "1000000,10000000"
MOST_FOR_SPARK = 10_000_000  # a hundred million take it half an hour on one machine
SECONDS = {"one": "one KPI in 100 parts", "every": "all KPIs in 250 parts", "months": "every month by Ibis on DuckDB",
           "changes": "every change by Ibis on DuckDB", "spark_months": "every month on Spark, one machine",
           "spark_changes": "every change on Spark, one machine", "drawn": "drawn and compared"}  # fmt: skip


def run(quick: bool) -> Iterator[Line]:
    found: dict[int, dict[str, float]] = {}
    if not quick and KEPT.exists():
        found = {int(size): costs for size, costs in json.loads(KEPT.read_text()).items()}
    for size in (int(s) for s in os.environ.get("GENBA_BENCH_SIZES", "200000" if quick else SIZES).split(",")):
        with tempfile.TemporaryDirectory(prefix="genba-bench-") as home:
            found[size] = measured(size, Path(home))
        yield from of_a_size(size, found[size])
        if not quick:
            KEPT.parent.mkdir(parents=True, exist_ok=True)
            KEPT.write_text(json.dumps(found, indent=1))
    if len(found) > 1:
        yield from growth(found)


def measured(size: int, home: Path) -> dict[str, float]:
    drawn = _one(home, "draw", str(size))
    asked, heavy = _one(home, "ask"), _one(home, "heavy")
    spark = _one(home, "spark") if size <= MOST_FOR_SPARK else {}
    return {"drawn": drawn["drawn"], "written": drawn["written"], "drawing": drawn["memory"],
            **asked, **{k: v for k, v in heavy.items() if k != "memory"}, "heavy_memory": heavy["memory"],
            **{f"spark_{name}": value for name, value in spark.items()}}  # fmt: skip


def _one(home: Path, *arguments: str) -> dict[str, float]:
    environment = {**os.environ, "GENBA_HOME": str(home), "GENBA_FACTS_FOLDER": str(home / "facts"),
                   "DJANGO_SETTINGS_MODULE": "genba.settings"}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "bench.scale_one", *arguments], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{arguments}: {done.stderr[-2000:]}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def of_a_size(size: int, m: dict[str, float]) -> Iterator[Line]:
    name = f"{size:,} observations"
    slow = {10_000_000: 60.0, 100_000_000: 400.0}.get(size)
    yield Line(f"{name}: drawn, every comparison worked out", m["drawn"], "s", remark=f"{m['drawing']:,.0f} MB")
    for key in ("one", "every"):
        yield Line(
            f"{name}: {SECONDS[key]}, 95 of 100",
            1000 * m[f"{key}_slow"],
            "ms",
            slow,
            remark=f"median {1000 * m[key]:.1f} ms",
        )
    yield Line(f"{name}: memory of a process that asks", m["memory"], "MB", 1536 if size == 100_000_000 else None)
    for key in ("months", "changes"):
        yield Line(f"{name}: {SECONDS[key]}", m[key], "s", remark=f"by hand {m[f'{key}_by_hand']:.2f} s")
        yield Line("the same against SQL by hand", m[key] / m[f"{key}_by_hand"], "×", 2)
        if f"spark_{key}" in m:
            yield Line(f"{name}: {SECONDS[f'spark_{key}']}", m[f"spark_{key}"], "s")


def growth(found: dict[int, dict[str, float]]) -> Iterator[Line]:
    """The power of the size with which each cost grows, by least squares on logarithms: 1 is in proportion to the size."""
    for key, what in SECONDS.items():
        told = {size: m[key] for size, m in found.items() if key in m}
        if len(told) > 1:
            power = float(np.polyfit(np.log(list(told)), np.log(list(told.values())), 1)[0])
            yield Line(f"{what}: grows with the size to the power of", power, "", 1.0, remark=f"{len(told)} sizes")
