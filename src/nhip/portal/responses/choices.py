from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentStanding(models.TextChoices):
    """Whether a comment is shown."""

    WAITING = "waiting", _("waiting for moderation")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("hidden")
