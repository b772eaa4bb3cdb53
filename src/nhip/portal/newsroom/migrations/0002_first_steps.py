from django.conf import settings
from django.db import migrations
from django.utils import translation

from nhip.portal.newsroom.choices import FIRST_STEPS

DAY = 24


def lay_down(apps, schema_editor):
    """Lay down the two steps: that articles are looked through is off until somebody wants it."""
    with translation.override(settings.LANGUAGE_CODE):
        steps = [(str(name), doer, is_used) for name, doer, is_used in FIRST_STEPS]
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="newsroom", model="newsstep"
    )
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name="toa-soan")
    for order, (name, doer, is_used) in enumerate(steps):
        step = apps.get_model("newsroom", "NewsStep").objects.create(
            name=name, content_type=kind, active=is_used, permission=doer.value, hours=DAY
        )
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=step.pk, sort_order=order
        )


class Migration(migrations.Migration):
    """Every installation has the steps, those that stand already too."""

    dependencies = [("newsroom", "0001_initial"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
