"""The fields of a record that is struck, never removed. Nothing here is a table."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

R = TypeVar("R", bound="Strikable", covariant=True)


class Records(models.QuerySet[R]):
    """Usage: `Document.objects.standing()`."""

    def standing(self) -> Self:
        """Leave out what was struck."""
        return self.filter(struck_at=None)


class Strikable(models.Model):
    """What stays when it turns out wrong, struck and with the reason."""

    struck_at = models.DateTimeField(_("struck at"), null=True, blank=True)
    strike_reason = models.CharField(_("why it was struck"), max_length=300, blank=True)

    class Meta:
        abstract = True


class Record(Strikable):
    """One record of a room that keeps records."""

    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)

    class Meta:
        abstract = True


def struck_with_reason(name: str) -> models.CheckConstraint:
    """Hold in the table that nothing is struck without a reason."""
    return models.CheckConstraint(condition=Q(struck_at=None) | ~Q(strike_reason=""), name=name)
