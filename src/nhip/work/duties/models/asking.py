"""More time that a unit asks for, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import TimeAnswer
from .obligations import Obligation


class TimeRequests(models.QuerySet["TimeRequest"]):
    """Usage: `TimeRequest.objects.waiting().filter(checked_by(user, on, "obligation__"))`."""

    def waiting(self) -> Self:
        """Keep what nobody has answered, of what can still be decided on."""
        undecided = Q(obligation__answered_at=None, obligation__excused_at=None)
        return self.filter(undecided, answer=TimeAnswer.WAITING)

    def about(self, obligations: Collection[Obligation]) -> Self:
        """Keep what is asked about these."""
        return self.filter(obligation__in=obligations)


class TimeRequest(models.Model):
    """A unit asks for more time for one report; answered once, by whoever checks it."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="time_requests")
    wished_on = models.DateField(_("wished deadline"))
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"))
    answer = models.CharField(
        _("what became of it"),
        max_length=8,
        choices=TimeAnswer.choices,
        default=TimeAnswer.WAITING,
    )
    why = models.TextField(_("why it was declined"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = TimeRequests.as_manager()

    class Meta:
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=Q(answer="waiting"),
                name="one_open_time_request",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(why=""), name="declined_needs_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.wished_on}"

    @property
    def is_waiting(self) -> bool:
        """Return whether it can still be granted or declined."""
        return self.answer == TimeAnswer.WAITING and self.obligation.is_undecided
