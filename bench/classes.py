"""A class: opening the register of 50 people, keeping 50 and 200 marks in one request, as multiples of the plain page; and the
certificates of 40 people by the clock."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlencode

from pypdf import PdfReader

from bench.pages import cost
from bench.site import ROOT, Served, environment_of, home_of, served
from bench.table import Line

ROUNDS, REQUESTS = 15, 20


def classroom(home: object, people: int, days: int = 0) -> str:
    """The code of a new class of so many people; with days, everybody was at each session of them."""
    size = [str(people), *([str(days)] if days else [])]
    done = subprocess.run([sys.executable, "bench/classroom.py", *size], env=environment_of(home), cwd=ROOT,  # type: ignore[arg-type]
                          capture_output=True, text=True)  # fmt: skip
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip()


def saved(site: Served, path: str) -> float:
    """Processor milliseconds of keeping the list once, every mark changed; opening it in between is not counted."""
    spent = 0.0
    for _ in range(REQUESTS):
        page = site.get(path)[1].decode()
        hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|version)" value="([^"]+)"', page))
        boxes = re.findall(r'<input type="checkbox" name="([^"]+)"([^>]*)>', page)
        marks = {} if any("checked" in rest for _code, rest in boxes) else {code: "on" for code, _rest in boxes}
        before = site.processor_seconds()
        status, body, _answer = site.post(path, urlencode({**hidden, **marks}))
        spent += site.processor_seconds() - before
        if status != 302:
            raise SystemExit(f"{path} answered {status}: {body[-2000:]!r}")
    return 1000 * spent / REQUESTS


def certified(site: Served, code: str) -> tuple[float, int]:
    """Seconds by the clock to make the certificates of a class and to hand them out in one file, and how many there are."""
    page = site.get(f"/desk/workshops/{code}/")[1].decode()
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[:1])
    began = time.monotonic()
    status, body, _answer = site.post(f"/desk/workshops/{code}/certify/", urlencode({"csrfmiddlewaretoken": token}))
    if status != 302:
        raise SystemExit(f"certify answered {status}: {body[-2000:]!r}")
    status, paper, _answer = site.get(f"/desk/workshops/{code}/certificates.pdf")
    took = time.monotonic() - began
    if status != 200:
        raise SystemExit(f"certificates.pdf answered {status}")
    return took, len(PdfReader(BytesIO(paper)).pages)


def run(quick: bool) -> Iterator[Line]:
    """On the small programme."""
    home = home_of(100 if quick else 1_000)
    with served(home) as site, served(home, "bench.floor", "bench.settings") as floor:
        site.enter_as("programme-director")
        for _ in range(20):
            floor.get("/")
        for people, opened, kept in ((50, 4, 7), (200, None, None)):
            path = f"/field/workshops/{classroom(home, people)}/"
            site.get(path)
            turns = [(cost(site, path), saved(site, path), cost(floor, "/")) for _ in range(ROUNDS)]
            opening, saving, plain = (min(side) for side in zip(*turns, strict=True))
            yield Line(f"register of {people} people opened", opening / plain, "× plain page", opened,
                       remark=f"{opening:.1f} ms of processor")  # fmt: skip
            yield Line(f"{people} marks kept in one request", saving / plain, "× plain page", kept,
                       remark=f"{saving:.1f} ms of processor")  # fmt: skip
        seconds, pages = certified(site, classroom(home, 40, days=1))
        yield Line(f"certificates of {pages} people made and handed out in one file", seconds, "s", 2)
