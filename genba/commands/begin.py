"""`genba begin`: a programme under its own name, and the director who gives everybody else their roles."""

import argparse
from datetime import date

from django.db import transaction
from django.utils import timezone

from genba.access.actions import users
from genba.audit.actions import SYSTEM
from genba.commands import Answer
from genba.kit.names import tidy_name
from genba.kit.refused import Refused
from genba.programmes.actions import programmes
from genba.programmes.models import Programme

NAME = "begin"
HELP = "Begin a programme and add its director, who then sets a password by mail."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("programme", metavar="PROGRAMME", help="the name of the programme")
    parser.add_argument("--director", required=True, metavar="NAME", help="the name of its director")
    parser.add_argument("--email", required=True, help="where the director gets mail, and signs in with")
    parser.add_argument("--began-on", type=date.fromisoformat, metavar="DAY", help="as 2026-01-31 (default: today)")
    parser.add_argument("--contact", default="", help="how the public reaches the programme")


@transaction.atomic
def run(options: argparse.Namespace) -> Answer:
    """Both or neither. Refused where a programme of this name, or a user with this address, is here already."""
    if Programme.objects.filter(name=tidy_name(options.programme)).exists():
        raise Refused(f"There is already a programme called “{tidy_name(options.programme)}”.")
    programme = programmes.begin(by=SYSTEM, name=options.programme, contact=options.contact,
                                 began_on=options.began_on or timezone.localdate())  # fmt: skip
    director = users.add(by=SYSTEM, name=options.director, email=options.email)
    users.give(by=SYSTEM, user=director, role="programme-director", scope_kind="everywhere")
    return Answer(f"{programme.name} has begun. {director.name} sets a password at /account/password/reset/ and signs in.",
                  {"programme": programme.code, "director": director.code})  # fmt: skip
