"""What it costs to be warned while one types, over 100,000 enterprises and 500,000 people: milliseconds of processor at the
server, and by the clock.

People of the large programme are brought to 500,000 with names of many scripts, lengths and misspellings, made from a
fixed seed. Asked are names that are there, misspelt, in another order and in another script, and names that nobody has.
"""

import json
import random
import statistics
import time
from collections.abc import Iterator
from urllib.parse import urlencode

from bench.site import Served, genba_python, home_of, served
from bench.table import Line

ASKED = 400
PEOPLE = 500_000
FILL = """
import django; django.setup()
from bench.names import fill
fill({people})
"""


def typed(random_: random.Random, name: str) -> str:
    """As somebody may write it: as it is, misspelt by a letter, in another order, or with an initial."""
    words = name.split()
    kind = random_.randrange(4)
    if kind == 1:
        place = random_.randrange(len(name) - 1)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if kind == 2:
        return " ".join(reversed(words))
    return f"{words[0][0]}. {' '.join(words[1:])}" if kind == 3 and len(words) > 1 else name


def asked(site: Served, paths: list[str]) -> tuple[list[float], list[float], int]:
    """The hundredths of processor milliseconds of a request and of those by the clock, and the largest body."""
    spent, took, largest = [], [], 0
    for path in paths[:20] + paths:
        before, began = site.processor_seconds(), time.perf_counter()
        status, body, _answer = site.get(path)
        took.append(1000 * (time.perf_counter() - began))
        spent.append(1000 * (site.processor_seconds() - before))
        largest = max(largest, len(body))
        if status != 200:
            raise SystemExit(f"{path} answered {status}: {body[:200]!r}")
    return statistics.quantiles(spent[20:], n=100), statistics.quantiles(took[20:], n=100), largest


def run(quick: bool) -> Iterator[Line]:
    """Both kinds, over the large programme (quick: a small one)."""
    size, people = (1_000, 5_000) if quick else (100_000, PEOPLE)
    home = home_of(size)
    genba_python(home, FILL.format(people=people))
    names = json.loads(genba_python(home, "import django; django.setup()\nfrom bench.names import sample\nprint(sample())"))
    random_ = random.Random(7)
    with served(home) as site:
        site.enter_as("programme-director")
        code = names["enterprise"]
        firms = [f"/desk/enterprises/similar/?{urlencode({'name': typed(random_, name), 'country': country})}"
                 for name, country in names["enterprises"]]  # fmt: skip
        persons = [f"/desk/enterprises/{code}/people/similar/?{urlencode({'name': typed(random_, name)})}"
                   for name in names["people"]]  # fmt: skip
        for what, paths in ((f"{size:,} enterprises", firms), (f"{people:,} people", persons)):
            spent, took, largest = asked(site, paths)
            clock = f"median {spent[49]:.1f} ms; by the clock {took[49]:.1f}, p95 {took[94]:.1f} ms"
            yield Line(f"duplicate warning while typing, {what}: p95 of processor", spent[94], "ms", 25, remark=clock)
            yield Line(f"the same, largest answer, {what}", largest / 1024, "KB", 20)
