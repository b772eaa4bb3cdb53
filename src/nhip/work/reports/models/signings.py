"""Reports before their own unit's chief: a matter of the house, no step the unit above reads."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import Outcome
from .reports import Report
from .revisions import Revision


class Signing(models.Model):
    """A draft that was presented to the unit's chief, and what became of it there."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="signings")
    presented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("presented by")
    )
    presented_at = models.DateTimeField(_("presented at"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    revision = models.OneToOneField(
        Revision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="signing",
        help_text=_("What was handed in by it"),
    )

    class Meta:
        verbose_name = _("signing")
        verbose_name_plural = _("signings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(outcome=""), name="one_signing_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.BACK) | ~Q(reason=""), name="sent_back_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None) | ~Q(outcome="") & ~Q(decided_at=None),
                name="decided_signing_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_outcome_display()}"
