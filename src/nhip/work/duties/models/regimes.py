"""Duties to report."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import WEEKDAYS
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.choices import DueRule, NotWorked, PeriodKind
from nhip.organisation.periods.models import Calendar
from nhip.organisation.periods.rules import Term
from nhip.organisation.units.models import Line, Organ
from nhip.work.forms.models import Form
from nhip.work.indicators.models import Indicator

from ..choices import Method, RegimeState

TOP = 1  # the level of the unit on top


class Regimes(models.QuerySet["Regime"]):
    """Usage: `Regime.objects.visible_to(user, on)`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what is published, and the drafts of the organs this person writes regimes for."""
        own = self.filter(organ__unit__in=unit_ids(user, "duties.regulate", on))
        if not unit_ids(user, "duties.see", on):
            return own
        return own | self.filter(published_at__isnull=False)


class Regime(models.Model):
    """A duty to report, with the nine things Decree 09/2019/NĐ-CP, art. 7 asks of it.

    Name; content; who reports (`levels` of the tree or of a line, and units `listed` by name);
    recipient; method; deadline; frequency; cut-off (its calendar's); outline (its form's sections).
    Obligations are made from it while it is published, for whole periods from `start_on` until
    `end_on`. What was decided on it since stands in its `changes`.
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
    due_rule = models.CharField(
        _("the deadline falls"), max_length=12, choices=DueRule.choices, default=DueRule.DAYS
    )
    due_days = models.PositiveSmallIntegerField(
        _("day of the month, or number of days"), help_text=_("for units of the second level")
    )
    days_less_a_level = models.PositiveSmallIntegerField(
        _("days sooner for each level further down"), default=0
    )
    not_worked = models.CharField(
        _("when nobody works that day"),
        max_length=8,
        choices=NotWorked.choices,
        default=NotWorked.AS_WRITTEN,
    )
    due_time = models.TimeField(
        _("hour of the day"), null=True, blank=True, help_text=_("Empty: by the end of the day")
    )
    needs_chief = models.BooleanField(
        _("the unit's own chief lets it leave"),
        default=False,
        help_text=_(
            "Whoever prepares it presents it to him; he hands it in, or sends it back inside"
        ),
    )
    is_one_off = models.BooleanField(
        _("one question"), default=False, help_text=_("Asked once, with a form of its own")
    )
    start_on = models.DateField(_("in force from"), null=True, blank=True)
    end_on = models.DateField(_("in force until, not included"), null=True, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("the regime it follows"),
    )

    objects = Regimes.as_manager()

    class Meta:
        verbose_name = _("regime")
        verbose_name_plural = _("regimes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        """Return whether it may still be changed: nobody has published it."""
        return self.published_at is None

    @property
    def is_outward(self) -> bool:
        """Return whether the unit on top reports by it, to a body outside: nobody here checks that."""
        return list(self.levels) == [TOP]

    def state(self, on: date) -> RegimeState:
        """Return how it stands on a day."""
        if self.withdrawn_at:
            return RegimeState.WITHDRAWN
        if self.is_draft:
            return RegimeState.DRAFT
        if self.end_on is None:
            return RegimeState.IN_FORCE
        return RegimeState.ENDED if self.end_on <= on else RegimeState.ENDING

    def has_ended(self, on: date) -> bool:
        """Return whether it asks for nothing new on a day: ended, replaced or withdrawn."""
        return self.withdrawn_at is not None or (self.end_on is not None and self.end_on <= on)

    @property
    def is_asked_once(self) -> bool:
        """Return whether it is in force and asks outside the calendar, when somebody says so."""
        is_on = not self.is_draft and self.withdrawn_at is None
        return self.frequency == PeriodKind.AD_HOC and is_on

    @property
    def weekday_due(self) -> str:
        """Return the weekday on which it is due within its period."""
        return str(WEEKDAYS[(self.due_days - 1) % 7])

    @property
    def term(self) -> Term:
        """Return when it is due, relative to a period."""
        to_worked = self.not_worked == NotWorked.NEXT
        return Term(self.due_rule, self.due_days, self.days_less_a_level, to_worked)


class Reuse(models.Model):
    """A figure that a regime does not ask for again: another one collects it for the same period.

    Where the source was replaced, the regime that follows it stands beside it as a second one.
    """

    regime = models.ForeignKey(Regime, models.CASCADE, related_name="reuses")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    source = models.ForeignKey(Regime, models.PROTECT, related_name="reused_by")

    class Meta:
        verbose_name = _("figure used again")
        verbose_name_plural = _("figures used again")
        constraints = [
            models.UniqueConstraint(
                fields=["regime", "indicator", "source"], name="one_source_a_figure"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.source}"
