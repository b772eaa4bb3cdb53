"""Ranks, posts and appointments: who may act for which unit, from when until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.models import Spans, Unit

from .choices import Power, Role
from .registry import subject_name


class Rank(models.Model):
    """A rank, in order of precedence."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    precedence = models.PositiveSmallIntegerField(_("precedence, the highest being 1"))

    class Meta:
        verbose_name = _("rank")
        verbose_name_plural = _("ranks")
        ordering = ["precedence"]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post as it is written under papers and beside records."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    precedence = models.PositiveSmallIntegerField(_("precedence, the highest being 1"), default=99)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ["precedence", "name"]

    def __str__(self) -> str:
        return self.name


class Appointments(models.QuerySet["Appointment"]):
    """Half-open spans of days; an empty end means "still"."""

    def on(self, day: date) -> Self:
        """Keep what holds on a day: `user.appointments.on(day)`."""
        return self.filter(Q(end_on=None) | Q(end_on__gt=day), start_on__lte=day)


class Appointment(models.Model):
    """A person holds a post in a unit, and with it a role, for a span of days."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="appointments",
        verbose_name=_("account"),
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="appointments", verbose_name=_("unit")
    )
    post = models.ForeignKey(
        Post, models.PROTECT, related_name="appointments", verbose_name=_("post")
    )
    rank = models.ForeignKey(
        Rank,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("rank"),
    )
    role = models.CharField(_("role"), max_length=16, choices=Role.choices)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until, not included"), null=True, blank=True)

    objects = Appointments.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        indexes = [models.Index(fields=["user", "start_on"], name="appointment_user")]
        constraints = [
            # Equal: an appointment that was made by mistake and taken back the same day.
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="appointment_runs_forward",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(end_on=None),
                name="one_appointment_still",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.unit}"

    def holds_on(self, day: date) -> bool:
        """Return whether its holder may act by it on this day."""
        return self.start_on <= day and (self.end_on is None or day < self.end_on)


class Authority(models.Model):
    """One line of the table of authority: what a level and kind of organ may do, from when until when."""

    verb = models.CharField(_("may"), max_length=12, choices=Power.choices)
    subject = models.CharField(
        _("what"), max_length=24, blank=True, help_text=_("The code of a kind; empty: every kind")
    )
    level = models.PositiveSmallIntegerField(_("level, the root being 1"))
    organ_kind = models.CharField(
        _("kind of organ"), max_length=12, choices=OrganKind.choices, blank=True
    )
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until, not included"), null=True, blank=True)
    basis = models.CharField(_("legal basis"), max_length=200)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)

    objects = Spans["Authority"].as_manager()
    LEVELS = 9  # no organisation is deeper

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("table of authority")
        ordering = ["verb", "subject", "level", "organ_kind", "start_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="authority_runs_forward",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.subject_name}: {self.level}"

    @property
    def last_on(self) -> date | None:
        """Return its last day."""
        return self.end_on - timedelta(days=1) if self.end_on else None

    @property
    def never_held(self) -> bool:
        """Return whether it was taken back: it ended on the day it began."""
        return self.end_on == self.start_on

    @property
    def subject_name(self) -> str:
        """Return what it is about in words, as the room that deals with it says them."""
        return subject_name(self.verb, self.subject)
