"""The register of issued papers. Counts of papers come from it, and from nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Self, cast

from django.db import models
from django.db.models import F
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.kit.text.rules import fold, write_days
from nhip.office.records.choices import Classification
from nhip.office.records.models import Record, Records, struck_with_reason
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import NumberSeries, Organ

from .choices import Kind


class Documents(Records["Document"]):
    """Usage: `Document.objects.standing().issued_between(start, end)`."""

    def issued_between(self, start_on: date, end_on: date) -> Self:
        """Keep papers issued from `start_on` up to, not including, `end_on`."""
        return self.filter(issued_on__gte=start_on, issued_on__lt=end_on)

    def with_months(self) -> Self:
        """Annotate `months`: how many a paper is about, from its first to the last it begins."""
        years = ExtractYear("about_end_on") - ExtractYear("about_start_on")
        months = ExtractMonth("about_end_on") - ExtractMonth("about_start_on")
        return self.annotate(months=years * 12 + months)

    def about_months(self, *lengths: int) -> Self:
        """Keep papers about exactly so many whole months: `about_months(1, 3, 12)`."""
        return self.with_months().filter(
            months__in=lengths, about_end_on__day=F("about_start_on__day")
        )

    def matching(self, words: str) -> Self:
        """Keep lines whose sign or subject has all these words, blind to marks and case."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(organ__unit__in=unit_ids(user, "documents.see", on))


class SearchKey(models.TextField):  # type: ignore[type-arg]
    """The folded words of a line; the field keeps itself, so that bulk writes have it too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        line = cast(Document, model_instance)
        line.search_key = key = fold(f"{line.symbol} {line.subject}")
        return key


class Document(Record):
    """One line of the register. A wrong line is struck with a reason, never removed."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("year of the number"))
    symbol = models.CharField(_("number and sign"), max_length=60)
    issued_on = models.DateField(_("date"))
    subject = models.CharField(_("subject"), max_length=300)
    about_start_on = models.DateField(_("first day it is about"), null=True, blank=True)
    about_end_on = models.DateField(_("day after the last it is about"), null=True, blank=True)
    classification = models.CharField(
        _("classification"),
        max_length=8,
        choices=Classification.choices,
        default=Classification.NONE,
    )
    search_key = SearchKey(editable=False, blank=True)

    objects = Documents.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("register", "document")
        verbose_name_plural = pgettext_lazy("register", "documents")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], name="one_number_a_series"
            ),
            struck_with_reason("striking_needs_a_reason"),
        ]
        indexes = [models.Index(fields=["organ", "kind", "issued_on"], name="register_count")]

    def __str__(self) -> str:
        return f"{self.symbol}, {self.subject}"

    @property
    def about(self) -> str:
        """Return the span it is about as people say it, "" for none."""
        if self.about_start_on is None or self.about_end_on is None:
            return ""
        return write_days(self.about_start_on, self.about_end_on)
