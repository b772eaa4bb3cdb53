"""Where a picture stands on its way into the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PictureState(models.TextChoices):
    """What became of an upload; only what is ready was bared of all but its pixels, and is shown."""

    WAITING = "waiting", _("Being processed")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be processed")
    STOPPED = "stopped", _("Processing broke off")
