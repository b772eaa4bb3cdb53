import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A release covers a question and a value, and can be ended."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("figures", "0007_causes_alone"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="release",
            options={"ordering": ["-released_at", "-pk"], "verbose_name": "released figure", "verbose_name_plural": "released figures"},
        ),
        migrations.AddField("release", "amount", models.BigIntegerField(blank=True, null=True, verbose_name="released value")),
        migrations.AddField("release", "decimals", models.PositiveSmallIntegerField(default=0, verbose_name="decimals")),
        migrations.AddField("release", "label", models.CharField(blank=True, max_length=200, verbose_name="name")),
        migrations.AddField("release", "coverage", models.CharField(blank=True, max_length=300, verbose_name="n of N in words")),
        migrations.AddField("release", "parts", models.CharField(blank=True, max_length=300, verbose_name="made of")),
        migrations.AddField("release", "ended_at", models.DateTimeField(blank=True, null=True, verbose_name="released until")),
        migrations.AddField("release", "ended_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="ended by")),
        migrations.AddField("release", "reason", models.TextField(blank=True, help_text="Of a withdrawal; empty where another value came", verbose_name="reason")),
        migrations.RemoveConstraint("release", "one_release"),
        migrations.AddConstraint(
            "release",
            models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("key", "unit", "start_on", "end_on", "basis"), name="one_release_stands"),
        ),
    ]
