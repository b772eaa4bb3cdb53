"""What moved cited figures: events, each once, and which pins each moved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.organisation.units.models import Unit

from ..choices import Basis
from ..registry import Event, Move


class ToldEvent(models.Model):
    """What happened to which record, by whom, when, as `registry.Event` says it."""

    words = models.CharField(_("words"), max_length=300)
    link = models.CharField(_("record that changed"), max_length=200, blank=True)
    at = models.DateTimeField(_("changed at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.words


class Cause(ToldEvent):
    """One event that moved cited figures: what happened to which record, by whom, when.

    `key` is the same wherever the event is told again: it is one row, however many figures of
    however many texts it moved, so that a text can be asked about it once.
    """

    key = models.CharField(_("key"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("cause of a change")
        verbose_name_plural = _("causes of changes")


class Moving(models.Model):
    """One pin that an event moved since it last agreed with its source; which decision answered it.

    Without a decision it waits for one. It is gone when the pin agrees again of itself.
    """

    pin = models.ForeignKey("figures.Pin", models.PROTECT, related_name="movings")
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="movings")
    decision = models.ForeignKey(
        "figures.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="movings",
        verbose_name=_("decision"),
    )

    class Meta:
        verbose_name = _("figure moved by a cause")
        verbose_name_plural = _("figures moved by causes")
        ordering = ["-cause__at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["pin", "cause"], name="one_moving_a_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id}: {self.cause}"


class Note(ToldEvent):
    """Questions that an action on records may have moved, until the citations of them were compared.

    The rows are the queue: each is written in the action's own transaction, and gone when the marks are
    right. See `registry.Move` for what is left empty.
    """

    keys = models.JSONField(_("indicators"), default=list, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    start_on = models.DateField(_("first day"))
    end_on = models.DateField(_("day after the last"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices, blank=True)
    pin = models.ForeignKey("figures.Pin", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("note of a change of records")
        verbose_name_plural = _("notes of changes of records")

    @property
    def move(self) -> Move:
        """Return what it is about."""
        event = Event(self.words, self.at, self.link, self.by)
        days = self.start_on, self.end_on
        return Move(self.keys, self.unit_id, *days, event, self.basis, self.pin_id)
