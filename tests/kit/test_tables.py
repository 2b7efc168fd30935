"""A new database is made at once, and is the one that all migrations lead to."""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from genba.kit.tables import is_new
from tests import postgres

# Django's first migrations took their keys from a setting that its own room has since fixed. Nothing of ours uses the table.
OF_DJANGO = "auth_group_permissions"


def tables_of(folder: Path, *arguments: str) -> list[str]:
    """The tables of a new database of the kind that the tests run on."""
    with ExitStack() as stack:
        address = stack.enter_context(postgres.server()) if connection.vendor == "postgresql" else ""
        folder.mkdir()
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "genba.settings", "GENBA_HOME": str(folder),
                       "GENBA_DATABASE_URL": address}  # fmt: skip
        done = subprocess.run([sys.executable, "-m", "tests.kit.tables_of", *arguments], env=environment, check=True,
                              capture_output=True, text=True)  # fmt: skip
    return [line for line in done.stdout.splitlines() if not line.startswith(OF_DJANGO)]


def test_it_has_the_tables_constraints_and_triggers_that_all_migrations_lead_to(tmp_path: Path) -> None:
    at_once, step_by_step = tables_of(tmp_path / "a"), tables_of(tmp_path / "b", "--one-after-another")

    assert len(at_once) > 500
    assert any("filing_filed_frozen" in line for line in at_once)
    assert at_once == step_by_step


def test_no_migration_is_left_to_run_in_it(db: None) -> None:
    loader = MigrationLoader(connection)

    assert set(loader.graph.nodes) == set(loader.applied_migrations)
    assert not is_new(connection)
