from django.db import migrations, models


class Migration(migrations.Migration):
    """A number may be a line of the table its text stands beside."""

    dependencies = [("figures", "0011_answers")]

    operations = [
        migrations.AlterField(
            model_name="numberanswer",
            name="kind",
            field=models.CharField(
                choices=[
                    ("figure", "a figure of the records"),
                    ("line", "a line of the text's own table"),
                    ("sourced", "a figure with a source in words"),
                    ("none", "no figure"),
                ],
                max_length=8,
                verbose_name="what it is",
            ),
        ),
    ]
