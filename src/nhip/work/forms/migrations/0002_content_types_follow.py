from django.db import migrations

MOVED = ('form', 'section', 'row', 'rowcheck')


def move(apps, source, target):
    """Let what points at kinds of records, permissions among it, point at them in their new room."""
    kinds = apps.get_model("contenttypes", "ContentType").objects
    for model in MOVED:
        if not kinds.filter(app_label=target, model=model).exists():
            kinds.filter(app_label=source, model=model).update(app_label=target)


def forwards(apps, schema_editor):
    move(apps, "reports", "forms")


def backwards(apps, schema_editor):
    move(apps, "forms", "reports")


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0001_moved_from_reports"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(forwards, backwards)]
