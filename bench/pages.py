"""What a page costs, as a multiple of the plain page on the same server and database, measured in turns.

The least of the turns counts, of the page and of the plain page alike: a neighbour on the same machine can only add (so
also Python's timeit).
"""

import json
from collections.abc import Iterator

from bench.site import Served, home_of, served
from bench.table import Line

ROUNDS, REQUESTS = 25, 40


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


def measure(enterprises: int) -> dict[str, tuple[str, float, float, float]]:
    """By page: what, its budget, least milliseconds, and their ratio to the least of the plain page."""
    home = home_of(enterprises)
    with served(home) as site, served(home, "bench.floor", "bench.settings") as floor:
        site.enter_as("programme-director")
        found = {}
        for name, (what, path, budget) in paths(site).items():
            for warm in (site, floor):
                for _ in range(20):
                    warm.get(path if warm is site else "/")
            pairs = [(cost(site, path), cost(floor, "/")) for _ in range(ROUNDS)]
            page, plain = (min(side) for side in zip(*pairs, strict=True))
            found[name] = (what, budget, page, page / plain)
    return found


def run(quick: bool) -> Iterator[Line]:
    """Small and large, and one against the other."""
    small, large = (100, 1_000) if quick else (1_000, 100_000)
    results = {size: measure(size) for size in (small, large)}
    for name in results[large]:
        for size in (small, large):
            what, budget, milliseconds, ratio = results[size][name]
            yield Line(
                f"{what}, {size:,} enterprises", ratio, "× plain page", budget, remark=f"{milliseconds:.1f} ms of processor"
            )
        growth = results[large][name][2] / results[small][name][2]
        yield Line(f"{results[large][name][0]}, large against small", growth, "×", 1.3)
