from django.db import migrations, models

STANDS = [  # columns of a cited value that never change; `until` and `seen_at` are set once
    "id", "pin_id", "amount", "decimals", "label", "definition", "measure", "coverage", "parts",
    "is_sample", "written", "since", "by_id", "decision_id",
]  # fmt: skip
SET_ONCE = ["until", "seen_at"]


def changed(differs):
    """Return when a cited value was changed otherwise than by setting what is set once."""
    never = [f"NEW.{name} {differs} OLD.{name}" for name in STANDS]
    once = [
        f"(OLD.{name} IS NOT NULL AND NEW.{name} {differs} OLD.{name})" for name in SET_ONCE
    ]
    return " OR ".join(never + once)


KEPT = ["figures_pin", "figures_decision", "figures_citedvalue"]
SQLITE = [
    *(
        f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table}"
        " BEGIN SELECT RAISE(ABORT, 'what texts cite is never deleted'); END"
        for table in KEPT
    ),
    "CREATE TRIGGER figures_decision_stands BEFORE UPDATE ON figures_decision"
    " BEGIN SELECT RAISE(ABORT, 'decisions on figures are never changed'); END",
    "CREATE TRIGGER figures_citedvalue_stands BEFORE UPDATE ON figures_citedvalue"
    f" WHEN {changed('IS NOT')}"
    " BEGIN SELECT RAISE(ABORT, 'cited values are never changed'); END",
]
RUNS = "FOR EACH ROW EXECUTE FUNCTION figures_refuse()"
POSTGRESQL = [
    "CREATE FUNCTION figures_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE EXCEPTION 'what texts cite is never changed or deleted'; END $$",
    *(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} {RUNS}" for table in KEPT),
    f"CREATE TRIGGER figures_decision_stands BEFORE UPDATE ON figures_decision {RUNS}",
    "CREATE TRIGGER figures_citedvalue_stands BEFORE UPDATE ON figures_citedvalue FOR EACH ROW"
    f" WHEN ({changed('IS DISTINCT FROM')}) EXECUTE FUNCTION figures_refuse()",
]
BACK = {
    "sqlite": [
        *(f"DROP TRIGGER {table}_is_kept" for table in KEPT),
        "DROP TRIGGER figures_decision_stands",
        "DROP TRIGGER figures_citedvalue_stands",
    ],
    "postgresql": ["DROP FUNCTION figures_refuse() CASCADE"],
}


def protect(apps, schema_editor):
    forward = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in forward[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """One pin a text and question; the database refuses to forget or rewrite what texts cited."""

    dependencies = [("figures", "0003_first_values")]

    operations = [
        migrations.AddConstraint(
            model_name="pin",
            constraint=models.UniqueConstraint(fields=("holder", "holder_id", "key", "unit", "start_on", "end_on", "basis"), name="one_pin_a_question"),
        ),
        migrations.RunPython(protect, allow),
    ]
