"""What figures of any part of a programme cost from columns, against the bare arrays and against the best SQL; and what it
costs that columns follow rows. Sizes: a million and ten million observations, a hundred million with room for it."""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench.table import Line

DAY = date(2026, 7, 1)


def run(quick: bool) -> Iterator[Line]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "genba.settings")
    django.setup()
    sizes = [200_000] if quick else [1_000_000, 10_000_000, *([100_000_000] if os.environ.get("GENBA_BENCH_LARGE") else [])]
    for size in sizes if quick else [one for one in sizes if one >= 10_000_000]:
        yield from of_rows(size)  # first: a process is born with the most memory of its parent
    for size in sizes:
        yield from of_columns(size)


def took(work: Callable[[], Any], times: int) -> list[float]:
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        spent.append(1000 * (time.perf_counter() - began))
    return spent


def of_columns(size: int) -> Iterator[Line]:
    """A hundred parts of one KPI, and a hundred and more of all: n, share, median with interval, quartiles, mean."""
    from bench.facts_scene import drawn
    from genba.facts.apart import Theirs, few_besides
    from genba.facts.questions import parts
    from genba.reports.dashboards.outcomes import is_small

    began = time.perf_counter()
    facts = drawn(size)
    name = f"{size:,} observations"
    yield Line(f"{name}: drawn, and every comparison worked out from columns", time.perf_counter() - began, "s")
    codes = tuple(facts.named.kpis[at] for at in np.unique(facts.comparisons["kpi"]).tolist())
    one, every = asked_of_pages(codes)
    floor = statistics.median(took(lambda: bare(facts.comparisons), 15))
    yield Line(f"{name}: floor, n, median and mean of 250 parts by numpy alone, without a filter", floor, "ms")
    budget = {10_000_000: 60.0, 100_000_000: 400.0}.get(size)
    for what, asked in (("one KPI by country and size", one), ("all KPIs by country, two sizes", every)):
        spent = took(lambda asked=asked: parts(facts, asked, DAY), 40)  # type: ignore[misc]
        slow = statistics.quantiles(spent, n=20)[-1]
        n = len(parts(facts, asked, DAY).parts)
        yield Line(
            f"{name}: {what}, 95 of 100", slow, "ms", budget, remark=f"{n} parts, median {statistics.median(spent):.1f} ms"
        )
        yield Line("the same against the floor", statistics.median(spent) / floor, "×", 4)
    others = took(lambda: few_besides(facts, Theirs("sponsor", (3,)), DAY, is_small), 5)
    yield Line(f"{name}: in what a sponsor's part would leave few others", statistics.median(others), "ms")
    yield Line(f"{name}: memory at the most, so far", memory(), "MB")


def asked_of_pages(codes: tuple[str, ...]) -> tuple[Any, Any]:
    """One KPI in 100 parts, and all of them in 250."""
    from genba.facts.questions import Asked

    return Asked(codes[:1], (), ("country", "size")), Asked(codes, (("size", ("small", "medium")),), ("country",))


def memory() -> float:
    """The most that this process had in memory, in MB; pages of files that were read are among it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bare(table: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What nothing of the kind can do without: put the changes in parts, and read the middle of each."""
    group = table["kpi"].astype(np.uint16) * np.uint16(25) + table["country"]
    order = np.argsort(group, kind="stable")
    changes, n = np.asarray(table["relative"])[order], np.bincount(group)
    last = np.cumsum(n)
    middle = changes[np.minimum(last - n + n // 2, len(changes) - 1)]
    return n, middle, np.bincount(group, table["relative"])


def of_rows(size: int) -> Iterator[Line]:
    """In PostgreSQL, in a process of its own."""
    from tests import postgres

    with tempfile.TemporaryDirectory(prefix="genba-bench-") as home, postgres.server() as address:
        environment = {
            **os.environ,
            "GENBA_HOME": str(Path(home)),
            "GENBA_DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "genba.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench.facts_rows", str(size)], env=environment, capture_output=True, text=True
        )
    if done.returncode:
        raise SystemExit(done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    name = f"{size:,} rows in PostgreSQL"
    yield Line(f"{name}: facts from nothing", told["rebuild"], "s", {10_000_000: 10.0, 100_000_000: 120.0}.get(size))
    yield Line(f"{name}: 30,000 new ones are in the figure, slowest of three", told["came"], "s", 1)
    yield Line(
        f"{name}: the figure of 250 parts by SQL", told["sql"], "s", remark=f"{told['figures']} figures, the faster of two"
    )
    yield Line("the same from columns", 1000 * told["columns"], "ms")
    yield Line("columns against SQL", told["sql"] / told["columns"], "× as fast", 90, is_least=True)
    yield Line("asked again while nothing changed", 1000 * told["again"], "ms", 5)
    yield Line("memory of whoever follows", told["memory"], "MB")
