"""Let an organisation say what it calls the levels of its tree."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("units", "0002_changes_of_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="LevelName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        unique=True, verbose_name="level, the root being 1"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
            ],
            options={
                "verbose_name": "name of a level",
                "verbose_name_plural": "names of levels",
                "ordering": ["number"],
            },
        ),
    ]
