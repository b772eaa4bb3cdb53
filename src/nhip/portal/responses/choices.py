from django.db import models
from django.utils.translation import gettext_lazy as _

READY_REASONS = (
    _("Rude or offensive words."),
    _("Not about this article."),
    _("Says again what stands here already."),
    _("Tells of somebody's private affairs."),
    _("Advertises something."),
)
"""Why comments are hidden, ready to be chosen: what is wrong with the words, never with whoever wrote them."""


class CommentStanding(models.TextChoices):
    """Whether a comment is shown."""

    WAITING = "waiting", _("waiting for moderation")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("hidden")
