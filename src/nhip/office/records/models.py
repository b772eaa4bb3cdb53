"""The fields of a record that is struck, never removed. Nothing here is a table."""

from __future__ import annotations

from typing import Any, Self, TypeVar, cast

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

    @property
    def is_struck(self) -> bool:
        """Return whether it was struck, and counts no more."""
        return self.struck_at is not None


class Record(Strikable):
    """One record of a room that keeps records."""

    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)

    class Meta:
        abstract = True


class Kind(models.Model):
    """A kind of record, which an office may name beside those of every installation.

    A room's table says how long its `code` and `name` may be. Records keep the code.
    """

    code: models.SlugField[str, str]
    name: models.CharField[str, str]
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def longest(cls, field: str) -> int:
        """Return how many letters the `code` or `name` of this table may have."""
        return cast(models.Field[Any, Any], cls._meta.get_field(field)).max_length or 0


def struck_with_reason(name: str) -> models.CheckConstraint:
    """Hold in the table that nothing is struck without a reason."""
    return models.CheckConstraint(condition=Q(struck_at=None) | ~Q(strike_reason=""), name=name)
