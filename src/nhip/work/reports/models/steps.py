"""The steps a report took, and the places a return names."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import Step
from .reports import Report
from .revisions import Revision


class ReviewStep(models.Model):
    """One step a report took; a return says why."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    reason = models.TextField(_("reason"), blank=True)
    is_whole = models.BooleanField(
        _("about the whole report"),
        default=True,
        help_text=_("Otherwise only the places returned by name may be changed"),
    )
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    taken_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["taken_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step=Step.RETURNED) | ~Q(reason=""), name="return_needs_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_step_display()}"


class ReturnedPlace(models.Model):
    """A section, or one cell of it, that a return asks to mend, with its own reason.

    By numbers, as revisions say it: a form's version never changes them. No row: the whole section.
    """

    step = models.ForeignKey(ReviewStep, models.CASCADE, related_name="places")
    section = models.PositiveSmallIntegerField(_("section"))
    row = models.PositiveSmallIntegerField(_("row"), null=True, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("returned place")
        verbose_name_plural = _("returned places")
        ordering = ["section", models.F("row").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["step", "section", "row"], name="one_reason_a_place"),
            models.CheckConstraint(condition=~Q(reason=""), name="place_needs_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.section}.{self.row}" if self.row else str(self.section)
