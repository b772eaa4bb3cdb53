"""The journal's page reads it newest first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0002_refuse_changes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["at"], name="journal_at"),
        ),
    ]
