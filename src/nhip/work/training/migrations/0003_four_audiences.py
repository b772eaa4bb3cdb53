"""Every installation begins with the four groups political work trains; an office may name others."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

AUDIENCES = (
    ("cap-uy", "cấp ủy"),
    ("chinh-uy", "chính ủy"),
    ("chinh-tri-vien", "chính trị viên"),
    ("can-bo-chinh-tri", "đội ngũ cán bộ chính trị"),
)


def add_audiences(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Add them in the order in which they are spoken of; what classes said in words stays."""
    audience = apps.get_model("training", "Audience")
    audience.objects.bulk_create(
        audience(code=code, name=name, sort_order=place)
        for place, (code, name) in enumerate(AUDIENCES)
    )


class Migration(migrations.Migration):
    dependencies = [("training", "0002_audiences")]

    operations = [migrations.RunPython(add_audiences, migrations.RunPython.noop)]
