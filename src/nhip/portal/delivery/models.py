"""Views counted by page and day: no reader is known, only that a page was opened."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ViewDay(models.Model):
    """How often a page was opened on one day."""

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
