"""The columns Wagtail's own page gets on the way: added once its locales exist."""

from django.db import migrations
from wagtail.models import (
    BootstrapLocaleField,
    BootstrapTranslatableModel,
    BootstrapTranslationKeyField,
)


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        BootstrapLocaleField("site.BasePage"),
        BootstrapTranslationKeyField("site.BasePage"),
        BootstrapTranslatableModel("site.BasePage"),
    ]
