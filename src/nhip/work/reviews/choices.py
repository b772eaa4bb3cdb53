from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FigureStanding(models.TextChoices):
    """How a figure of a review stands, the most pressing first."""

    BROKEN = "broken", _("source lost")
    MISSING = "missing", _("no value yet")
    CHANGED = "changed", _("has changed")
    WITHHELD = "withheld", _("not published")
    FRESH = "fresh", _("agrees with the texts")
    APPROVED = "approved", _("approved")
    OPEN = "open", _("not approved yet")


class ConferencePart(models.TextChoices):
    """What a person does at a conference; each value is a field of the participant."""

    CHAIRS = "chairs", pgettext_lazy("at a conference", "chairs")
    SPEAKS = "speaks", pgettext_lazy("at a conference", "speaks")
    AWARDS = "awards", pgettext_lazy("at a conference", "awards")
    ATTENDS = "attends", pgettext_lazy("at a conference", "attends")
