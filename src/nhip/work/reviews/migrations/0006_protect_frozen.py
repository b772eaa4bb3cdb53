from django.db import migrations

STANDS = [  # columns that never change; `until` is set once
    "id", "review_id", "key", "amount", "decimals", "label", "definition", "measure", "coverage", "parts",
    "is_sample", "is_withheld", "n", "of_n", "before_amount", "before_decimals", "section_number",
    "section_title", "since", "by_id", "digest",
]  # fmt: skip


def changed(differs):
    never = [f"NEW.{name} {differs} OLD.{name}" for name in STANDS]
    return " OR ".join([*never, f"(OLD.until IS NOT NULL AND NEW.until {differs} OLD.until)"])


REFUSED = "what was approved is never changed or deleted"
TABLE = "reviews_frozenfigure"
SQLITE = [
    f"CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER {TABLE}_stands BEFORE UPDATE ON {TABLE} WHEN {changed('IS NOT')}"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION reviews_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$",
    f"CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE ON {TABLE}"
    " FOR EACH ROW EXECUTE FUNCTION reviews_refuse()",
    f"CREATE TRIGGER {TABLE}_stands BEFORE UPDATE ON {TABLE} FOR EACH ROW"
    f" WHEN ({changed('IS DISTINCT FROM')}) EXECUTE FUNCTION reviews_refuse()",
]
BACK = {
    "sqlite": [f"DROP TRIGGER {TABLE}_is_kept", f"DROP TRIGGER {TABLE}_stands"],
    "postgresql": ["DROP FUNCTION reviews_refuse() CASCADE"],
}


def protect(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """The database refuses to forget or rewrite what a chief approved."""

    dependencies = [("reviews", "0005_frozen_lines")]

    operations = [migrations.RunPython(protect, allow)]
