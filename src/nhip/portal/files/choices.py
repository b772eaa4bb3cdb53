from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FileUse(models.TextChoices):
    """What a file is for."""

    PAPER = "paper", _("paper to download")
    VIDEO = "video", pgettext_lazy("file", "video")
    SOUND = "sound", pgettext_lazy("file", "sound")
    CAPTIONS = "captions", _("captions")
