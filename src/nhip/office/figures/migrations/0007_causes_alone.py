from django.db import migrations

GUARD = (
    "CREATE TRIGGER figures_pin_is_kept BEFORE DELETE ON figures_pin"
    " BEGIN SELECT RAISE(ABORT, 'what texts cite is never deleted'); END"
)


def protect(apps, schema_editor):
    """Put the guard back that SQLite drops with a table it makes anew to change a column."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS figures_pin_is_kept", params=None)
        schema_editor.execute(GUARD, params=None)


class Migration(migrations.Migration):
    """Let causes alone say what moved a figure."""

    dependencies = [("figures", "0006_causes_of_today")]

    operations = [
        migrations.RemoveField(model_name="pin", name="cause"),
        migrations.RemoveField(model_name="pin", name="cause_link"),
        migrations.RemoveField(model_name="pin", name="changed_at"),
        migrations.RemoveField(model_name="pin", name="changed_by"),
        migrations.RunPython(protect, protect),
    ]
