"""What was handed in, once and for all."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.work.forms.models import Row
from nhip.work.forms.rules import Content, digest_of
from nhip.work.indicators.choices import Origin

from ..rules import PackedPlace, unpack_content
from .reports import Report


class Revisions(models.QuerySet["Revision"]):
    """Usage: `Revision.objects.filter(report__in=reports).with_places()`."""

    def with_places(self) -> list[Revision]:
        """Return them ready to say what they say: the places of their forms are read once for all."""
        found: list[Any] = list(self.annotate(form=F("report__form")))
        forms = places_of_forms({each.form for each in found})
        for each in found:
            each.places = forms[each.form]
        return found


class Revision(models.Model):
    """What was handed in, once and for all, with the digest of its canonical JSON.

    The figures lie packed by the places of the form, which a published version never changes, and the
    rest as JSON; `content` is both together. What would not come back exactly is left unpacked.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveSmallIntegerField(_("number"))
    figures = models.BinaryField(_("figures, packed by the places of the form"), null=True)
    rest = models.JSONField(_("content, but for packed figures"))
    reused = models.PositiveSmallIntegerField(
        _("figures entered in another report"),
        null=True,
        help_text=_("How many; empty: none"),
    )
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    submitted_at = models.DateTimeField(_("handed in at"))

    objects = Revisions.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("report", "revision")
        verbose_name_plural = pgettext_lazy("report", "revisions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_revision_number")
        ]
        indexes = [
            models.Index(  # by IS NULL, which a query says in its own words and SQLite knows again
                fields=["report"], condition=Q(reused__isnull=False), name="revision_reusing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once; what was handed in is never changed."""
        if not self._state.adding:
            raise TypeError("A revision is never changed.")
        super().save(*args, **kwargs)

    @cached_property
    def places(self) -> list[PackedPlace]:
        """The places its figures are packed by."""
        form_id = self.report.form_id
        return places_of_forms([form_id])[form_id]

    @cached_property
    def content(self) -> Content:
        """All it says."""
        if self.figures is None:
            return dict(self.rest)
        return unpack_content(self.rest, bytes(self.figures), self.places)

    @property
    def is_intact(self) -> bool:
        """Tell whether the content is still what was handed in."""
        return digest_of(self.content) == self.digest


def places_of_forms(forms: Collection[int]) -> dict[int, list[PackedPlace]]:
    """Return the cells of forms that figures are typed into, in their order, by form."""
    found: dict[int, list[PackedPlace]] = {pk: [] for pk in forms}
    rows = Row.objects.filter(section__form__in=forms).exclude(indicator__origin=Origin.RATIO)
    said = "section__number", "number", "indicator__key", "item", "indicator__decimals"
    for form_id, *place in rows.order_by(*said[:2]).values_list("section__form", *said):
        found[form_id].append(PackedPlace._make(place))
    return found
