from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    """Let obligations ask the form their report was begun on, or their regime's; forms belong to its organ."""
    models = {name: apps.get_model("reports", name) for name in ("Form", "Obligation", "Regime", "Report")}
    begun = models["Report"].objects.filter(obligation=OuterRef("pk")).values("form")[:1]
    regime = models["Regime"].objects.filter(pk=OuterRef("regime")).values("form")[:1]
    missing = models["Obligation"].objects.filter(form=None)
    missing.update(form=Subquery(begun))
    missing.update(form=Subquery(regime))
    organ = models["Regime"].objects.filter(form=OuterRef("pk")).order_by("pk").values("organ")[:1]
    models["Form"].objects.filter(organ=None).update(organ=Subquery(organ))


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_form_versions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
