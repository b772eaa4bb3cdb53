"""The one table of the hall: how an installation began, and whether that is over."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.organisation.periods.models import Calendar


class Beginnings(models.QuerySet["Beginning"]):
    """Usage: `Beginning.objects.unfinished()`."""

    def unfinished(self) -> Self:
        """Keep it only while the installation is being set up."""
        return self.filter(finished_at=None)


class Beginning(models.Model):
    """Setting up an installation that began empty: there is one row, or none where it never was empty.

    `key_digest` is what is kept of the key printed at the start; empty once the first account is made.
    """

    started_at = models.DateTimeField(_("started at"))
    key_digest = models.CharField(_("digest of the key"), max_length=64, blank=True)
    administrator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("first administrator"),
    )
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, null=True, related_name="+", verbose_name=_("calendar")
    )
    taken = models.JSONField(_("steps taken"), default=list)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = Beginnings.as_manager()

    class Meta:
        verbose_name = _("beginning")
        verbose_name_plural = _("beginnings")

    def __str__(self) -> str:
        return str(self.started_at)
