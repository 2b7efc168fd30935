"""`genba rates`: the dated exchange rates by which savings are told in the programme's currency, and what waits for one."""

import argparse
from collections import defaultdict
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.impact.actions import rates
from genba.impact.actions.rates import Said
from genba.impact.models import ExchangeRate
from genba.impact.rates import waiting
from genba.kit.refused import Refused
from genba.kit.sheets import csv_of

NAME = "rates"
HELP = "List the dated exchange rates and the savings that wait for one; take rates from a file."
ROW = ("currency", "dated_on", "units", "base", "source")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--file", metavar="CSV", help="take in these rates: columns currency, dated_on, units, source")
    parser.add_argument("--waiting", action="store_true", help="only the savings for which no rate holds")
    parser.add_argument("--format", choices=["text", "json", "csv"], default="text")
    parser.add_argument("--out", help="write into this file")


def run(options: argparse.Namespace) -> Answer:
    """The latest first. A file is taken in whole or not at all."""
    if options.file:
        return _taken_in(Path(options.file))
    wanting = [
        {"currency": w.currency, "month": w.month.isoformat()[:7] if w.month else "", "savings": w.n} for w in waiting()
    ]
    told = [f"{w['currency']} {w['month'] or 'no day stated'}: {w['savings']} savings wait for a rate" for w in wanting]
    if options.waiting:
        return Answer("\n".join(told) or "No saving waits for a rate.", wanting)
    kept = ExchangeRate.objects.filter(base=settings.CURRENCY).order_by("-dated_on", "currency")
    rows = [{name: str(getattr(rate, name)) for name in ROW} for rate in kept]
    lines = [f"{r['dated_on']} {r['units']} {r['currency']} for one {r['base']} ({r['source']})" for r in rows]
    raw = csv_of(rows, ROW) if options.format == "csv" else None
    return Answer("\n".join([*lines, *told]) or "No rate yet.", {"rates": rows, "waiting": wanting}, raw=raw)


@transaction.atomic
def _taken_in(file: Path) -> Answer:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refused(_("“%(name)s” cannot be read as a text in UTF-8.") % {"name": file.name}) from None
    by_source: dict[str, list[Said]] = defaultdict(list)
    for said, source in rates.read_table(text.splitlines()):
        by_source[source].append(said)
    made = [rate for source, said in by_source.items() for rate in rates.enter(by=SYSTEM, said=said, source=source)]
    return Answer(f"{len(made)} rates are new or different.", {"changed": len(made)})
