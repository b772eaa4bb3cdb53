"""No place has been chosen where no forecast ever came: it is shown once an editor says whose weather it is."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def wait(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Switch the forecast off that nobody has seen yet."""
    snapshots = apps.get_model("panels", "Snapshot").objects
    snapshots.filter(feed="weather", content__isnull=True).update(is_on=False)


class Migration(migrations.Migration):
    dependencies = [("panels", "0007_links_inside")]

    operations = [migrations.RunPython(wait, migrations.RunPython.noop)]
