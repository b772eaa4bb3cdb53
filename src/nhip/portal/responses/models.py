"""What readers answer: a rating, a comment. Nothing else is kept about them."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.organisation.accounts.models import User

from .choices import CommentStanding


class Rating(models.Model):
    """One to five points for a page, once a browser: `token` is a keyed digest of a random cookie."""

    page = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="ratings")
    token = models.CharField(_("token"), max_length=64)
    points = models.PositiveSmallIntegerField(_("points"))
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        constraints = [
            models.UniqueConstraint(fields=["page", "token"], name="one_rating"),
            models.CheckConstraint(condition=Q(points__gte=1, points__lte=5), name="one_to_five"),
        ]

    def __str__(self) -> str:
        return str(self.points)


class OriginDay(models.Model):
    """How often a page was rated from one network address on a day; forgotten when the day is over.

    `origin` is a keyed digest of page, day and address: of use to nobody else.
    """

    origin = models.CharField(pgettext_lazy("rating", "origin"), max_length=64, primary_key=True)
    day = models.DateField(_("day"), db_index=True)
    votes = models.PositiveSmallIntegerField(_("ratings"), default=0)

    class Meta:
        verbose_name = _("ratings of one origin")
        verbose_name_plural = _("ratings by origin")

    def __str__(self) -> str:
        return f"{self.day}: {self.votes}"


class Tally(models.Model):
    """When a page was last made anew to show its ratings, and whether some wait to be shown since."""

    page = models.OneToOneField(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="+")
    shown_at = models.DateTimeField(_("shown at"))
    is_behind = models.BooleanField(_("ratings wait to be shown"), default=False, db_index=True)

    class Meta:
        verbose_name = _("showing of ratings")
        verbose_name_plural = _("showings of ratings")

    def __str__(self) -> str:
        return f"{self.page_id}: {self.shown_at}"


class BlockedWriter(models.Model):
    """Somebody whose comments are taken no more, and what is wrong with those that came."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("writer")
    )
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("blocked writer")
        verbose_name_plural = _("blocked writers")
        ordering = ["-at"]

    def __str__(self) -> str:
        return str(self.user)


class Comments(models.QuerySet["Comment"]):
    """Comments by who looks."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what is shown, and what this reader wrote: `page.comments.visible_to(user)`."""
        shown = Q(standing=CommentStanding.SHOWN)
        return self.filter(shown | Q(user=user.pk) if user.is_authenticated else shown)

    def moderated_by(self, user: User | AnonymousUser) -> Self:
        """Keep what this person may let through or hide."""
        return self if user.has_perm("responses.moderate") else self.none()

    def waiting(self) -> Self:
        """Keep what nobody has decided yet."""
        return self.filter(standing=CommentStanding.WAITING)


class Comment(models.Model):
    """A signed-in reader's comment; shown after a moderator let it through.

    `written_by` is the post its writer held on that day, as readers see it.
    """

    page = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="comments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="comments")
    written_by = models.CharField(_("written by"), max_length=240, blank=True)
    text = models.TextField(_("text"), max_length=2000)
    standing = models.CharField(
        pgettext_lazy("comment", "standing"),
        max_length=8,
        choices=CommentStanding.choices,
        default=CommentStanding.WAITING,
    )
    reason = models.CharField(_("why it is hidden"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = Comments.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["sent_at"]
        indexes = [
            models.Index(fields=["page", "standing"], name="comment_page"),
            models.Index(fields=["sent_at"], name="comment_sent"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_shown(self) -> bool:
        """Return whether readers see it."""
        return self.standing == CommentStanding.SHOWN

    @property
    def may_become(self) -> list[CommentStanding]:
        """Return how a moderator may still let it stand: otherwise than it does."""
        ways = (CommentStanding.SHOWN, CommentStanding.HIDDEN)
        return [standing for standing in ways if standing != self.standing]
