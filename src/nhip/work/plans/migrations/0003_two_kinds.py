"""Every installation begins with the two kinds of plan it has known so far."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = (
    ("yearly", "kế hoạch năm"),
    ("model_unit", "kế hoạch xây dựng đơn vị “Mẫu mực, tiêu biểu”"),
)


def add_kinds(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Add them under the codes that plans and the table of authority already name."""
    kind = apps.get_model("plans", "PlanKind")
    kind.objects.bulk_create(
        kind(code=code, name=name, sort_order=place) for place, (code, name) in enumerate(KINDS)
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_kinds")]

    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
