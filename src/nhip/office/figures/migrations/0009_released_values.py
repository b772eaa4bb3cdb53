from django.db import migrations

QUESTION = ["key", "unit_id", "start_on", "end_on", "basis"]
SAID = ["amount", "decimals", "label", "coverage", "parts"]


def tell_values(apps, schema_editor):
    """Give each release the value the texts cite; where they cite several, or none, it stays unknown."""
    cited = {}
    for pin in apps.get_model("figures", "Pin").objects.order_by("left_at", "pk"):
        cited.setdefault(tuple(getattr(pin, name) for name in QUESTION), []).append(pin)
    told = []
    for release in apps.get_model("figures", "Release").objects.all():
        pins = cited.get(tuple(getattr(release, name) for name in QUESTION), [])
        pins = [pin for pin in pins if pin.left_at is None] or pins
        if not pins:
            continue
        release.label = pins[0].label
        if len({(pin.amount, pin.decimals) for pin in pins}) == 1:
            for name in SAID:
                setattr(release, name, getattr(pins[0], name))
        told.append(release)
    apps.get_model("figures", "Release").objects.bulk_update(told, SAID, batch_size=500)


class Migration(migrations.Migration):
    """Carry over what is known of the values of releases made before they were kept."""

    dependencies = [("figures", "0008_release_of_a_value")]

    operations = [migrations.RunPython(tell_values, migrations.RunPython.noop)]
