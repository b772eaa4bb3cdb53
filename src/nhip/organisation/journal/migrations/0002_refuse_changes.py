from django.db import migrations

FIELDS = ["id", "verb", "about", "about_id", "unit_id", "unit_code", "by_id", "at", "digest"]

SQLITE = [
    """
    CREATE TRIGGER journal_entry_is_kept BEFORE DELETE ON journal_entry
    BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END
    """,
    """
    CREATE TRIGGER journal_entry_is_sealed_once BEFORE UPDATE ON journal_entry
    WHEN OLD.sequence IS NOT NULL OR %s
    BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END
    """
    % " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in FIELDS),
]
POSTGRESQL = [
    """
    CREATE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'journal entries are never changed or deleted'; END $$
    """,
    """
    CREATE TRIGGER journal_entry_is_kept BEFORE DELETE ON journal_entry
    FOR EACH ROW EXECUTE FUNCTION journal_entry_refuse()
    """,
    """
    CREATE TRIGGER journal_entry_is_sealed_once BEFORE UPDATE ON journal_entry
    FOR EACH ROW WHEN (OLD.sequence IS NOT NULL OR %s)
    EXECUTE FUNCTION journal_entry_refuse()
    """
    % " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIELDS),
]
BACK = {
    "sqlite": [
        "DROP TRIGGER journal_entry_is_sealed_once",
        "DROP TRIGGER journal_entry_is_kept",
    ],
    "postgresql": ["DROP FUNCTION journal_entry_refuse() CASCADE"],
}


def refuse(apps, schema_editor):
    forward = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in forward[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The database itself refuses to delete journal rows, and to change them but for sealing."""

    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
