"""The database itself refuses to change a filed report, whoever asks.

Whoever alters the table later calls `freeze` again at the end of that migration: SQLite makes a table anew to alter it, and
its trigger is gone with the old one. A test tries to change a report by hand in both databases.
"""

from django.db import migrations

from genba.kit.tables import WithItsTable

SAYS = "a filed report is never changed; file a new version"
ON_SQLITE = f"""CREATE TRIGGER IF NOT EXISTS filing_filed_frozen BEFORE UPDATE ON filing_filed
BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"""
ON_POSTGRESQL = (
    f"""CREATE OR REPLACE FUNCTION filing_filed_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "DROP TRIGGER IF EXISTS filing_filed_frozen ON filing_filed",
    """CREATE TRIGGER filing_filed_frozen BEFORE UPDATE ON filing_filed
FOR EACH ROW EXECUTE FUNCTION filing_filed_frozen()""",
)


def freeze(apps, schema_editor):
    statements = ON_POSTGRESQL if schema_editor.connection.vendor == "postgresql" else (ON_SQLITE,)
    for statement in statements:
        schema_editor.execute(statement, params=None)


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS filing_filed_frozen() CASCADE", params=None)
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS filing_filed_frozen", params=None)


class Migration(migrations.Migration):

    dependencies = [("filing", "0001_first")]

    operations = [WithItsTable(freeze, thaw)]
