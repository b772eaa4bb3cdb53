from django.db import migrations, models

STANDS = [  # columns of a cited value that never change; `until` and `seen_at` are set once
    "id", "pin_id", "amount", "decimals", "label", "definition", "measure", "coverage", "parts",
    "is_sample", "written", "since", "by_id", "decision_id",
]  # fmt: skip
SET_ONCE = ["until", "seen_at"]
CHANGED = " OR ".join(
    [f"NEW.{name} IS NOT OLD.{name}" for name in STANDS]
    + [f"(OLD.{name} IS NOT NULL AND NEW.{name} IS NOT OLD.{name})" for name in SET_ONCE]
)
GUARDS = {
    **{
        f"{table}_is_kept": f"BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'what texts cite is never deleted'); END"
        for table in ("figures_pin", "figures_decision", "figures_citedvalue")
    },
    "figures_decision_stands": "BEFORE UPDATE ON figures_decision"
    " BEGIN SELECT RAISE(ABORT, 'decisions on figures are never changed'); END",
    "figures_citedvalue_stands": f"BEFORE UPDATE ON figures_citedvalue WHEN {CHANGED}"
    " BEGIN SELECT RAISE(ABORT, 'cited values are never changed'); END",
}


def protect(apps, schema_editor):
    """Put the guards back that SQLite drops with tables it makes anew to change a column."""
    if schema_editor.connection.vendor == "sqlite":
        for name, guard in GUARDS.items():
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
            schema_editor.execute(f"CREATE TRIGGER {name} {guard}", params=None)


class Migration(migrations.Migration):
    """Let a text cite that there is no value yet, and a comparison of which it says the amount alone."""

    dependencies = [("figures", "0013_lines_of_own")]

    operations = [
        migrations.AlterField(
            "pin", "amount", models.BigIntegerField(blank=True, null=True, verbose_name="pinned value")
        ),
        migrations.AddField(
            "pin",
            "amount_alone",
            models.BooleanField(
                default=False,
                help_text="A comparison with the year before, of which the text says the amount alone",
                verbose_name="told without words",
            ),
        ),
        migrations.AlterField(
            "citedvalue", "amount", models.BigIntegerField(blank=True, null=True, verbose_name="pinned value")
        ),
        migrations.AlterField(
            "decision", "old_amount", models.BigIntegerField(blank=True, null=True, verbose_name="value before")
        ),
        migrations.RunPython(protect, protect),
    ]
