"""The register of issued papers. Counts of papers come from it, and from nowhere else."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Self, cast

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.kit.text.rules import fold, write_days
from nhip.office.records.choices import Classification
from nhip.office.records.models import Kind, Record, Records, struck_with_reason
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import NumberSeries, Organ

from .rules import KIND_LENGTH, holding_words


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

    def about_so_many(self, months: int | None) -> Self:
        """Keep papers that `with_months` says so many of, or none."""
        return self.with_months().filter(months=months)

    def matching(self, words: str) -> Self:
        """Keep lines whose sign or subject has all these words, blind to marks and case."""
        found = self
        for word in fold(words).split():
            found = found.filter(search_key__contains=word)
        return found

    def with_kind_names(self) -> Self:
        """Annotate `kind_name`: what the kind of a paper is called."""
        kind = PaperKind.objects.filter(code=OuterRef("kind"))
        return self.annotate(kind_name=Subquery(kind.values("name")[:1]))

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(organ__unit__in=unit_ids(user, "documents.see", on))


class PaperKind(Kind):
    """A kind of issued paper. Lines of the register and number series keep its code."""

    code = models.SlugField(_("code"), max_length=KIND_LENGTH, unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    holds = models.BooleanField(
        _("its papers hold for a span"),
        default=False,
        help_text=_("From a day, until another or until it is replaced: resolutions, regulations."),
    )

    class Meta:
        verbose_name = _("kind of paper")
        verbose_name_plural = _("kinds of paper")
        ordering = ["sort_order", "name"]


class SearchKey(models.TextField):  # type: ignore[type-arg]
    """The folded words of a line; the field keeps itself, so that bulk writes have it too."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        line = cast(Document, model_instance)
        line.search_key = key = fold(f"{line.symbol} {line.subject}")
        return key


class Document(Record):
    """One line of the register. A wrong line is struck with a reason, never removed."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=KIND_LENGTH)
    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="documents")
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("year of the number"))
    symbol = models.CharField(_("number and sign"), max_length=60)
    issued_on = models.DateField(_("date"))
    subject = models.CharField(_("subject"), max_length=300)
    about_start_on = models.DateField(_("first day it is about"), null=True, blank=True)
    about_end_on = models.DateField(_("day after the last it is about"), null=True, blank=True)
    holds_start_on = models.DateField(_("first day it holds"), null=True, blank=True)
    holds_end_on = models.DateField(
        _("day after the last it holds"),
        null=True,
        blank=True,
        help_text=_("Empty while it holds until it is replaced."),
    )
    text = models.TextField(_("what it says"), blank=True)
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
                fields=["series", "year", "number"],
                name="one_number_a_series",
                violation_error_message=_("Another paper of this series and year has this number."),
            ),
            models.CheckConstraint(
                condition=Q(holds_end_on=None) | Q(holds_end_on__gt=F("holds_start_on")),
                name="holds_forward",
                violation_error_message=_("It would end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(about_end_on=None) | Q(about_end_on__gt=F("about_start_on")),
                name="about_forward",
                violation_error_message=_("It would end before it begins."),
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

    @property
    def holding(self) -> str:
        """Return the span it holds for as people say it, "" for none."""
        return holding_words(self.holds_start_on, self.holds_end_on)


class PaperFiles(models.QuerySet["PaperFile"]):
    """Usage: `get_object_or_404(PaperFile.objects.visible_to(user, on), pk=pk)`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep the files of papers the user may read."""
        found = self.filter(document__in=Document.objects.visible_to(user, on))
        return found.select_related("document__organ__unit")


class PaperFile(models.Model):
    """A file of a paper: the signed page as it was scanned, or the text as it was written."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=4)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    objects = PaperFiles.as_manager()

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "digest"], name="one_file_a_content")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Return where it lies: outside what the front server hands out."""
        return Path(settings.ATTACHMENTS_ROOT, "papers", self.digest[:2], self.digest)
