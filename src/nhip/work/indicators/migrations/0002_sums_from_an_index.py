from django.db import migrations, models


class Migration(migrations.Migration):
    """Let sums of values be read from an index alone."""

    dependencies = [("indicators", "0001_initial")]

    operations = [
        migrations.RemoveIndex("value", "value_rollup"),
        migrations.AddIndex(
            "value",
            models.Index(
                fields=["indicator", "period", "stage", "item", "unit", "amount", "is_nil"], name="value_sums"
            ),
        ),
    ]
