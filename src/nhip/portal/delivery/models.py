"""Views counted by page and day, and the log of what was purged."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewDay(models.Model):
    """How often a page was opened on one day; no reader is known."""

    page = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="view_days")
    day = models.DateField(_("day"))
    views = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views of days")
        constraints = [models.UniqueConstraint(fields=["page", "day"], name="one_view_day")]
        indexes = [models.Index(fields=["day"], name="view_day")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.day}: {self.views}"


class Purge(models.Model):
    """Things that changed, written with the change itself: every node carries it out on its own store."""

    tags: Any = models.JSONField(_("what changed"))
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("purge")
        verbose_name_plural = _("purges")

    def __str__(self) -> str:
        return " ".join(self.tags)
