"""A thousand people over fifty sessions, and a thousand reports: the page, the file, and the approval in the outbox."""

import json
from collections.abc import Iterator

from bench.classes import classroom
from bench.pages import cost
from bench.site import genba_python, home_of, served
from bench.table import Line

ROUNDS = 15
PAGE, FILE = "/desk/completion/people/", "/desk/completion/attendance.csv"
APPROVE = """
import json, time
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from genba.access.models import Grant
from genba.commands.work import register_kinds
from genba.delivery.models import Visit
from genba.kit import outbox
from genba.programmes.models import Engagement
from genba.review import actions
register_kinds(); outbox.drain()
by = Grant.objects.first_holding("programme-director").user
today = timezone.localdate()
engaged = list(Engagement.objects.open().filter(trainer__isnull=False, agreed_on__lt=today - timedelta(days=1)).order_by("pk")[:{many}])
taken = set(Visit.objects.values_list("engagement_id", "number"))
rows = [Visit(engagement=e, number=n, kind="follow-up", visited_on=today, advice="Bench", trainer_id=e.trainer_id)
        for n in range(20, 99) for e in engaged if (e.pk, n) not in taken][:{many}]
Visit.objects.bulk_create(rows)
reports = [(v.code, v.version) for v in rows]
actions.approve_later(by=by, reports=reports, language="en")
began = time.perf_counter(); outbox.drain(); took = time.perf_counter() - began
print(json.dumps([len(reports), took]))
"""


def run(quick: bool) -> Iterator[Line]:
    """On the small programme, in which there are classes of others too."""
    home = home_of(100 if quick else 1_000)
    people, days = (100, 3) if quick else (1_000, 25)
    code = classroom(home, people, days)
    with served(home) as site, served(home, "bench.floor", "bench.settings") as floor:
        site.enter_as("programme-director")
        for _ in range(20):
            floor.get("/")
        site.get(PAGE)
        turns = [(cost(site, PAGE), cost(floor, "/")) for _ in range(ROUNDS)]
        page, plain = (min(side) for side in zip(*turns, strict=True))
        yield Line(f"people in class, {people:,} people and {2 * days} sessions, first page", page / plain, "× plain page", 10,
                   remark=f"{page:.1f} ms of processor")  # fmt: skip
        before = site.processor_seconds()
        _status, body, _answer = site.get(FILE)
        spent, rows = site.processor_seconds() - before, body.count(b"\n") - 1
        yield Line("their attendance as a file, a processor second", rows / spent, "rows", 50_000, is_least=True,
                   remark=f"{rows:,} rows, class {code}")  # fmt: skip
    many, took = json.loads(genba_python(home, APPROVE.format(many=people)).splitlines()[-1])
    yield Line(f"{many:,} reports approved in the outbox", took, "s", 3, remark="by the clock, in five pieces at most")
