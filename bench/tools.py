"""What tools cost: every light one by its example through the server, the heavy ones by the sizes that matter."""

import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from bench.site import ROOT, Served, home_of, served
from bench.table import Line
from genba.curriculum import Curriculum, Module, load
from genba.curriculum.tools import Tool

REQUESTS = 10


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
        {"start": day.isoformat(), "end": day.isoformat(), "energy": round(float(e), 2), "temperature": round(float(t), 2),
         "output": round(float(o), 2)}
        for day, e, t, o in zip(days, used, temperature, output, strict=True)
    ]  # fmt: skip
    return {"baseline": rows[:-365], "reporting": rows[-365:]}


def run(quick: bool) -> Iterator[Line]:
    modules = load(ROOT / "modules")
    yield from light(quick, modules)
    yield from heavy(modules)
