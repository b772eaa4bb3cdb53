"""Let a site have a short name and a logo."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("site", "0003_finish_base_page"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="short_name",
            field=models.CharField(
                blank=True,
                help_text="Where there is little room",
                max_length=60,
                verbose_name="short name",
            ),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="logo",
            field=models.ImageField(blank=True, upload_to="logo", verbose_name="logo"),
        ),
    ]
