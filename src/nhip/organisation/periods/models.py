"""Calendars and the periods they cut time into."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import write_days

from .choices import PeriodKind
from .rules import Cut, Span, label_of


class Calendar(models.Model):
    """How a month is cut: from its first day, or from the 15th of the month before it.

    Source of the second: Decree 09/2019/NĐ-CP, art. 12.
    """

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    first_day = models.PositiveSmallIntegerField(
        _("first day"), help_text=_("1, or the day of the month before on which a month begins")
    )

    named_days = models.JSONField(
        _("named days"),
        default=list,
        blank=True,
        help_text=_("Days of each month on which periods end; 31 is the last"),
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

    @property
    def cut(self) -> Cut:
        """Return how it cuts time, for the rules of spans."""
        return tuple(self.named_days) or self.first_day


class Period(models.Model):
    """A span of days, half-open: `start_on` belongs to it, `end_on` does not.

    An ad hoc period has days of its own; its number only tells it from others of the year.
    """

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="periods")
    kind = models.CharField(_("kind"), max_length=8, choices=PeriodKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    index = models.PositiveSmallIntegerField(_("number in the year"))
    start_on = models.DateField(_("first day"))
    end_on = models.DateField(_("day after the last"))

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["start_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "kind", "year", "index"], name="one_period"
            ),
            models.CheckConstraint(
                condition=models.Q(end_on__gt=models.F("start_on")), name="period_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the name people use: "first half of 2022"; its days when it is ad hoc."""
        if self.kind == PeriodKind.AD_HOC:
            return write_days(self.start_on, self.end_on)
        if self.kind == PeriodKind.NAMED_DAYS:
            return label_of(self.kind, self.year, self.index, self.calendar.cut)
        return label_of(self.kind, self.year, self.index)

    @property
    def span(self) -> Span:
        """Return its days."""
        return Span(self.start_on, self.end_on)


class SpecialDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a Saturday worked in exchange."""

    on = models.DateField(_("day"), unique=True)
    name = models.CharField(_("name"), max_length=160)
    is_worked = models.BooleanField(
        _("worked"), default=False, help_text=_("A weekend day that is worked in exchange")
    )
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)

    class Meta:
        verbose_name = _("holiday or swapped day")
        verbose_name_plural = _("holidays and swapped days")
        ordering = ["on"]

    def __str__(self) -> str:
        return self.name
