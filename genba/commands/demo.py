"""`genba demo`: an invented programme of any size, to try things at scale."""

import argparse
import time

from django.conf import settings
from django.utils import timezone

from genba.commands import Answer
from genba.demonstration import bulk
from genba.demonstration.chapters import work_out_figures
from genba.kit.refused import Refused

NAME = "demo"
HELP = "Write an invented programme with N enterprises and 24 months of six KPIs."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--enterprises", type=int, required=True, metavar="N", help="1 to 1,000,000")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same programme")
    parser.add_argument("--no-figures", action="store_true", help="leave the programme's figures to `genba work`")


def run(options: argparse.Namespace) -> Answer:
    """Refused in production: invented enterprises do not belong among real ones."""
    if settings.PRODUCTION:
        raise Refused("This is a production system: invented enterprises do not belong here.")
    if not 1 <= options.enterprises <= 1_000_000:
        raise Refused("Give a number of enterprises between 1 and 1,000,000.")
    began = time.monotonic()
    observations = bulk.load(options.enterprises, options.seed, today=timezone.localdate())
    if not options.no_figures:
        work_out_figures()
    return Answer(
        f"{options.enterprises} enterprises and {observations} observations in {time.monotonic() - began:.0f} s.",
        {"enterprises": options.enterprises, "observations": observations},
    )
