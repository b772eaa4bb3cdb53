"""What is counted, and the values units reported."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Unit

from .choices import NormSide, Origin, Stage, TimeRule


class Indicators(models.QuerySet["Indicator"]):
    """Usage: `Indicator.objects.of_window(start_on, end_on)`."""

    def of_window(self, start_on: date, end_on: date) -> Self:
        """Keep what totals of these days speak of: what is asked once, only where it was asked."""
        asked = Denominator.objects.filter(
            period__start_on__gte=start_on, period__end_on__lte=end_on
        )
        rows = Places.objects.filter(pk__in=asked.values("places")).values_list("row", flat=True)
        ids = {indicator_id for row in rows for indicator_id, _item in row}
        return self.filter(Q(is_one_off=False) | Q(pk__in=ids))


class Indicator(models.Model):
    """A thing counted one way everywhere. Figures are integers scaled by `decimals` (≤ 18 digits).

    A ratio stores no values: it is numerator over denominator, divided last, times `per`.
    """

    key = models.CharField(_("key"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("how it is counted"), blank=True)
    measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin.choices)
    time_rule = models.CharField(
        _("over time"), max_length=8, choices=TimeRule.choices, default=TimeRule.SUM
    )
    numerator = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("numerator")
    )
    denominator = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("denominator"),
    )
    per = models.PositiveIntegerField(_("times"), default=100)
    norm = models.BigIntegerField(_("norm, scaled"), null=True, blank=True)
    norm_side = models.CharField(
        _("good side of the norm"), max_length=8, choices=NormSide.choices, blank=True
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Counts of people under 5 are not published"),
    )
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)
    is_one_off = models.BooleanField(
        _("asked once"), default=False, help_text=_("Stands among totals only where it was asked")
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0)

    objects = Indicators.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["sort_order", "key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin=Origin.RATIO)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="ratio_has_both_sides",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Breakdown(models.Model):
    """One item an indicator is split by: sparse, in one dimension."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="breakdowns")
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("breakdown item")
        verbose_name_plural = _("breakdown items")
        ordering = ["sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "code"], name="one_breakdown_item")
        ]

    def __str__(self) -> str:
        return self.name


class Places(models.Model):
    """The places something asks figures for, in order: packed figures are read by it. Never changed.

    A place is an indicator and a breakdown item ("" for the whole).
    """

    digest = models.CharField(_("SHA-256 of the places"), max_length=64, unique=True)
    row = models.JSONField(_("indicators and items"))

    class Meta:
        verbose_name = _("row of places")
        verbose_name_plural = _("rows of places")

    def __str__(self) -> str:
        return f"{self.pk}: {len(self.row)}"


class Statement(models.Model):
    """What one source says of a unit and period, packed; kept as said, whatever other sources say.

    Of several that fill the same place the one handed in last counts: that is chosen in reading.
    `source` and `source_id` lead to the entry, `revision` is which of its statements this is: one, or two
    while a correction of what was accepted waits. What counts on no basis goes.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    places = models.ForeignKey(Places, models.PROTECT, related_name="+", db_index=False)
    figures = models.BinaryField(_("figures, packed"))
    is_submitted = models.BooleanField(_("counts as handed in"), default=False)
    is_accepted = models.BooleanField(_("counts as accepted"), default=False)
    source = models.CharField(_("source"), max_length=16)
    source_id = models.BigIntegerField(_("entry"))
    revision = models.BigIntegerField(_("which of the entry's statements"))
    submitted_at = models.DateTimeField(_("entered at"))
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id", "revision"], name="one_statement_a_source"
            ),
            models.CheckConstraint(
                condition=Q(is_submitted=True) | Q(is_accepted=True), name="statement_counts"
            ),
        ]
        indexes = [models.Index(fields=["period", "unit"], name="statement_shelf")]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}: {self.unit_id} {self.period_id}"


class Slice(models.Model):
    """A period that has statements, and the tree its subtotals were added up by.

    Where that is not the tree of its last day any more, they are not read until they are made anew.
    """

    period = models.OneToOneField(Period, models.PROTECT, primary_key=True, related_name="+")
    shape = models.CharField(_("shape of the tree"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("added-up period")
        verbose_name_plural = _("added-up periods")

    def __str__(self) -> str:
        return str(self.period)


class Subtotal(models.Model):
    """What a unit and all below it said in a period, by the tree of its last day, packed (`adding`).

    Only of units that had others below them: a unit on its own is its entries.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    places = models.ForeignKey(Places, models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    sums = models.BinaryField(_("sums, packed"))

    class Meta:
        verbose_name = _("subtotal")
        verbose_name_plural = _("subtotals")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "stage", "unit", "places"], name="one_subtotal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id} {self.stage}"


class PendingSum(models.Model):
    """What a statement changed and no subtotal holds yet: PostgreSQL's writers touch no row in common."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    places = models.ForeignKey(Places, models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    sums = models.BinaryField(_("sums, packed"))

    class Meta:
        verbose_name = _("sum to be added")
        verbose_name_plural = _("sums to be added")
        indexes = [models.Index(fields=["period", "stage"], name="sums_pending")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id} {self.stage}"


class Denominator(models.Model):
    """The units that owe a form's figures for a period to one collector: the N of "n of N", packed.

    `source_id` is what asks them (a regime). A unit asked twice for one figure owes it once.
    """

    period = models.ForeignKey(Period, models.PROTECT, related_name="+", db_index=False)
    places = models.ForeignKey(Places, models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(_("source"), max_length=16)
    source_id = models.BigIntegerField(_("what asks"))
    units = models.BinaryField(_("units, packed"))

    class Meta:
        verbose_name = _("denominator")
        verbose_name_plural = _("denominators")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "source", "source_id", "places"], name="one_denominator"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}: {self.period_id}"
