"""Classes held and who attended: people are known by a code and their unit, never by name."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self, cast

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import write_days
from nhip.office.records.models import Record, Records, Strikable
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import Unit, UnitSpan


class Audience(models.Model):
    """Whom classes are held for: a group of people that offices speak of by this name."""

    code = models.SlugField(_("code"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=120)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name


class Classes(Records["TrainingClass"]):
    """Usage: `TrainingClass.objects.standing().opened_between(start, end)`."""

    def opened_between(self, start_on: date, end_on: date) -> Self:
        """Keep classes opened from `start_on` up to, not including, `end_on`."""
        return self.filter(opened_on__gte=start_on, opened_on__lt=end_on)

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(unit__in=unit_ids(user, "training.see", on))

    def with_level(self) -> Self:
        """Add `level`: where the unit that held the class stood on the day it opened."""
        day = cast("date", OuterRef("opened_on"))
        span = UnitSpan.objects.on(day).filter(unit=OuterRef("unit"))
        return self.annotate(level=Subquery(span.values("level")[:1]))


class TrainingClass(Record):
    """One class, opened by a unit."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="classes", verbose_name=_("held by")
    )
    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=200)
    audiences = models.ManyToManyField(
        Audience, related_name="classes", blank=True, verbose_name=_("for whom")
    )
    audience = models.CharField(_("for whom, in other words"), max_length=200, blank=True)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(_("closed on"))

    objects = Classes.as_manager()

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["opened_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__gte=F("opened_on")), name="class_runs_forward"
            )
        ]
        indexes = [models.Index(fields=["unit", "opened_on"], name="class_count")]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> str:
        """Return its days as people write them: "4/6/2019–6/6/2019"."""
        return write_days(self.opened_on, self.closed_on + timedelta(days=1))


class Trainee(models.Model):
    """A person who was trained, by code."""

    code = models.CharField(_("code"), max_length=32, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trainees")

    class Meta:
        verbose_name = _("trainee")
        verbose_name_plural = _("trainees")

    def __str__(self) -> str:
        return self.code


class Attendances(Records["Attendance"]):
    """Usage: `training_class.attendances.standing()`."""

    def standing(self) -> Self:
        """Leave out what was struck, itself or with its class."""
        return self.filter(struck_at=None, training_class__struck_at=None)


class Attendance(Strikable):
    """A trainee attended a class."""

    training_class = models.ForeignKey(TrainingClass, models.CASCADE, related_name="attendances")
    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="attendances")

    objects = Attendances.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["training_class", "trainee"], name="one_attendance")
        ]

    def __str__(self) -> str:
        return f"{self.trainee}: {self.training_class}"
