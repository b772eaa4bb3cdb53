"""A report from its draft to what was handed in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import cached_property
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Unit
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation, checked_by
from nhip.work.forms.models import Form, Row, Section
from nhip.work.forms.queries import Blank, blank

SEE = "reports.see"


class Reports(models.QuerySet["Report"]):
    """Usage: `get_object_or_404(Report.objects.visible_to(user, on), pk=pk)`."""

    def visible_to(self, user: User, on: date, verb: str = SEE) -> Self:
        """Keep the reports of the units where the user may do this; what comes in is seen, whoever moved."""
        which = Q(unit_id__in=unit_ids(user, verb, on))
        return self.kept(which | checked_by(user, on, "obligation__") if verb == SEE else which)

    def of(self, units: Collection[int]) -> Self:
        """Keep the reports of these units, with all a page about one says."""
        return self.kept(Q(unit_id__in=units))

    def kept(self, which: Q) -> Self:
        """Keep what fits, with all a page about one says."""
        return self.filter(which).select_related(
            "form", "unit", "entered_by", "obligation__regime", "obligation__period__calendar"
        )


class Report(models.Model):
    """A unit's answer to an obligation. What was handed in stands in its revisions."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="report")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", db_index=False)
    form = models.ForeignKey(Form, models.PROTECT, related_name="reports")
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    submitted_at = models.DateTimeField(_("first handed in at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("returned or accepted at"), null=True, blank=True)
    saved_at = models.DateTimeField(_("draft saved at"), null=True, blank=True)
    presented_at = models.DateTimeField(
        _("before its unit's chief since"),
        null=True,
        blank=True,
        help_text=_("Empty: not there now"),
    )
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

    @cached_property
    def blank(self) -> Blank:
        """Its form with nothing written in it, read once: a published version never changes."""
        return blank(self.form)

    def knows_form_of(self, other: Report) -> None:
        """Take the form over from another report that answers on it, where that has read it."""
        if "blank" in vars(other) and other.form_id == self.form_id:
            self.blank = other.blank

    @property
    def is_with_unit(self) -> bool:
        """Return whether its unit fills it in: a draft, or returned."""
        return self.status in (Status.DRAFT, Status.RETURNED)

    @property
    def is_presented(self) -> bool:
        """Return whether its unit's chief has it: nobody changes it until he decides."""
        return self.is_with_unit and self.presented_at is not None

    @property
    def is_changeable(self) -> bool:
        """Return whether its unit may write in it: it is with the unit, and not before the chief."""
        return self.is_with_unit and self.presented_at is None

    @property
    def is_waiting(self) -> bool:
        """Return whether it is handed in and waits for a check."""
        return self.status == Status.SUBMITTED

    @property
    def is_returned(self) -> bool:
        """Return whether the unit above wants something mended."""
        return self.status == Status.RETURNED

    @property
    def is_accepted(self) -> bool:
        """Return whether it was accepted, and not opened again since."""
        return self.status == Status.ACCEPTED

    @property
    def is_returnable(self) -> bool:
        """Return whether it was handed in: it can be returned, a second time with other places too."""
        return self.status != Status.DRAFT


class DraftCell(models.Model):
    """One cell of the draft, as typed: what cannot be read yet is kept in `raw` and told at the cell."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="cells", db_index=False)
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
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("typed by"),
    )

    class Meta:
        verbose_name = _("cell")
        verbose_name_plural = _("cells")
        constraints = [models.UniqueConstraint(fields=["report", "row"], name="one_entry_a_row")]

    def __str__(self) -> str:
        return f"{self.row}: {self.raw}"


class Narrative(models.Model):
    """The prose of one section of the draft."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="narratives", db_index=False)
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    text = models.TextField(_("text"), blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("typed by"),
    )

    class Meta:
        verbose_name = _("narrative")
        verbose_name_plural = _("narratives")
        constraints = [
            models.UniqueConstraint(fields=["report", "section"], name="one_narrative_a_section")
        ]

    def __str__(self) -> str:
        return f"{self.section}"
