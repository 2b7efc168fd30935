"""`migrate`, which makes the tables of a new database as they are today instead of going through how they came to be.

Django goes through every migration, and describes the whole project anew after each step: 35 seconds of work for a database
that is empty (docs/decisions/0039). A database with anything in it goes the usual way.
"""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from genba.kit.tables import is_new, make_tables

ASKS_FOR_LESS = ("app_label", "plan", "check_unapplied", "fake", "prune", "one_after_another")


class Command(migrate.Command):
    """Django's own, but for a new database."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--one-after-another", action="store_true", help="Run each migration, in a new database too.")

    def handle(self, *arguments: Any, **options: Any) -> None:
        connection = connections[options.get("database") or DEFAULT_DB_ALIAS]
        if not any(options.get(one) for one in ASKS_FOR_LESS) and is_new(connection):
            make_tables(connection)
        super().handle(*arguments, **options)  # in a database made now nothing is left but to tell all who wait for it
