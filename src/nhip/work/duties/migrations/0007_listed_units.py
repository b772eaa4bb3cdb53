from django.db import migrations


def list_units(apps, schema_editor):
    """Let the units that report by name stand on the dated lists, as from the beginning."""
    named = apps.get_model("duties", "Regime").units.through.objects
    listed = apps.get_model("duties", "RegimeUnit")
    listed.objects.bulk_create(
        listed(regime_id=regime_id, unit_id=unit_id)
        for regime_id, unit_id in named.order_by("pk").values_list("regime_id", "unit_id")
    )


def name_units(apps, schema_editor):
    """Name the units that still report by name."""
    through = apps.get_model("duties", "Regime").units.through
    listed = apps.get_model("duties", "RegimeUnit").objects.filter(is_left_out=False, end_on=None)
    through.objects.bulk_create(
        through(regime_id=regime_id, unit_id=unit_id)
        for regime_id, unit_id in listed.values_list("regime_id", "unit_id")
    )


class Migration(migrations.Migration):
    dependencies = [("duties", "0006_changes_of_regimes")]
    operations = [migrations.RunPython(list_units, name_units)]
