"""Which unit owes which report, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import Due
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import charges
from nhip.organisation.units.rules import Under
from nhip.work.forms.models import Form

from ..choices import Status
from ..rules import Facts
from .changes import RegimeChange
from .regimes import Regime


def arising(under: Under, owed: str = "") -> Q:
    """Keep what arose at units on the days it comes in; `owed` leads to obligations ("obligation__").

    An obligation arises on the last day of its period, as the tree it is counted in stood then.
    """
    found = Q(pk__in=[])
    for (since, until), units in under.by_spell().items():
        days = {f"{owed}period__end_on__gt": since, f"{owed}period__end_on__lte": until}
        known = {name: day for name, day in days.items() if day}
        found |= Q(**{f"{owed}unit__in": units}, **known)
    return found


def checked_by(user: User, on: date, owed: str = "") -> Q:
    """Keep what comes in to where a person checks (see `access.checked`), and what was asked there."""
    own = unit_ids(user, "duties.check", on)
    asked = {f"{owed}regime__is_one_off": True, f"{owed}regime__organ__unit__in": own}
    return arising(charges(on).under(own), owed) | Q(**asked)


def _is_over(at: datetime) -> Q:
    """Say of a deadline that it has passed: as `Due.is_over`, where the database reads it."""
    now = timezone.localtime(at, timezone.get_default_timezone())
    return Q(due_on__lt=now.date()) | Q(due_on=now.date(), due_time__lte=now.time())


class Obligations(models.QuerySet["Obligation"]):
    """Usage: `Obligation.objects.of(units).due_before(on)`."""

    def of(self, units: Collection[int]) -> Self:
        """Keep what these units owe, with all a line about it says."""
        return self.kept(Q(unit_id__in=units))

    def coming_in(self, under: Under) -> Self:
        """Keep what comes in to some units (`access.checked`), with all a line about it says."""
        return self.kept(arising(under))

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what a person may look at: what the units seen owe, and what comes in to the own ones."""
        seen = Q(unit_id__in=unit_ids(user, "duties.see", on))
        return self.kept(seen | checked_by(user, on))

    def kept(self, which: Q) -> Self:
        """Keep what fits, with all a line about it says."""
        return self.filter(which).select_related("regime__organ", "unit", "period__calendar")

    def soonest_first(self, *then: str) -> Self:
        """Order by deadline: what is due by the end of a day after what is due at an hour of it."""
        return self.order_by("due_on", F("due_time").asc(nulls_last=True), *then)

    def open(self) -> Self:
        """Keep what is still to be handed in: not begun, being filled in, returned."""
        return self.filter(
            Q(answer=None) | Q(answer__in=[Status.DRAFT, Status.RETURNED]), excused_at=None
        )

    def owed(self) -> Self:
        """Keep what counts: everything that was not excused."""
        return self.filter(excused_at=None)

    def missing(self) -> Self:
        """Keep what was never handed in nor excused (see `rules.state_of`)."""
        begun = Q(answer=Status.DRAFT, answered_at=None)
        return self.filter(Q(answer=None) | begun, excused_at=None)

    def due_before(self, day: date) -> Self:
        """Keep what is due before a day and was never handed in."""
        return self.missing().filter(due_on__lt=day)

    def overdue(self, at: datetime) -> Self:
        """Keep what is past its deadline and was never handed in."""
        return self.missing().filter(_is_over(at))

    def not_over(self, at: datetime) -> Self:
        """Keep what is not past its deadline at a moment."""
        return self.exclude(_is_over(at))


class Obligation(models.Model):
    """One unit owes one report for one period: the only denominator of completeness.

    How far its answer has come stands here (`actions.note_answers` writes it): a report, or another
    paper of a room above.
    """

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
    due_time = models.TimeField(
        _("due at"), null=True, blank=True, help_text=_("Empty: by the end of the day")
    )
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    excused_at = models.DateTimeField(_("excused at"), null=True, blank=True)
    excused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse = models.TextField(_("why it is excused"), blank=True)
    fell_with = models.ForeignKey(
        RegimeChange,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="fallen",
        verbose_name=_("the change of its regime it fell away with"),
    )
    answer = models.CharField(
        _("how far its answer has come"),
        max_length=10,
        choices=Status.choices,
        null=True,
        blank=True,
        help_text=_("Empty: nobody has begun one"),
    )
    answered_at = models.DateTimeField(_("first handed in at"), null=True, blank=True)

    objects = Obligations.as_manager()

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        constraints = [
            models.UniqueConstraint(fields=["regime", "unit", "period"], name="one_obligation"),
            models.CheckConstraint(
                condition=Q(excused_at=None) | ~Q(excuse=""), name="excuse_needs_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(fell_with=None) | Q(excused_at__isnull=False), name="fallen_is_not_owed"
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
    def arose_on(self) -> date:
        """Return the day on whose tree it rests: the last one of its period."""
        return self.period.span.last_on

    @property
    def is_undecided(self) -> bool:
        """Return whether it was neither handed in nor excused: only then can its deadline move."""
        return self.answered_at is None and not self.is_excused

    @property
    def is_excused(self) -> bool:
        """Return whether its unit does not owe it any more: excused, or it fell away."""
        return self.excused_at is not None

    @property
    def has_fallen(self) -> bool:
        """Return whether it fell away when its regime changed, and nobody decided on it alone."""
        return self.fell_with_id is not None

    @property
    def due(self) -> Due:
        """Return its deadline: the day, and the hour where one is named."""
        return Due(self.due_on, self.due_time)

    @property
    def facts(self) -> Facts:
        """Return what decides how it stands."""
        return Facts(self.due, self.answer, self.answered_at, self.is_excused, self.has_fallen)


class Extension(models.Model):
    """A later deadline for one obligation; the earlier one is kept beside it."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="extensions")
    due_before = models.DateField(_("due before"))
    time_before = models.TimeField(_("hour before"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    due_time = models.TimeField(_("due at"), null=True, blank=True)
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
                condition=Q(due_on__gt=F("due_before"))
                | Q(due_on=F("due_before"), time_before__isnull=False)
                & (Q(due_time=None) | Q(due_time__gt=F("time_before"))),
                name="extension_is_later",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_needs_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}: {self.due}"

    @property
    def due(self) -> Due:
        """Return the later deadline."""
        return Due(self.due_on, self.due_time)

    @property
    def before(self) -> Due:
        """Return the deadline it replaced."""
        return Due(self.due_before, self.time_before)
