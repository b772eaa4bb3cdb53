from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.portal.shelves.choices import ShelfKind


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


class FilingRole(models.TextChoices):
    """What an author, a topic or a tag is to an article."""

    NEWS = "news", pgettext_lazy("byline", "News")
    PHOTOS = "photos", pgettext_lazy("byline", "Photos")
    VIDEO = "video", pgettext_lazy("byline", "Video")
    TOPIC = "topic", _("Topics")
    TAG = "tag", pgettext_lazy("news", "Tags")

    @property
    def kind(self) -> ShelfKind:
        """Return what is filed so."""
        return {FilingRole.TOPIC: ShelfKind.TOPIC, FilingRole.TAG: ShelfKind.TAG}.get(
            self, ShelfKind.AUTHOR
        )


CREDITED = (FilingRole.NEWS, FilingRole.PHOTOS, FilingRole.VIDEO)
