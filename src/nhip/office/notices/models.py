"""Whom to tell what: a person's inbox."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User


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
