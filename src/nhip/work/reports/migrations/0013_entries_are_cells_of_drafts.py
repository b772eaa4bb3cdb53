import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The journal has entries; a draft has cells."""

    dependencies = [("reports", "0012_obligations_keep_their_answers")]

    operations = [
        migrations.RenameModel("Entry", "DraftCell"),
        migrations.AlterModelOptions(
            "draftcell", {"verbose_name": "cell", "verbose_name_plural": "cells"}
        ),
        migrations.AlterField(
            "draftcell",
            "report",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cells",
                to="reports.report",
            ),
        ),
    ]
