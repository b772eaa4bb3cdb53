"""What may be said in public: a figure at a value, let go by somebody who saw it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import write_days
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids

from ..registry import Reference, Resolved
from ..rules import covers_alike, size_of, write
from .pins import TOLD, CitedAnswer, Difference, Question


class Releases(models.QuerySet["Release"]):
    """Usage: `Release.objects.standing().of(refs)`."""

    def standing(self) -> Self:
        """Keep what may be cited now."""
        return self.filter(ended_at=None)

    def of(self, refs: Collection[Reference]) -> Self:
        """Keep what answers one of these questions, or one near them: compare `reference`."""
        return self.filter(
            key__in={ref.key for ref in refs}, unit__in={ref.unit_id for ref in refs}
        )

    def visible_to(self, user: User) -> Self:
        """Keep what this user may release and withdraw today."""
        return self.filter(unit__in=unit_ids(user, "figures.release"))


class Release(Question):
    """A figure that may be cited in public at one value: let go by the chief with a review, or singly.

    What was seen then is kept: the value and what is told beside it. One release of a question stands; another
    value or other words end it, without a reason, and a withdrawal ends it with one. A release of before values
    were kept may have no `amount`: it covers what texts cite of it already, and nothing else; where words were
    not kept (None) it covers any.
    """

    amount = models.BigIntegerField(_("released value"), null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    label = models.CharField(_("name"), max_length=200, blank=True)
    definition = models.TextField(_("how it is counted"), null=True, blank=True)
    measure = models.CharField(_("unit of measure"), max_length=40, null=True, blank=True)
    coverage = models.CharField(_("n of N in words"), max_length=300, blank=True)
    parts = models.CharField(_("made of"), max_length=300, blank=True)
    years = models.TextField(_("year by year"), null=True, blank=True)
    released_at = models.DateTimeField(_("released at"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("released by")
    )
    ended_at = models.DateTimeField(_("released until"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("Of a withdrawal; empty where another value came")
    )

    objects = Releases.as_manager()

    class Meta:
        verbose_name = _("released figure")
        verbose_name_plural = _("released figures")
        ordering = ["-released_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "unit", "start_on", "end_on", "basis"],
                condition=Q(ended_at=None),
                name="one_release_stands",
            )
        ]

    def __str__(self) -> str:
        return self.label or self.key

    def covers(self, said: Resolved | CitedAnswer) -> bool:
        """Return whether this value, with what is told beside it, is what was released."""
        return self.is_of(said) and not self.told_otherwise(said)

    def is_of(self, said: Resolved | CitedAnswer) -> bool:
        """Return whether this value was released, whatever is told beside it."""
        value = self.amount, self.decimals
        return self.amount is not None and value == (said.amount, said.decimals)

    def told_otherwise(self, said: Resolved | CitedAnswer) -> list[Difference]:
        """Return what is told beside the value now that was told otherwise when it was released."""
        has_n = getattr(said, "of_n", 0) is not None
        return [
            Difference(str(field.verbose_name), old, new)
            for field in CitedAnswer._meta.local_fields
            if field.name in TOLD
            and (old := getattr(self, field.name)) is not None
            and old != (new := getattr(said, field.name))
            and not (field.name == "coverage" and covers_alike(old, new, has_n=has_n))
            and not (field.name == "years" and not new)  # who tells no years tells nothing else
        ]

    @property
    def written(self) -> str:
        """Return the released value; a dash where it is not known."""
        return "–" if self.amount is None else write(self.amount, self.decimals)

    @property
    def size(self) -> str:
        """Return how wide the value is, for its type size."""
        return size_of(self.written)

    @property
    def window(self) -> str:
        """Return the days it covers as people say them."""
        return write_days(self.start_on, self.end_on)

    @property
    def is_withdrawn(self) -> bool:
        """Return whether somebody took it back, rather than released another value."""
        return bool(self.reason)
