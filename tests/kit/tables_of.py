"""Run by itself: makes the tables of the database it is given and says what they are, a line each.

python -m tests.kit.tables_of [--one-after-another]
"""

import re
import sys
from collections.abc import Iterator

import django
from django.core.management import call_command
from django.db import connection

ON_POSTGRESQL = (
    "select table_name, column_name, data_type, is_nullable, column_default, character_maximum_length, is_identity"
    " from information_schema.columns where table_schema = 'public'",
    "select indexname, indexdef from pg_indexes where schemaname = 'public'",
    "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint"
    " where connamespace = 'public'::regnamespace",
    "select tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal",
)
APPLIED = "select app, name from django_migrations"


def lines() -> Iterator[str]:
    queries = (*ON_POSTGRESQL, APPLIED) if connection.vendor == "postgresql" else (
        "select type, name, sql from sqlite_master where sql is not null", APPLIED)  # fmt: skip
    with connection.cursor() as cursor:
        for query in queries:
            cursor.execute(query)
            for row in cursor.fetchall():
                yield " ".join(in_any_order(str(part)) for part in row)


def in_any_order(text: str) -> str:
    """What stands in CREATE TABLE, sorted: a column that came later stands at the end."""
    if not text.startswith("CREATE TABLE"):
        return text
    head, _, body = text.partition("(")
    return head + " | ".join(sorted(part.strip() for part in re.split(r",(?![^(]*\))", body.removesuffix(")"))))


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0, one_after_another="--one-after-another" in sys.argv)
    print("\n".join(sorted(lines())))
