"""Rows of a large programme in PostgreSQL, and what it costs that columns follow them. Prints one line of JSON.

python -m bench.facts_rows OBSERVATIONS, with GENBA_DATABASE_URL of an empty database
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django
import pycountry

DAY = date(2026, 7, 1)
CLASS_DAY = date(2025, 1, 15)
FIGURE = """
WITH each AS (
  SELECT o.enterprise_id, o.indicator, e.country_id,
         sum(o.numerator) FILTER (WHERE o.ends_on < %(class)s) AS was, sum(o.denominator) FILTER (WHERE o.ends_on < %(class)s) AS was_of,
         sum(o.numerator) FILTER (WHERE o.starts_on >= %(since)s) AS now, sum(o.denominator) FILTER (WHERE o.starts_on >= %(since)s) AS now_of
  FROM observations_observation o JOIN directory_enterprise e ON e.id = o.enterprise_id
  WHERE (o.starts_on >= %(from)s AND o.ends_on < %(class)s) OR o.starts_on >= %(since)s
  GROUP BY 1, 2, 3)
SELECT indicator, country_id, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY now / now_of / (was / was_of) - 1),
       avg(now / now_of / (was / was_of) - 1)
FROM each WHERE was > 0 AND was_of > 0 AND now_of > 0 GROUP BY 1, 2 ORDER BY 1, 2
"""


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def fill(observations: int) -> list[str]:
    """Enterprises of 25 countries that were all trained on one day; ten KPIs a month each over two years."""
    from django.db import connection

    from bench.facts_scene import COUNTRIES, KPIS, MODULE, MONTHS
    from genba.access.models import User
    from genba.delivery.models import Participation, Session, Workshop
    from genba.directory.models import Country, Enterprise, Provider
    from genba.impact.changes import kpis_of
    from genba.programmes.models import Engagement, Programme

    codes = sorted(k.code for k in kpis_of(MODULE))[:KPIS]
    lands = [Country.objects.get_or_create(pk=country.alpha_2)[0] for country in list(pycountry.countries)[:COUNTRIES]]
    provider = Provider.objects.create(name="Sample", country=lands[0])
    programme = Programme.objects.create(name="Bench", began_on=CLASS_DAY)
    trainer = User.objects.create(name="Omar Muster")
    firms = Enterprise.objects.bulk_create(
        (Enterprise(name=f"Sample {n}", name_key=f"sample {n}", country=lands[n % COUNTRIES], isic="1410")
         for n in range(observations // (KPIS * MONTHS))), batch_size=5000)  # fmt: skip
    taken = Engagement.objects.bulk_create(
        (Engagement(programme=programme, enterprise=f, provider=provider, module=MODULE, module_version="1", agreed_on=CLASS_DAY, currency="USD")
         for f in firms), batch_size=5000)  # fmt: skip
    workshop = Workshop.objects.create(programme=programme, provider=provider, country=lands[0], trainer=trainer, module=MODULE,
                                       place="Hall", starts_on=CLASS_DAY, ends_on=CLASS_DAY)  # fmt: skip
    Session.objects.create(workshop=workshop, held_on=CLASS_DAY, part="morning")
    Participation.objects.bulk_create((Participation(workshop=workshop, engagement=e) for e in taken), batch_size=5000)
    observe(codes, 0, MONTHS, len(firms))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return codes


def observe(codes: list[str], first: int, months: int, firms: int) -> None:
    """These months, from January 2024 on, of so many enterprises."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # keys of enterprises that are just read need no look
        cursor.execute(
            "INSERT INTO observations_observation (enterprise_id, indicator, part, starts_on, ends_on, numerator, denominator, unit, note,"
            " unusual, source, recorded_at, version) SELECT e.id, k, '', d::date, (d + interval '1 month - 1 day')::date,"
            " floor(random() * 200), 500 + floor(random() * 2000), '%%', '', false, 'entered', now(), 1"
            " FROM (SELECT id FROM directory_enterprise ORDER BY id LIMIT %s) e, unnest(%s::text[]) k,"
            " generate_series(date '2024-01-01' + make_interval(months => %s), date '2024-01-01' + make_interval(months => %s), interval '1 month') d",
            [firms, codes, first, first + months - 1],
        )  # fmt: skip
        cursor.execute("RESET session_replication_role")


def main(observations: int) -> dict[str, float]:
    from django.core.management import call_command
    from django.db import connection

    from bench.facts import memory
    from bench.facts_scene import MONTHS
    from genba.facts import follow
    from genba.facts.questions import Asked, answer, parts

    call_command("migrate", verbosity=0)
    codes = fill(observations)
    told: dict[str, float] = {}
    told["rebuild"], facts = seconds(follow.rebuild)
    asked = Asked(tuple(codes), (), ("country",))
    came = []
    for month in range(4):
        observe(codes, MONTHS + month, 1, 3000)
        took, found = seconds(follow.follow)
        facts = found or facts
        seen, _said = seconds(lambda: answer(asked, DAY))
        came.append(took + seen)
    told["came_first"], told["came"] = came[0], max(came[1:])
    told["again"] = statistics.median(seconds(lambda: answer(asked, DAY))[0] for _ in range(20))
    told["columns"] = statistics.median(seconds(lambda: parts(facts, asked, DAY))[0] for _ in range(20))
    sums = {"class": date(2025, 1, 1), "from": date(2024, 10, 1), "since": date(2025, 10, 1)}
    with connection.cursor() as cursor:
        took = [seconds(lambda: (cursor.execute(FIGURE, sums), cursor.fetchall())[1]) for _ in range(2)]
    told["sql"], rows = min(took, key=lambda pair: pair[0])
    told["figures"] = len(rows)
    told["memory"] = memory()
    return told


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(int(sys.argv[1]))))
