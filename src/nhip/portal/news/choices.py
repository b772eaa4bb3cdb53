from django.db import models
from django.utils.translation import pgettext_lazy


class VersionKind(models.TextChoices):
    """Why there is another version of a public article."""

    PUBLISHED = "published", pgettext_lazy("version", "published")
    CORRECTED = "corrected", pgettext_lazy("version", "figure corrected")
    WITHDRAWN = "withdrawn", pgettext_lazy("version", "withdrawn")
