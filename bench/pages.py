"""What a page costs, as a multiple of the plain page on the same server and database, measured in turns.

The least of the turns counts, of the page and of the plain page alike: a neighbour on the same machine can only add (so
also Python's timeit).
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack

from bench.site import Served, home_of, served
from bench.table import Line

ROUNDS, REQUESTS = 60, 20


def cost(site: Served, path: str) -> float:
    """Processor milliseconds of one request, the mean of REQUESTS."""
    before = site.processor_seconds()
    for _ in range(REQUESTS):
        status, body, _answer = site.get(path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}: {body[:200]!r}")
    return 1000 * (site.processor_seconds() - before) / REQUESTS


def paths(site: Served) -> dict[str, tuple[str, str, float]]:
    """The pages under measure: what, its address, its budget."""
    codes = json.loads(site.get("/api/v1/enterprises?size=1")[1])
    code = codes["items"][0]["code"]
    return {
        "list": ("list with search and two filters", "/desk/enterprises/?q=s&country=KE&sector=C", 3),
        "sheet": ("enterprise sheet with its charts", f"/enterprises/{code}/sheet/", 6),
        "programme": ("programme page", "/desk/programme/", 6),
    }


def measure(sizes: tuple[int, ...]) -> dict[str, tuple[str, float, dict[int, tuple[float, float]]]]:
    """By page: what, its budget, and by size its least milliseconds with their ratio to the least of the plain page.

    Every page of every size and the plain page have their turn in each round, so that all of them meet the same quiet and
    the same busy moments of the machine.
    """
    with ExitStack() as open_sites:
        sites = {}
        for size in sizes:
            home = home_of(size)
            site = open_sites.enter_context(served(home))
            floor = open_sites.enter_context(served(home, "bench.floor", "bench.settings"))
            site.enter_as("programme-director")
            sites[size] = {"plain": (floor, "/"), **{name: (site, path) for name, (_, path, _) in paths(site).items()}}
        least: dict[tuple[int, str], float] = {}
        for turn in range(ROUNDS + 1):
            for size, pages in sites.items():
                for name, (site, path) in pages.items():
                    spent = cost(site, path)
                    if turn:  # the first only warms
                        least[size, name] = min(spent, least.get((size, name), spent))
        told = paths(sites[sizes[-1]]["list"][0])
    return {
        name: (what, budget, {size: (least[size, name], least[size, name] / least[size, "plain"]) for size in sizes})
        for name, (what, _, budget) in told.items()
    }


def run(quick: bool) -> Iterator[Line]:
    """Small and large, and one against the other."""
    small, large = (100, 1_000) if quick else (1_000, 100_000)
    for what, budget, found in measure((small, large)).values():
        for size, (spent, ratio) in found.items():
            yield Line(f"{what}, {size:,} enterprises", ratio, "× plain page", budget, remark=f"{spent:.1f} ms of processor")
        yield Line(f"{what}, large against small", found[large][0] / found[small][0], "×", 1.3)
