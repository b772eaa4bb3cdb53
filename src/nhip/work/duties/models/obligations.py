"""Which unit owes which report, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import charges
from nhip.organisation.units.rules import Under
from nhip.work.forms.models import Form

from ..choices import Status
from ..rules import Facts
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
    """Keep what comes in to where a person checks (see `access.checked`)."""
    return arising(charges(on).under(unit_ids(user, "duties.check", on)), owed)


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
        return self.filter(which).select_related("regime", "unit", "period")

    def open(self) -> Self:
        """Keep what is still to be handed in: not begun, being filled in, returned."""
        return self.filter(
            Q(answer=None) | Q(answer__in=[Status.DRAFT, Status.RETURNED]), excused_at=None
        )

    def owed(self) -> Self:
        """Keep what counts: everything that was not excused."""
        return self.filter(excused_at=None)

    def due_before(self, day: date) -> Self:
        """Keep what is due before a day and was never handed in (see `rules.state_of`)."""
        return self.filter(
            Q(answer=None) | Q(answer=Status.DRAFT, answered_at=None),
            due_on__lt=day,
            excused_at=None,
        )


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
    made_at = models.DateTimeField(_("made at"), null=True, blank=True)
    excused_at = models.DateTimeField(_("excused at"), null=True, blank=True)
    excused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    excuse = models.TextField(_("why it is excused"), blank=True)
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
        """Return whether its unit was excused from it."""
        return self.excused_at is not None

    @property
    def facts(self) -> Facts:
        """Return what decides how it stands."""
        return Facts(self.due_on, self.answer, self.answered_at, self.is_excused)


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
