from django.db import migrations, models

STANDS = [  # columns of a cited value that never change; `until` and `seen_at` are set once
    "id", "pin_id", "amount", "decimals", "label", "definition", "measure", "coverage", "parts",
    "is_sample", "written", "since", "by_id", "decision_id", "years",
]  # fmt: skip
SET_ONCE = ["until", "seen_at"]


def changed(differs, columns):
    never = [f"NEW.{name} {differs} OLD.{name}" for name in columns]
    once = [f"(OLD.{name} IS NOT NULL AND NEW.{name} {differs} OLD.{name})" for name in SET_ONCE]
    return " OR ".join(never + once)


def protect(apps, schema_editor, columns=STANDS):
    """Let the guard of cited values hold their years; put those back that SQLite drops with a table made anew."""
    if schema_editor.connection.vendor == "sqlite":
        guards = {
            **{
                f"{table}_is_kept": f"BEFORE DELETE ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'what texts cite is never deleted'); END"
                for table in ("figures_pin", "figures_citedvalue")
            },
            "figures_citedvalue_stands": "BEFORE UPDATE ON figures_citedvalue"
            f" WHEN {changed('IS NOT', columns)}"
            " BEGIN SELECT RAISE(ABORT, 'cited values are never changed'); END",
        }
        for name, guard in guards.items():
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
            schema_editor.execute(f"CREATE TRIGGER {name} {guard}", params=None)
    else:
        name = "figures_citedvalue_stands"
        schema_editor.execute(f"DROP TRIGGER {name} ON figures_citedvalue", params=None)
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON figures_citedvalue FOR EACH ROW"
            f" WHEN ({changed('IS DISTINCT FROM', columns)}) EXECUTE FUNCTION figures_refuse()",
            params=None,
        )


def without_years(apps, schema_editor):
    protect(apps, schema_editor, [name for name in STANDS if name != "years"])


class Migration(migrations.Migration):
    """Keep what a figure was in each year: what was cited before tells none; of releases before it is not known."""

    dependencies = [("figures", "0017_pins_at_rest")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, without_years),
        migrations.AddField(
            "pin", "years", models.TextField(blank=True, default="", verbose_name="year by year"), False
        ),
        migrations.AddField(
            "citedvalue", "years", models.TextField(blank=True, default="", verbose_name="year by year"), False
        ),
        migrations.AddField(
            "release", "years", models.TextField(blank=True, null=True, verbose_name="year by year")
        ),
        migrations.RunPython(protect, without_years),
    ]
