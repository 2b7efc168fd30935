"""The tables of a new database, made as they are today."""

from typing import cast

from django.apps import apps
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps


class WithItsTable(migrations.RunPython):
    """A step of a migration that belongs to the table itself, though no model can say it: a trigger.

    It is run in a new database too, after all tables are there; other steps in Python put rows right that were there before.
    """


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is nothing in the database at all."""
    return not connection.introspection.table_names()


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Make the tables of every room that has migrations, and note that these need not run: all of it or nothing."""
    loader, recorder = MigrationLoader(connection), MigrationRecorder(connection)
    with connection.schema_editor(atomic=True) as editor:
        for app in apps.get_app_configs():
            for model in app.get_models():
                if app.label in loader.migrated_apps and model._meta.managed and not model._meta.proxy:
                    editor.create_model(model)
        for migration in loader.graph.nodes.values():
            for step in migration.operations:
                if isinstance(step, WithItsTable):
                    step.code(cast(StateApps, apps), editor)  # the rooms of today are those of the last step
        recorder.ensure_schema()
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in loader.graph.nodes)
