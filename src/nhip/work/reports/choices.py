from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What was done with a report."""

    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    REOPENED = "reopened", _("opened for a correction")
    OPENED = "seen", _("opened by whoever checks it")
    WITHDRAWN = "withdrawn", _("taken back unseen")
    ASKED = "asked", _("asked back")
    SENT = "sent", _("sent to the body outside")


class Outcome(models.TextChoices):
    """What became of a report before its own unit's chief."""

    SIGNED = "signed", _("signed and handed in")
    BACK = "back", _("sent back inside the house")
    RECALLED = "recalled", _("taken back by whoever presented it")
