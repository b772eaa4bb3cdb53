import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A review says something in words too, and keeps them as its chief approved them."""

    dependencies = [
        ("reviews", "0006_protect_frozen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="text",
            field=models.TextField(
                blank=True,
                help_text="What the review says in words; its numbers may be bound",
                verbose_name="text",
            ),
        ),
        migrations.CreateModel(
            name="FrozenText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="text")),
                ("figures", models.JSONField(default=list, verbose_name="figures in it")),
                ("since", models.DateTimeField(verbose_name="since")),
                ("until", models.DateTimeField(blank=True, null=True, verbose_name="until")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by")),
                ("review", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="frozen_texts", to="reviews.review")),
            ],
            options={
                "verbose_name": "frozen text",
                "verbose_name_plural": "frozen texts",
                "ordering": ["review", "since"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("until", None)), fields=("review",), name="one_frozen_text_stands")
                ],
            },
        ),
    ]
