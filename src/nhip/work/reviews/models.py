"""Conferences and the reviews they carry, each with its own window and basis."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import write_days
from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.registry import Reference, Resolved
from nhip.office.records.models import Record, Records, Strikable, struck_with_reason
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Organ

from .choices import ConferencePart
from .rules import PersonWords, digest_of


class Conferences(Records["Conference"]):
    """Usage: `Conference.objects.standing().visible_to(user, today)`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(organ__unit__in=unit_ids(user, "reviews.see", on))


class Reviews(Records["Review"]):
    """Usage: `Review.objects.visible_to(user, today)`."""

    def standing(self) -> Self:
        """Leave out what was struck, itself or with its conference."""
        return super().standing().filter(conference__struck_at=None)

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(conference__organ__unit__in=unit_ids(user, "reviews.see", on))


class Participants(Records["Participant"]):
    """Usage: `conference.participants.standing()`."""

    def visible_to(self, user: User, on: date) -> Self:
        """Keep what the user may read."""
        return self.filter(conference__organ__unit__in=unit_ids(user, "reviews.see", on))


class Conference(Record):
    """A conference an organ holds. A wrong one is struck with a reason, never removed."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="conferences")
    title = models.CharField(_("title"), max_length=200)
    held_at = models.DateTimeField(_("held at"))
    place = models.CharField(_("place"), max_length=200, blank=True)

    objects = Conferences.as_manager()

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        ordering = ["-held_at", "-pk"]
        constraints = [struck_with_reason("conference_struck_with_reason")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page that shows it."""
        return reverse("reviews:conference", args=[self.pk])

    @property
    def held_on(self) -> date:
        """Return the day it is held on, in the office."""
        return today(self.held_at)


class Review(Strikable):
    """What a conference looks back on: a window, a basis and the figures shown."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="reviews")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    start_on = models.DateField(_("first day"))
    end_on = models.DateField(_("day after the last"))
    basis = models.CharField(
        _("basis"), max_length=10, choices=Basis.choices, default=Basis.ACCEPTED
    )
    text = models.TextField(
        _("text"),
        blank=True,
        help_text=_("What the review says in words; its numbers may be bound"),
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )

    objects = Reviews.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "number"], name="one_review_number"),
            models.CheckConstraint(
                condition=Q(end_on__gt=F("start_on")), name="review_window_forward"
            ),
            struck_with_reason("review_struck_with_reason"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page that shows it."""
        return f"{reverse('reviews:conference', args=[self.conference_id])}?phan={self.number}"

    @property
    def window(self) -> str:
        """Return the window as people say it: "2017–2021"."""
        return write_days(self.start_on, self.end_on)

    def reference(self, key: str) -> Reference:
        """Return what a figure of this review asks."""
        organ = self.conference.organ
        return Reference(key, organ.unit_id, self.start_on, self.end_on, self.basis)


