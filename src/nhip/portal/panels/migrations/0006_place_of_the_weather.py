"""The address every installation has tells the weather of Hà Nội; another one is named with its own place."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

HANOI = "latitude=21.0285&longitude=105.8542"


def name_place(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Name the place of the address that was never changed."""
    snapshots = apps.get_model("panels", "Snapshot").objects
    snapshots.filter(feed="weather", address__contains=HANOI).update(place="Hà Nội")


class Migration(migrations.Migration):
    dependencies = [("panels", "0005_place")]

    operations = [migrations.RunPython(name_place, migrations.RunPython.noop)]
