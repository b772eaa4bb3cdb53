"""Know whose password was given by somebody else: they choose their own at the first sign-in."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="has_given_password",
            field=models.BooleanField(
                default=False,
                help_text="Must choose their own before anything else",
                verbose_name="has a password somebody else gave",
            ),
        ),
    ]
