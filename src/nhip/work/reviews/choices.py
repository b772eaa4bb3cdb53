from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """How a figure of a review stands, the most pressing first."""

    BROKEN = "broken", _("source lost")
    MISSING = "missing", _("no value yet")
    CHANGED = "changed", _("has changed")
    WITHHELD = "withheld", _("not published")
    FRESH = "fresh", _("agrees with the texts")
    APPROVED = "approved", _("approved")
    OPEN = "open", _("not approved yet")
