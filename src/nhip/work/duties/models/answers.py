"""What became of an answer, moment by moment: how reporting stood on an earlier day is read here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Status
from .obligations import Obligation


class Answer(models.Model):
    """How far the answer to an obligation had come from a moment on, in the order it was written.

    A draft that was never handed in leaves none: it changes no count.
    """

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="answers")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    handed_in_at = models.DateTimeField(_("first handed in at"), null=True, blank=True)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("moment of an answer")
        verbose_name_plural = _("moments of answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.get_status_display()}"
