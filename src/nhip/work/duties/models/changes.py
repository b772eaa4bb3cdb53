"""What becomes of a regime in force: decided when, by whom and why; and who is on its list from when on."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhip.organisation.units.models import Unit

from ..choices import ChangeKind
from .regimes import Regime


class RegimeChange(models.Model):
    """One decision on a regime in force. What it made fall away names it (`Obligation.fell_with`)."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="changes")
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind.choices)
    from_on = models.DateField(
        _("for periods from"), null=True, blank=True, help_text=_("Empty: for all of them")
    )
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("change of a regime")
        verbose_name_plural = _("changes of regimes")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.regime}: {self.get_kind_display()}"


class RegimeUnits(models.QuerySet["RegimeUnit"]):
    """Usage: `regime.listed.on(day)`."""

    def on(self, day: date) -> Self:
        """Keep who is on the list on a day."""
        return self.filter(
            Q(start_on=None) | Q(start_on__lte=day), Q(end_on=None) | Q(end_on__gt=day)
        )


class RegimeUnit(models.Model):
    """A unit that reports by name, or is left out by name, from a day until another; empty: always."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="listed")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    is_left_out = models.BooleanField(_("left out, though its level reports"), default=False)
    start_on = models.DateField(_("from"), null=True, blank=True)
    end_on = models.DateField(_("until, not included"), null=True, blank=True)

    objects = RegimeUnits.as_manager()

    class Meta:
        verbose_name = _("unit on the list of a regime")
        verbose_name_plural = _("units on the lists of regimes")
        ordering = ["unit__sort_order", "unit__code", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start_on=None) | Q(end_on=None) | Q(end_on__gt=F("start_on")),
                name="listed_runs_forward",
            ),
            models.UniqueConstraint(
                fields=["regime", "unit"], condition=Q(end_on=None), name="listed_once_still"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime}: {self.unit}"
