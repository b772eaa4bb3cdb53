from django.db import models
from django.utils.translation import gettext_lazy as _


class LeftOutKind(models.TextChoices):
    """What is not taken over from another program's text, and so is named."""

    STRUCK = "struck", _("struck-out text")
    DELETED = "deleted", _("text deleted while changes were tracked")
    COMMENT = "comment", _("comment beside the text")
    HIDDEN = "hidden", _("hidden text")
    MARGIN = "margin", _("head or foot of the page")
    PICTURE = "picture", _("picture")
    EMBEDDED = "embedded", _("embedded content")
    PROGRAM = "program", _("program")
    LINK = "link", _("address that readers cannot open")


class LegacyEncoding(models.TextChoices):
    """How Vietnamese was written by fonts, before Unicode."""

    TCVN3 = "TCVN3", "TCVN3 (ABC)"
    VNI = "VNI", "VNI"
