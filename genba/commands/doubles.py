"""`genba doubles`: look now for records that are likely one, instead of waiting for the outbox's daily look."""

import argparse

from django.utils.translation import gettext as _

from genba.commands import Answer
from genba.directory import doubles, keys

NAME = "doubles"
HELP = "Look for likely doubles among enterprises and people; they stand on the desk to be decided."


def arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything is looked at."""


def run(options: argparse.Namespace) -> Answer:
    """Give keys to those without, then compare."""
    keys.keep_missing()
    found = doubles.look()
    return Answer(_("Likely doubles: %(enterprises)s of enterprises, %(people)s of people.") % found, found)
