"""What was decided about cited figures, and each value a text cited."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import Format, PinVerdict
from .pins import CitedAnswer, Pin


class Decision(models.Model):
    """What an editor decided about a changed pin; accepted ones are the public correction notes.

    `reason` says why a value was kept, to staff; or goes with a correction, to readers. `cause` is
    for staff: it may name records. A source that was lost has no `new_amount`.
    """

    pin = models.ForeignKey(Pin, models.PROTECT, related_name="decisions")
    verdict = models.CharField(_("decision"), max_length=10, choices=PinVerdict.choices)
    old_amount = models.BigIntegerField(_("value before"), null=True, blank=True)
    new_amount = models.BigIntegerField(_("value after"), null=True, blank=True)
    cause = models.CharField(_("cause"), max_length=300, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    is_told = models.BooleanField(
        _("readers are told"), default=False, help_text=_("They had read another value before")
    )
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("decision on a figure")
        verbose_name_plural = _("decisions on figures")
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict=PinVerdict.KEPT) | ~Q(reason=""), name="keeping_needs_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pin}: {self.get_verdict_display()}"

    @property
    def causes(self) -> list[str]:
        """Return what it answered, the latest first; prefetch `movings__cause` for many."""
        return [each.cause.words for each in self.movings.all()] or [self.cause]

    def old_at(self, format: str) -> str:
        """Return the value before as one place in the text had it, "" where the same is read there."""
        if (
            self.verdict != PinVerdict.ACCEPTED
            or self.old_amount is None
            or self.new_amount is None
        ):
            return ""
        old = self.pin.write(self.old_amount, format)
        return "" if old == self.pin.write(self.new_amount, format) else old

    @property
    def written_old(self) -> str:
        """Return the value before as the text had it."""
        return self._written(self.old_amount)

    @property
    def written_new(self) -> str:
        """Return the value after as the text would have it."""
        return self._written(self.new_amount)

    def _written(self, amount: int | None) -> str:
        """Write it as the text does, exactly where that would say the same of both values."""
        old, new = self.old_amount, self.new_amount
        is_hidden = old != new and self.pin.write(old) == self.pin.write(new)
        return self.pin.write(amount, Format.PLAIN if is_hidden else "")


class CitedValue(CitedAnswer):
    """One value a text cited of a question: in which words, from when to when, by whose decision.

    `until` is empty while it stands. `seen_at` is when readers first saw it; empty: only drafts held it.
    """

    pin = models.ForeignKey(Pin, models.PROTECT, related_name="values")
    written = models.CharField(_("words"), max_length=60)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    seen_at = models.DateTimeField(_("first published at"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="value", verbose_name=_("decision")
    )

    class Meta:
        verbose_name = _("cited value")
        verbose_name_plural = _("cited values")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pin"], condition=Q(until=None), name="one_value_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pin}: {self.written}"
