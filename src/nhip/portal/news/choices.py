from django.db import models
from django.utils.translation import pgettext_lazy


class PastePlace(models.TextChoices):
    """Into what something is pasted, as the editor's script says it."""

    BODY = "body"
    WORDS = "words"
    CELL = "cell"


class VersionKind(models.TextChoices):
    """Why there is another version of a public article."""

    PUBLISHED = "published", pgettext_lazy("version", "published")
    CORRECTED = "corrected", pgettext_lazy("version", "figure corrected")
    WITHDRAWN = "withdrawn", pgettext_lazy("version", "withdrawn")
