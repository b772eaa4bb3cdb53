"""Whom to tell what: a person's inbox."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User

from .choices import LetterState


class Notices(models.QuerySet["Notice"]):
    """Lines in inboxes."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Keep what was sent to this person: nobody reads another's inbox."""
        return self.filter(user=user.pk)

    def unread(self) -> Self:
        """Keep what has not been read."""
        return self.filter(read_at=None)


class Notice(models.Model):
    """One line for one person, with the page it leads to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    text = models.CharField(_("text"), max_length=300)
    link = models.CharField(_("link"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    objects = Notices.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_inbox")]

    def __str__(self) -> str:
        return self.text


class Look(models.Model):
    """Up to when a person has seen what changed, and the look before that one."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="look")
    seen_until = models.DateTimeField(_("seen until"))
    before = models.DateTimeField(_("seen until, the time before"), null=True, blank=True)

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")

    def __str__(self) -> str:
        return f"{self.user}: {self.seen_until}"


class Letter(models.Model):
    """An e-mail on its way to one address. Its words lie sealed, and are gone once it is sent."""

    to = models.CharField(_("to"), max_length=254)
    subject = models.CharField(_("subject line"), max_length=200)
    sealed = models.TextField(blank=True)
    made_at = models.DateTimeField(_("made at"))
    due_at = models.DateTimeField(_("tried next at"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    state = models.CharField(
        _("state"), max_length=8, choices=LetterState.choices, default=LetterState.WAITING
    )
    outcome = models.CharField(_("how it ended"), max_length=12, blank=True)
    said = models.CharField(_("what the server said"), max_length=300, blank=True)
    over_at = models.DateTimeField(_("sent, or given up, at"), null=True, blank=True)
    is_test = models.BooleanField(_("a test"), default=False)
    notice = models.OneToOneField(
        Notice, models.SET_NULL, null=True, blank=True, related_name="letter"
    )

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="letter_due")]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