class ReviewFigure(models.Model):
    """One figure of a review, by key: it is resolved through `office/figures`, never typed."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="figures")
    key = models.CharField(_("indicator"), max_length=64)
    format = models.CharField(
        _("format"), max_length=16, choices=Format.choices, default=Format.PLAIN
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    goes_into_article = models.BooleanField(_("goes into the article draft"), default=True)

    class Meta:
        verbose_name = _("figure of a review")
        verbose_name_plural = _("figures of a review")
        ordering = ["sort_order"]
        constraints = [
            models.UniqueConstraint(fields=["review", "key"], name="one_figure_a_review")
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def exact(self) -> str:
        """Return the format staff see; prose may round ("over 1.200"), a review does not."""
        return Format.PLAIN if self.format == Format.OVER_HUNDRED else self.format


class Frozen(models.Model):
    """Something of a review as its chief approved it, from a moment on; nothing of it moves by itself.

    A decision about a later change ends it (`until`) and freezes anew. The database refuses to change or
    delete it.
    """

    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        abstract = True

    @property
    def sealed(self) -> list[str]:
        """Return the fields it is sealed with."""
        raise NotImplementedError

    @property
    def said(self) -> dict[str, Any]:
        """Return all the digest is made of."""
        names = ["review_id", "by_id", *self.sealed]
        return {name: getattr(self, name) for name in names} | {
            "since": self.since.astimezone(UTC).isoformat()
        }

    @property
    def is_whole(self) -> bool:
        """Return whether it says what it was sealed with."""
        return self.digest == digest_of(self.said)


class FrozenFigure(Frozen):
    """One line of a review as the chief approved it, whole; no `amount`: it was approved without a value."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="frozen")
    key = models.CharField(_("indicator"), max_length=64)
    amount = models.BigIntegerField(_("approved value"), null=True, blank=True)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    label = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("how it is counted"), blank=True)
    measure = models.CharField(_("unit of measure"), max_length=40, blank=True)
    coverage = models.CharField(_("n of N in words"), max_length=300, blank=True)
    parts = models.CharField(_("made of"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)
    is_withheld = models.BooleanField(_("not published"), default=False)
    n = models.PositiveIntegerField(_("sources there"), null=True, blank=True)
    of_n = models.PositiveIntegerField(_("sources owed"), null=True, blank=True)
    before_amount = models.BigIntegerField(_("value a year before"), null=True, blank=True)
    before_decimals = models.PositiveSmallIntegerField(_("decimals a year before"), default=0)
    section_number = models.PositiveSmallIntegerField(_("number of the heading"), default=0)
    section_title = models.CharField(_("heading"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("frozen figure")
        verbose_name_plural = _("frozen figures")
        ordering = ["review", "key", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "key"], condition=Q(until=None), name="one_frozen_line_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.key})"

    @property
    def sealed(self) -> list[str]:
        """Return the fields it is sealed with."""
        return ["key", *FROZEN]

    @property
    def resolved(self) -> Resolved:
        """Return what it says, as sources say it."""
        return Resolved(**{name: getattr(self, name) for name in RESOLVED})

    @property
    def before(self) -> Resolved | None:
        """Return what stood beside it from the year before; None where nothing did."""
        if self.before_amount is None:
            return None
        return replace(self.resolved, amount=self.before_amount, decimals=self.before_decimals)


RESOLVED = [
    field.name for field in fields(Resolved) if field.name != "years"
]  # those its pin keeps
FROZEN = [*RESOLVED, "before_amount", "before_decimals", "section_number", "section_title"]
"""What is frozen of a line, besides whose it is."""


class FrozenText(Frozen):
    """The words of a review as the chief approved them, with their figures (`rules.told.ToldFigure`)."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="frozen_texts")
    text = models.TextField(_("text"))
    figures = models.JSONField(_("figures in it"), default=list)

    class Meta:
        verbose_name = _("frozen text")
        verbose_name_plural = _("frozen texts")
        ordering = ["review", "since"]
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(until=None), name="one_frozen_text_stands"
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}"

    @property
    def sealed(self) -> list[str]:
        """Return the fields it is sealed with."""
        return ["text", "figures"]


class Participant(Record):
    """A person at a conference, written as on that day: rank, post and unit are words of their own.

    `account` is who it is where somebody has one; nothing is ever read back from it. What a person
    thinks or can be relied on for is nowhere here.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="participants")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    rank = models.CharField(_("rank of that day"), max_length=60, blank=True)
    post = models.CharField(_("post of that day"), max_length=120)
    unit_name = models.CharField(_("unit of that day"), max_length=200, blank=True)
    attends = models.BooleanField(ConferencePart.ATTENDS.label, default=False)
    chairs = models.BooleanField(ConferencePart.CHAIRS.label, default=False)
    speaks = models.BooleanField(ConferencePart.SPEAKS.label, default=False)
    awards = models.BooleanField(ConferencePart.AWARDS.label, default=False)

    objects = Participants.as_manager()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["conference_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attends=True) | Q(chairs=True) | Q(speaks=True) | Q(awards=True),
                name="participant_has_a_part",
            ),
            models.UniqueConstraint(
                fields=["conference", "account"],
                condition=Q(struck_at=None),
                name="one_line_a_participant",
            ),
            struck_with_reason("participant_struck_with_reason"),
        ]

    def __str__(self) -> str:
        return self.words.line

    @property
    def words(self) -> PersonWords:
        """Return how this person is written."""
        return PersonWords(self.name, self.rank, self.post, self.unit_name)

    @property
    def parts(self) -> list[ConferencePart]:
        """Return what this person does there."""
        return [part for part in ConferencePart if getattr(self, part)]
