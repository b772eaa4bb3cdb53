"""Regimes, forms and obligations; reports from draft to acceptance."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.choices import DueRule
from nhip.organisation.periods.choices import Kind as PeriodKind
from nhip.organisation.periods.models import Calendar, Period
from nhip.organisation.periods.rules import Term
from nhip.organisation.units.models import Line, Organ, Unit
from nhip.work.indicators.models import Indicator

from .choices import Asks, Check, FileKind, Method, Severity, Status, Step
from .rules import Facts, digest_of


class Forms(models.QuerySet["Form"]):
    """Usage: `Form.objects.visible_to(user, on)`, `Form.objects.in_force()`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what is published, and the drafts of the organs this person designs forms for."""
        own = self.filter(organ__unit__in=unit_ids(user, "reports.regulate", on))
        if not unit_ids(user, "reports.see", on):
            return own
        return own | self.filter(published_at__isnull=False)

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

    objects = Forms.as_manager()

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


class Regimes(models.QuerySet["Regime"]):
    """Usage: `Regime.objects.visible_to(user, on)`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what is published, and the drafts of the organs this person writes regimes for."""
        own = self.filter(organ__unit__in=unit_ids(user, "reports.regulate", on))
        if not unit_ids(user, "reports.see", on):
            return own
        return own | self.filter(published_at__isnull=False)


class Regime(models.Model):
    """A duty to report, with the nine things Decree 09/2019/NĐ-CP, art. 7 asks of it.

    Name; content; who reports (`levels` of the tree or of a line, and units by name); recipient;
    method; deadline; frequency; cut-off (its calendar's); outline (its form's sections). Obligations
    are made from it while it is published, for whole periods from `start_on` until `end_on`.
    """

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    content = models.TextField(_("required content"), blank=True)
    organ = models.ForeignKey(
        Organ, models.PROTECT, related_name="regimes", verbose_name=_("issued by")
    )
    recipient = models.CharField(_("who receives it"), max_length=200, blank=True)
    method = models.CharField(
        _("sending method"), max_length=8, choices=Method.choices, default=Method.SYSTEM
    )
    form = models.ForeignKey(
        Form, models.PROTECT, related_name="regimes", verbose_name=_("form and outline")
    )
    calendar = models.ForeignKey(
        Calendar, models.PROTECT, related_name="+", verbose_name=_("calendar and cut-off")
    )
    frequency = models.CharField(_("frequency"), max_length=8, choices=PeriodKind.choices)
    line = models.ForeignKey(
        Line,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("line"),
        help_text=_("Empty: along the tree"),
    )
    levels = models.JSONField(_("levels that report"), default=list, blank=True)
    units = models.ManyToManyField(
        Unit, related_name="+", blank=True, verbose_name=_("units that report, by name")
    )
    due_rule = models.CharField(
        _("the deadline falls"), max_length=12, choices=DueRule.choices, default=DueRule.DAYS
    )
    due_days = models.PositiveSmallIntegerField(
        _("day of the month, or number of days"), help_text=_("for units of the second level")
    )
    days_less_a_level = models.PositiveSmallIntegerField(
        _("days sooner for each level further down"), default=0
    )
    start_on = models.DateField(_("in force from"), null=True, blank=True)
    end_on = models.DateField(_("in force until, not included"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)

    objects = Regimes.as_manager()

    class Meta:
        verbose_name = _("regime")
        verbose_name_plural = _("regimes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def term(self) -> Term:
        """Return when it is due, relative to a period."""
        return Term(self.due_rule, self.due_days, self.days_less_a_level)


class Reuse(models.Model):
    """A figure that a regime does not ask for again: another one collects it for the same period."""

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="reuses")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    source = models.ForeignKey(Regime, models.PROTECT, related_name="reused_by")

    class Meta:
        verbose_name = _("figure used again")
        verbose_name_plural = _("figures used again")
        constraints = [
            models.UniqueConstraint(fields=["regime", "indicator"], name="one_source_a_figure")
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.source}"


class Obligations(models.QuerySet["Obligation"]):
    """Usage: `Obligation.objects.of(units).due_before(on)`."""

    def of(self, units: Collection[int]) -> Self:
        """Keep what these units owe, with all a line about it says."""
        return self.filter(unit_id__in=units).select_related("regime", "unit", "period", "report")

    def open(self) -> Self:
        """Keep what is still to be handed in: not begun, being filled in, returned."""
        return self.filter(
            Q(report=None) | Q(report__status__in=[Status.DRAFT, Status.RETURNED]), excused_at=None
        )

    def owed(self) -> Self:
        """Keep what counts: everything that was not excused."""
        return self.filter(excused_at=None)

    def due_before(self, day: date) -> Self:
        """Keep what is due before a day and was never handed in (see `rules.state_of`)."""
        return self.filter(
            Q(report=None) | Q(report__status=Status.DRAFT, report__submitted_at=None),
            due_on__lt=day,
            excused_at=None,
        )


class Obligation(models.Model):
    """One unit owes one report for one period: the only denominator of completeness."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="obligations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obligations")
    period = models.ForeignKey(Period, models.PROTECT, related_name="obligations")
    form = models.ForeignKey(
        Form,
        models.PROTECT,
        related_name="+",
        verbose_name=_("form"),
        help_text=_("The version in force when it was made"),
    )
    due_on = models.DateField(_("due on"))
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    excused_at = models.DateTimeField(_("excused at"), null=True, blank=True)
    excused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse = models.TextField(_("why it is excused"), blank=True)

    objects = Obligations.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = [
            models.UniqueConstraint(fields=["regime", "unit", "period"], name="one_obligation"),
            models.CheckConstraint(
                condition=Q(excused_at=None) | ~Q(excuse=""), name="excuse_needs_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime}, {self.unit}, {self.period}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Ask the regime's form where none is named."""
        if self.form_id is None:
            self.form_id = self.regime.form_id
        super().save(*args, **kwargs)

    @property
    def facts(self) -> Facts:
        """Return what decides how it stands."""
        report: Report | None = getattr(self, "report", None)
        return Facts(
            self.due_on,
            report.status if report else None,
            report.submitted_at if report else None,
            self.excused_at is not None,
        )


class Extension(models.Model):
    """A later deadline for one obligation; the earlier one is kept beside it."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="extensions")
    due_before = models.DateField(_("due before"))
    due_on = models.DateField(_("due on"))
    reason = models.TextField(_("reason"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by")
    )
    granted_at = models.DateTimeField(_("granted at"))

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["granted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gt=models.F("due_before")), name="extension_is_later"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_needs_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.due_on}"


class Reports(models.QuerySet["Report"]):
    """Usage: `get_object_or_404(Report.objects.visible_to(user, on), pk=pk)`."""

    def visible_to(self, user: User, on: date, verb: str = "reports.see") -> Self:
        """Keep the reports of the units where the user may do this."""
        return self.of(unit_ids(user, verb, on))

    def of(self, units: Collection[int]) -> Self:
        """Keep the reports of these units, with all a page about one says."""
        return self.filter(unit_id__in=units).select_related(
            "form", "unit", "entered_by", "obligation__regime", "obligation__period__calendar"
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
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("filled in for the unit by"),
    )
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
    reused_from = models.ForeignKey(
        Report,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The report it was entered in, once"),
    )

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


class Attachments(models.QuerySet["Attachment"]):
    """Usage: `get_object_or_404(Attachment.objects.visible_to(user, on), pk=pk)`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what was handed in by the units the user sees, and the drafts of those one fills for."""
        fills = Q(report__unit__in=unit_ids(user, "reports.fill", on))
        handed_in = Exists(Revision.objects.filter(attachments=OuterRef("pk")))
        seen = Q(report__unit__in=unit_ids(user, "reports.see", on)) & handed_in
        return self.filter(fills | seen).select_related("report", "section")


class Attachment(models.Model):
    """A file beside a section of a report, kept under the digest of what it says.

    Each revision keeps those it was handed in with; taking one out of the draft leaves them there.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="attachments")
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    revisions = models.ManyToManyField(Revision, related_name="attachments")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=4, choices=FileKind.choices)
    size = models.PositiveIntegerField(_("size in bytes"))
    digest = models.CharField(_("SHA-256 of the file"), max_length=64)
    is_in_draft = models.BooleanField(_("in the draft"), default=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added at"))

    objects = Attachments.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["section__number", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Return where it lies: outside what the front server hands out."""
        return Path(settings.ATTACHMENTS_ROOT, self.digest[:2], self.digest)


class ReviewStep(models.Model):
    """One step a report took; a return says why."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="steps")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    reason = models.TextField(_("reason"), blank=True)
    is_whole = models.BooleanField(
        _("about the whole report"),
        default=True,
        help_text=_("Otherwise only the places returned by name may be changed"),
    )
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


class ReturnedPlace(models.Model):
    """A section, or one cell of it, that a return asks to mend, with its own reason.

    By numbers, as revisions say it: a form's version never changes them. No row: the whole section.
    """

    step = models.ForeignKey(ReviewStep, models.CASCADE, related_name="places")
    section = models.PositiveSmallIntegerField(_("section"))
    row = models.PositiveSmallIntegerField(_("row"), null=True, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("returned place")
        verbose_name_plural = _("returned places")
        ordering = ["section", models.F("row").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["step", "section", "row"], name="one_reason_a_place"),
            models.CheckConstraint(condition=~Q(reason=""), name="place_needs_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.section}.{self.row}" if self.row else str(self.section)
