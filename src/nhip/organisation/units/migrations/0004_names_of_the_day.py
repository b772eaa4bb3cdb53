"""A unit bears the name of the day: one decided for later shows later."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("units", "0003_names_of_levels"),
    ]

    operations = [
        migrations.AlterField(
            model_name="unit",
            name="name",
            field=models.CharField(
                help_text="Kept equal to the name it bears on this day",
                max_length=200,
                verbose_name="name today",
            ),
        ),
    ]
