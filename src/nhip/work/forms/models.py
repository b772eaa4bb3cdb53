"""What a form asks, in versions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Organ
from nhip.work.indicators.models import Indicator

from .choices import Asks, Check, Severity


class Forms(models.QuerySet["Form"]):
    """Usage: `Form.objects.visible_to(user, on)`, `Form.objects.in_force()`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what is published, and the drafts of the organs this person designs forms for."""
        own = self.filter(organ__unit__in=unit_ids(user, "forms.design", on))
        if not unit_ids(user, "forms.see", on):
            return own
        return own | self.filter(published_at__isnull=False)

    def lasting(self) -> Self:
        """Keep what is asked more than once."""
        return self.filter(is_one_off=False)

    def in_force(self) -> Self:
        """Keep the last published version of each form."""
        later = Form.objects.filter(
            code=OuterRef("code"), version__gt=OuterRef("version"), published_at__isnull=False
        )
        return self.filter(~Exists(later), published_at__isnull=False)


class Form(models.Model):
    """What a report asks, in one version; a published version no longer changes."""

    code = models.SlugField(_("code"))
    organ = models.ForeignKey(
        Organ,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("designed by"),
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=200)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    is_one_off = models.BooleanField(
        _("asked once"), default=False, help_text=_("Made for one question: no list offers it")
    )

    objects = Forms.as_manager()

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_form_version")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    @property
    def is_draft(self) -> bool:
        """Return whether it may still be changed: nobody has published it."""
        return self.published_at is None


class Section(models.Model):
    """One heading of the outline: a table of figures and a narrative."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    guidance = models.TextField(_("what to write"), blank=True)
    asks_files = models.CharField(_("files"), max_length=4, choices=Asks.choices, default=Asks.NONE)
    file_kinds = models.JSONField(_("kinds of files"), default=list, blank=True)
    most_megabytes = models.PositiveSmallIntegerField(_("a file's most, MB"), default=10)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="one_section_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Row(models.Model):
    """One line of a section's table, bound to an indicator, or to one item of its breakdown.

    Rows of ratio indicators are computed and cannot be typed in.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="rows")
    number = models.PositiveSmallIntegerField(_("number"))
    group = models.CharField(_("heading above the row"), max_length=160, blank=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="rows")
    item = models.CharField(_("breakdown item"), max_length=40, blank=True)
    is_required = models.BooleanField(_("must be filled in"), default=True)

    class Meta:
        verbose_name = _("row")
        verbose_name_plural = _("rows")
        ordering = ["section__number", "number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="one_row_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.indicator}"


class RowCheck(models.Model):
    """A rule a row must keep, e.g. "settled petitions are not more than received ones"."""

    row = models.ForeignKey(Row, models.CASCADE, related_name="checks")
    rule = models.CharField(_("rule"), max_length=12, choices=Check.choices)
    other = models.ForeignKey(
        Row, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("other row")
    )
    others = models.ManyToManyField(
        Row, related_name="+", blank=True, verbose_name=_("rows that add up")
    )
    lowest = models.BigIntegerField(_("least, scaled"), null=True, blank=True)
    highest = models.BigIntegerField(_("most, scaled"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(_("may differ by, %"), null=True, blank=True)
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices)
    text = models.CharField(_("what to tell"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")

    def __str__(self) -> str:
        return f"{self.row}: {self.get_rule_display()}"
