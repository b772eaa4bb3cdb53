"""Regimes, forms and obligations; reports from draft to acceptance."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.choices import Kind as PeriodKind
from nhip.organisation.periods.models import Calendar, Period
from nhip.organisation.units.models import Line, Organ, Unit
from nhip.work.indicators.models import Indicator

from .choices import Check, Severity, Status, Step
from .rules import digest_of


class Form(models.Model):
    """What a report asks, in one version; a published version no longer changes."""

    code = models.SlugField(_("code"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name = models.CharField(_("name"), max_length=200)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="one_form_version")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Section(models.Model):
    """One heading of the outline: a table of figures and a narrative."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    guidance = models.TextField(_("what to write"), blank=True)

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
    severity = models.CharField(_("severity"), max_length=8, choices=Severity.choices)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")

    def __str__(self) -> str:
        return f"{self.row}: {self.get_rule_display()}"


class Regime(models.Model):
    """A duty to report: which form, how often, along which line, due when (Decree 09/2019, art. 7)."""

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="regimes", verbose_name=_("issued by")
    )
    form = models.ForeignKey(Form, models.PROTECT, related_name="regimes")
    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="+")
    frequency = models.CharField(_("frequency"), max_length=8, choices=PeriodKind.choices)
    line = models.ForeignKey(
        Line,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: along the tree"),
    )
    due_days = models.PositiveSmallIntegerField(
        _("due so many days after the period"), help_text=_("for units of the second level")
    )
    days_less_a_level = models.PositiveSmallIntegerField(
        _("days sooner for each level further down"), default=0
    )

    class Meta:
        verbose_name = _("regime")
        verbose_name_plural = _("regimes")

    def __str__(self) -> str:
        return self.name


class Obligations(models.QuerySet["Obligation"]):
    """Usage: `Obligation.objects.of(units).overdue(on)`."""

    def of(self, units: Collection[int]) -> Self:
        """Keep what these units owe, with all a line about it says."""
        return self.filter(unit_id__in=units).select_related("regime", "unit", "period", "report")

    def open(self) -> Self:
        """Keep what is still to be handed in: not begun, being filled in, returned."""
        return self.filter(Q(report=None) | Q(report__status__in=[Status.DRAFT, Status.RETURNED]))

    def overdue(self, on: date) -> Self:
        """Keep what was due before a day and never handed in (see `rules.state_of`)."""
        return self.filter(
            Q(report=None) | Q(report__status=Status.DRAFT, report__submitted_at=None),
            due_on__lt=on,
        )


class Obligation(models.Model):
    """One unit owes one report for one period: the only denominator of completeness."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations")
    period = models.ForeignKey(Period, models.PROTECT, related_name="obligations")
    due_on = models.DateField(_("due on"))

    objects = Obligations.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = [
            models.UniqueConstraint(fields=["regime", "unit", "period"], name="one_obligation")
        ]

    def __str__(self) -> str:
        return f"{self.regime}, {self.unit}, {self.period}"


class Reports(models.QuerySet["Report"]):
    """Usage: `get_object_or_404(Report.objects.visible_to(user, on), pk=pk)`."""

    def visible_to(self, user: User, on: date, verb: str = "reports.see") -> Self:
        """Keep the reports of the units where the user may do this."""
        return self.filter(unit_id__in=unit_ids(user, verb, on)).select_related(
            "form", "unit", "obligation__regime", "obligation__period__calendar"
        )


class Report(models.Model):
    """A unit's answer to an obligation. What was handed in stands in its revisions."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="report")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports")
    form = models.ForeignKey(Form, models.PROTECT, related_name="reports")
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    submitted_at = models.DateTimeField(_("first handed in at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("returned or accepted at"), null=True, blank=True)
    saved_at = models.DateTimeField(_("draft saved at"), null=True, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)

    objects = Reports.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        indexes = [models.Index(fields=["unit", "status"], name="report_desk")]

    def __str__(self) -> str:
        return str(self.obligation)


class Entry(models.Model):
    """One cell of the draft, as typed: what cannot be read yet is kept in `raw` and told at the cell."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="entries")
    row = models.ForeignKey(Row, models.PROTECT, related_name="+")
    raw = models.CharField(_("as typed"), max_length=60, blank=True)
    amount = models.BigIntegerField(_("amount, scaled"), null=True, blank=True)
    is_nil = models.BooleanField(_("nothing to report"), default=False)

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [models.UniqueConstraint(fields=["report", "row"], name="one_entry_a_row")]

    def __str__(self) -> str:
        return f"{self.row}: {self.raw}"


class Narrative(models.Model):
    """The prose of one section of the draft."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("narrative")
        verbose_name_plural = _("narratives")
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="one_narrative_a_section")
        ]

    def __str__(self) -> str:
        return f"{self.section}"


class Revision(models.Model):
    """What was handed in, once and for all: figures and narrative as canonical JSON, with its digest."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("number"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed in by")
    )
    submitted_at = models.DateTimeField(_("handed in at"))

    class Meta:
        verbose_name = pgettext_lazy("report", "revision")
        verbose_name_plural = pgettext_lazy("report", "revisions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="one_revision_number")
        ]

    def __str__(self) -> str:
        return f"{self.report}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once; what was handed in is never changed."""
        if not self._state.adding:
            raise TypeError("A revision is never changed.")
        super().save(*args, **kwargs)

    @property
    def is_intact(self) -> bool:
        """Tell whether the content is still what was handed in."""
        return digest_of(self.content) == self.digest


class ReviewStep(models.Model):
    """One step a report took; a return says why."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    reason = models.TextField(_("reason"), blank=True)
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
