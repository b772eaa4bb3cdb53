from django.db import migrations, models


class Migration(migrations.Migration):
    """A release keeps all that is told beside its value; of releases before, some of it is not known (NULL)."""

    dependencies = [("figures", "0014_no_value_yet")]

    operations = [
        migrations.AddField(
            "release", "definition", models.TextField(blank=True, null=True, verbose_name="how it is counted")
        ),
        migrations.AddField(
            "release",
            "measure",
            models.CharField(blank=True, max_length=40, null=True, verbose_name="unit of measure"),
        ),
    ]
