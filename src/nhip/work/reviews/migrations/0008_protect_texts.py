from django.db import migrations

STANDS = ["id", "review_id", "text", "figures", "since", "by_id", "digest"]  # `until` is set once
REFUSED = "what was approved is never changed or deleted"
TABLE = "reviews_frozentext"


def changed(differs):
    never = [f"NEW.{name} {differs} OLD.{name}" for name in STANDS]
    return " OR ".join([*never, f"(OLD.until IS NOT NULL AND NEW.until {differs} OLD.until)"])


SQLITE = [
    f"CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER {TABLE}_stands BEFORE UPDATE ON {TABLE} WHEN {changed('IS NOT')}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
]
POSTGRESQL = [
    f"CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION reviews_refuse()",
    f"CREATE TRIGGER {TABLE}_stands BEFORE UPDATE ON {TABLE} FOR EACH ROW"
    f" WHEN ({changed('IS DISTINCT FROM')}) EXECUTE FUNCTION reviews_refuse()",
]
BACK = {
    "sqlite": [f"DROP TRIGGER {TABLE}_is_kept", f"DROP TRIGGER {TABLE}_stands"],
    "postgresql": [f"DROP TRIGGER {TABLE}_is_kept ON {TABLE}", f"DROP TRIGGER {TABLE}_stands ON {TABLE}"],
}


def protect(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The database refuses to forget or rewrite the words a chief approved."""

    dependencies = [("reviews", "0007_texts")]

    operations = [migrations.RunPython(protect, allow)]
