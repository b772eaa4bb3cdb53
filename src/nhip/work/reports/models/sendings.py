"""What the unit on top sent to a body outside."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .revisions import Revision


class Sending(models.Model):
    """That a version of a report went to a body outside: under which date and number, and to whom."""

    revision = models.OneToOneField(Revision, models.PROTECT, related_name="sending")
    sent_on = models.DateField(_("sent on"))
    number = models.CharField(_("number of the paper"), max_length=60)
    recipient = models.CharField(_("to whom it went"), max_length=200)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    noted_at = models.DateTimeField(_("noted at"))

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")

    def __str__(self) -> str:
        return f"{self.number}: {self.recipient}"
