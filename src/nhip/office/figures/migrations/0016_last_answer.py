from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep with each pin what its source last answered, so that a page need not ask again."""

    dependencies = [("figures", "0015_words_of_a_release")]

    operations = [
        migrations.AddField(
            "pin",
            "last_answer",
            models.JSONField(
                editable=False,
                help_text="`Resolved` as last compared; empty where no source answered; NULL: not known",
                null=True,
            ),
        ),
    ]
