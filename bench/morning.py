"""A coordinator's first page in the morning over more enterprises and open items than a provider has, as a multiple of
the plain page; and the approval of a thousand reports."""

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.pages import cost
from bench.site import ROOT, environment_of, home_of, served
from bench.table import Line

ROUNDS = 100


def desk(home: object) -> dict[str, float]:
    """What bench/desk.py counts and times in the home."""
    done = subprocess.run(
        [sys.executable, "bench/desk.py"], env=environment_of(home), cwd=ROOT, capture_output=True, text=True
    )  # type: ignore[arg-type]
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def run(quick: bool) -> Iterator[Line]:
    """On a programme of eight providers with some 310 enterprises each."""
    home = home_of(100 if quick else 2_500)
    counted = desk(home)
    with served(home) as site, served(home, "bench.floor", "bench.settings") as floor:
        site.enter_as("provider-coordinator")
        turns = [(cost(site, "/desk/review/"), cost(floor, "/")) for _ in range(ROUNDS + 1)][1:]
        morning, plain = (min(side) for side in zip(*turns, strict=True))
    yield Line("a coordinator's morning", morning / plain, "× plain page", 8,
               remark=f"{morning:.1f} ms of processor; {counted['enterprises']:,.0f} enterprises, {counted['items']:,.0f} items")  # fmt: skip
    yield Line(f"approval of {counted['reports']:,.0f} reports in the outbox", counted["seconds"], "s", 3)
