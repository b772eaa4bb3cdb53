"""Calendars and the periods they cut time into."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import Kind
from .rules import label_of


class Calendar(models.Model):
    """How a month is cut: from its first day, or from the 15th of the month before it.

    Source of the second: Decree 09/2019/NĐ-CP, art. 12.
    """

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    first_day = models.PositiveSmallIntegerField(
        _("first day"), help_text=_("1, or the day of the month before on which a month begins")
    )

    class Meta:
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_day__gte=1, first_day__lte=28), name="first_day_1_to_28"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """A span of days, half-open: `start_on` belongs to it, `end_on` does not."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="periods")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    index = models.PositiveSmallIntegerField(_("number in the year"))
    start_on = models.DateField(_("first day"))
    end_on = models.DateField(_("day after the last"))

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["start_on"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "kind", "year", "index"], name="one_period")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the name people use: "first half of 2022"."""

        return label_of(self.kind, self.year, self.index)
