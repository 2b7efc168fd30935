"""What tools cost: every light one by its example through the server, the heavy ones by the sizes that matter."""

import json
import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from bench.site import ROOT, Served, home_of, served
from bench.table import Line
from genba.curriculum import Curriculum, Module, load
from genba.curriculum.tools import Tool

REQUESTS = 10
ROSTERS = ROOT / "tests" / "science" / "rosters"


def example_of(module: Module, tool: Tool) -> dict[str, Any]:
    return next(dict(e.given) for e in module.examples if e.subject == "tool" and e.code == tool.code and e.expect)


def answered(site: Served, address: str, given: dict[str, Any]) -> float:
    """Processor milliseconds of one request, the mean of some, after a first that loads what the tool leans on."""
    body = json.dumps(given, default=str)
    for turn in range(REQUESTS + 1):
        if turn == 1:
            before = site.processor_seconds()
        status, answer, _rest = site.post(address, body, "application/json")
        if status != 200:
            raise SystemExit(f"{address} answered {status}: {answer[:300]!r}")
    return 1000 * (site.processor_seconds() - before) / REQUESTS


def timed(tool: Tool, given: dict[str, Any]) -> float:
    """Seconds by the clock of one call, the function alone."""
    tool.run(given)
    began = time.perf_counter()
    tool.run(given)
    return time.perf_counter() - began


def light(quick: bool, modules: Curriculum) -> Iterator[Line]:
    with served(home_of(100), settings="bench.unlimited") as site:
        costs = {
            f"{module.slug}/{tool.code}": answered(
                site, f"/api/v1/tools/{module.slug}/{tool.code}", example_of(module, tool)
            )
            for module in modules.modules
            for tool in module.tools
            if not tool.is_long
        }
    slowest = max(costs, key=lambda name: costs[name])
    yield Line(f"slowest of {len(costs)} light tools, a request", costs[slowest], "ms", 100, remark=slowest)


def heavy(modules: Curriculum) -> Iterator[Line]:
    random = np.random.default_rng(20_260_101)
    groups = random.normal(10, 0.1, (10_000, 5)).round(4).tolist()
    chart = modules.module("quality-improvement").tool("control-chart")
    yield Line("control chart of 10,000 subgroups", timed(chart, {"chart": "xbar-r", "subgroups": groups}), "s", 1)
    energy = modules.module("resource-efficiency").tool("energy-baseline")
    yield Line("energy baseline of ten years of days, base temperatures searched", timed(energy, ten_years(random)), "s", 2)


def ten_years(random: np.random.Generator) -> dict[str, Any]:
    """Days with a load of their own, output, and what cold and heat add; the last year a twentieth less."""
    days = [date(2015, 1, 1) + timedelta(days=n) for n in range(3650)]
    temperature = 18 + 9 * np.sin(np.arange(3650) * 2 * np.pi / 365) + random.normal(0, 2, 3650)
    output = random.uniform(80, 120, 3650)
    used = (
        200
        + 3 * output
        + 12 * np.maximum(0, 15 - temperature)
        + 9 * np.maximum(0, temperature - 22)
        + random.normal(0, 15, 3650)
    )
    used[-365:] *= 0.95
    rows = [
        {"start": day.isoformat(), "end": day.isoformat(), "energy": round(float(e), 2), "output": round(float(o), 2)}
        for day, e, o in zip(days, used, output, strict=True)
    ]
    warmth = [{"day": day.isoformat(), "temperature": round(float(t), 2)} for day, t in zip(days, temperature, strict=True)]
    return {"periods": rows[:-365], "reporting": rows[-365:], "temperatures": warmth, "degree_days": "both"}


def long(modules: Curriculum) -> Iterator[Line]:
    """Searches by the clock: random lines of tasks, and three instances of the public roster benchmark, the first where it is there."""
    random = np.random.default_rng(7)
    balance = modules.module("lean-manufacturing").tool("line-balance")
    for n in (30, 50, 70):
        tasks = [
            {"id": str(k), "time": int(random.integers(1, 30)), "after": [str(j) for j in range(max(0, k - 6), k) if random.random() < 0.2]}
            for k in range(n)
        ]  # fmt: skip
        began = time.perf_counter()
        found = balance.run({"tasks": tasks, "takt": 60, "time_limit": 60}).values
        proved = "proved" if found["proved_optimal"] else f"bound {found['lower_bound']}"
        yield Line(f"line of {n} random tasks balanced", time.perf_counter() - began, "s", 60,
                   remark=f"{found['station_count']} stations, {proved}")  # fmt: skip
    shared = Path(os.environ.get("GENBA_SHARED_DATA", ROOT.parent / "shared" / "data")) / "rosters"
    roster = modules.module("working-time").tool("roster")
    for folder, number, best in ((shared, 1, 607), (ROSTERS, 2, 828), (ROSTERS, 3, 1001)):
        path = folder / f"Instance{number}.txt"
        if path.exists() and roster.read_file:
            began = time.perf_counter()
            found = roster.run({**roster.read_file(path.read_text()), "time_limit": 60}).values
            yield Line(f"roster benchmark, instance {number}", time.perf_counter() - began, "s", 60,
                       remark=f"objective {found['objective']:g}, best known {best}, proved {found['proved_optimal']}")  # fmt: skip


def run(quick: bool) -> Iterator[Line]:
    modules = load(ROOT / "modules")
    yield from light(quick, modules)
    yield from heavy(modules)
    if not quick:
        yield from long(modules)
