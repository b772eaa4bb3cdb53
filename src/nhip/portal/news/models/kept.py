"""What is kept of articles: what they put before the public, what lies in the bin, what goes out later."""

from datetime import UTC, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import fold, spelt_words

from ..choices import VersionKind
from ..rules import BINNED_FOR, place_of
from .pages import ArticlePage, SectionPage


class Findable(models.Model):
    """A public article as readers' search reads it: its words, blind to marks and as they are spelt.

    Both databases index them word by word (see its migration); `place` says the newest first.
    """

    place = models.BigIntegerField(primary_key=True)
    page = models.OneToOneField(ArticlePage, models.CASCADE, related_name="+")
    words = models.TextField()
    spelt = models.TextField()

    class Meta:
        verbose_name = _("words of a public article")
        verbose_name_plural = _("words of public articles")

    def __str__(self) -> str:
        return str(self.page)

    @classmethod
    def of(cls, page: ArticlePage) -> Self:
        """Return what there is to be found of a public article; kept by the receiver of its changes."""
        spelt = " ".join(spelt_words(f"{page.title} {page.kicker} {page.plain_text()}"))
        place = place_of(page.shown_at or page.first_published_at, page.pk)
        return cls(place=place, page=page, words=fold(spelt), spelt=spelt)


class Version(models.Model):
    """What an article put before the public at one moment, whole, or that it was withdrawn; never changed.

    `content` holds its fields as they are stored, each figure with the value cited, and the digests of its
    pictures; `digest` is over all of it and the version before.
    """

    page = models.ForeignKey(ArticlePage, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=VersionKind.choices)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    reason = models.TextField(_("reason"), blank=True)
    is_open_seen = models.BooleanField(_("said to hold nothing secret"), null=True)
    content = models.JSONField(_("content"), default=dict)
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.number}"

    @property
    def said(self) -> dict[str, Any]:
        """Return all that its seal is over, but for the version before."""
        return {
            "page": self.page_id,
            "number": self.number,
            "kind": str(self.kind),
            "at": self.at.astimezone(UTC).isoformat(),
            "by": self.by_id,
            "reason": self.reason,
            "content": self.content,
            **({"is_open_seen": True} if self.is_open_seen else {}),
        }


class BinnedArticle(models.Model):
    """An article in the bin, and the section it goes back to."""

    page = models.OneToOneField(ArticlePage, models.CASCADE, related_name="binned")
    section = models.ForeignKey(SectionPage, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("article in the bin")
        verbose_name_plural = _("articles in the bin")

    def __str__(self) -> str:
        return str(self.page)

    @property
    def until(self) -> datetime:
        """Return when it is deleted for good."""
        return self.at + BINNED_FOR


class SignedAhead(models.Model):
    """A publisher's signature under an article that goes out later: what it was given for, and when it is due.

    Its latest revision bears the moment too (`approved_go_live_at`): by that Wagtail lets nobody edit it.
    """

    page = models.OneToOneField(ArticlePage, models.CASCADE, related_name="signed_ahead")
    due_at = models.DateTimeField(_("goes out at"), db_index=True)
    seen = models.CharField(_("digest of what was shown"), max_length=64)
    ticked = models.JSONField(_("what was confirmed"), default=list)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    tries = models.PositiveSmallIntegerField(_("times it failed to go out"), default=0)

    class Meta:
        verbose_name = _("signature ahead of time")
        verbose_name_plural = _("signatures ahead of time")

    def __str__(self) -> str:
        return f"{self.page}: {self.due_at}"
