"""`genba country`: enterprises go on under another country code, because a country split or was renamed."""

import argparse
from datetime import date

from django.apps import apps

from genba.access.models import Grant
from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.directory.actions import countries
from genba.directory.models import Country, Enterprise
from genba.directory.places import country_code
from genba.kit.refused import Refused

NAME = "country"
HELP = "Put enterprises of a country under another code, from a day on; their history goes along."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="the code that they have, such as SD")
    parser.add_argument("new", metavar="NEW", help="the code that they get, such as SS")
    parser.add_argument(
        "--region", action="append", default=[], metavar="NAME", help="those of this region; may stand several times"
    )
    parser.add_argument(
        "--enterprise", action="append", default=[], metavar="CODE", help="this one; may stand several times"
    )
    parser.add_argument("--all", action="store_true", help="every enterprise of the old code")
    parser.add_argument("--on", required=True, metavar="DAY", help="since when, such as 2011-07-09")
    parser.add_argument("--why", required=True, help="kept with each of them")


def run(options: argparse.Namespace) -> Answer:
    """All of them or none. What hangs on the old code and does not go along is counted, so that somebody can see to it."""
    old, new = options.old.strip().upper(), country_code(options.new)
    rows = Enterprise.objects.filter(country_id=old)
    if not options.all:
        if not options.region and not options.enterprise:
            raise Refused("Say which: --region, --enterprise or --all.")
        rows = rows.filter(region__name__in=options.region) | rows.filter(code__in=options.enterprise)
    try:
        day = date.fromisoformat(options.on)
    except ValueError:
        raise Refused(f"“{options.on}” is no day. Write it such as 2011-07-09.") from None
    n = countries.move(by=SYSTEM, enterprises=list(rows), to=new, happened_on=day, note=options.why)
    left = _left(old)
    told = ", ".join(f"{many} {what}" for what, many in left.items())
    lines = [
        f"{n} enterprises are in {new} now.",
        f"Still under {old}: {told or 'nothing'}. What happened there stays; see to providers and roles.",
    ]
    return Answer("\n".join(lines), {"moved": n, "still": left})


def _left(old: str) -> dict[str, int]:
    """What names the country by itself, by what it is."""
    found: dict[str, int] = {}
    for model in apps.get_models():
        named = [f.name for f in model._meta.fields if f.related_model is Country]
        for n in (model._default_manager.filter(**{f"{name}_id": old}).count() for name in named):
            if n:
                found[str(model._meta.verbose_name_plural)] = n
    if n := Grant.objects.filter(scope_kind="country", scope_id=old).count():
        found["roles of people"] = n
    return found
