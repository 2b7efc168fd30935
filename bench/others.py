"""The sheet on paper, the first answer, memory after many requests, and the time to make a large programme."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator

from bench.site import ROOT, environment_of, home_of, served
from bench.table import Line

ON_PAPER = """
import time, django; django.setup()
from genba.directory.models import Enterprise
from genba.kit import pdf
from genba.reports.sheet import enterprise_sheet
from genba.web.print.sheet import as_pdf
import typst
one = Enterprise.objects.order_by("pk").first()
inside = 0.0
real = typst.compile
def timed(*a, **k):
    global inside
    began = time.perf_counter(); found = real(*a, **k); inside += time.perf_counter() - began
    return found
typst.compile = timed
as_pdf(enterprise_sheet(one, language="en"))
inside = 0.0
began = time.perf_counter(); paper = as_pdf(enterprise_sheet(one, language="en")); whole = time.perf_counter() - began
print(whole, inside, paper.count(b"/Type /Page") or paper.count(b"/Page"))
"""


def run(quick: bool) -> Iterator[Line]:
    """On the small programme; the large one for what grows."""
    small, large = (100, 1_000) if quick else (1_000, 100_000)
    home = home_of(small)
    done = subprocess.run(
        [sys.executable, "-c", ON_PAPER], env=environment_of(home), cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    whole, inside, _pages = (float(x) for x in done.stdout.split())
    yield Line("sheet as PDF", whole * 1000, "ms", 1000)
    if inside:
        yield Line("of it in the PDF library", inside * 1000, "ms", 100)
    began = time.monotonic()
    with served(home) as site:
        yield Line("first answer after the start", time.monotonic() - began, "s", 1.5)
        site.enter_as("programme-director")
        code = json.loads(site.get("/api/v1/enterprises?size=1")[1])["items"][0]["code"]
        mixed = ("/", "/desk/enterprises/", "/desk/programme/", f"/enterprises/{code}/sheet/", f"/desk/enterprises/{code}/",
                 "/modules/", "/modules/workplace-cooperation/", "/desk/workshops/", "/desk/framework/", "/account/")  # fmt: skip
        requests = 500 if quick else 10_000
        for n in range(requests):
            site.get(mixed[n % len(mixed)])
        yield Line(
            f"two workers after {requests:,} requests", site.memory_mb(), "MB", 200, remark="proportional share (PSS)"
        )
    seconds = float((home_of(large) / "complete").read_text())
    yield Line(f"demo of {large:,} enterprises", seconds, "s", None if quick else 600)
