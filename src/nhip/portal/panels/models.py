"""Panels beside a page: links, exchange rates, weather."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from .choices import Failure, Feed
from .rules import check_link


class LinkPanel(ClusterableModel):
    """A titled list of links."""

    title = models.CharField(_("title"), max_length=80)
    slug = models.SlugField(_("code"), unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_sample = models.BooleanField(_("sample data"), default=False)

    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("sort_order"),
        FieldPanel("is_sample"),
        InlinePanel("links", heading=capfirst(_("links")), label=_("link")),
    ]

    class Meta:
        verbose_name = _("link panel")
        verbose_name_plural = _("link panels")
        ordering = ["sort_order"]

    def __str__(self) -> str:
        return self.title


class Link(Orderable):
    """One link of a panel."""

    panel = ParentalKey(LinkPanel, on_delete=models.CASCADE, related_name="links")
    text = models.CharField(_("text"), max_length=120)
    address = models.CharField(
        _("address"),
        max_length=200,
        validators=[check_link],
        help_text=_("https://… of another site, or / and what follows for a page of this one."),
    )

    panels = [FieldPanel("text"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.text

    @property
    def is_outside(self) -> bool:
        """Return whether it leads to another site."""
        return not self.address.startswith("/")


class Ranked(models.Model):
    """A page among the most viewed, as the readers' pages show them until the next count."""

    place = models.PositiveSmallIntegerField(pgettext_lazy("rank", "place"), primary_key=True)
    page = models.ForeignKey(settings.WAGTAIL_PAGE_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("most viewed page")
        verbose_name_plural = _("most viewed pages")
        ordering = ["place"]

    def __str__(self) -> str:
        return f"{self.place}. {self.page}"


class Snapshot(models.Model):
    """The last good answer of a feed, and how its last call went."""

    feed = models.CharField(_("feed"), max_length=8, choices=Feed.choices, primary_key=True)
    is_on = models.BooleanField(
        _("shown on the site"),
        default=True,
        help_text=_("Switched off, nothing is shown and nothing fetched"),
    )
    is_live = models.BooleanField(
        _("fetched from the source"),
        default=True,
        help_text=_("Leave empty on a machine without a way to the internet"),
    )
    address = models.URLField(_("address"), max_length=500)
    place = models.CharField(
        pgettext_lazy("of a forecast", "place"),
        max_length=80,
        blank=True,
        help_text=_("Whose weather the address tells; it stands above the forecast"),
    )
    age_limit_hours = models.PositiveSmallIntegerField(_("said to be old after so many hours"))
    content = models.JSONField(_("content"), null=True, blank=True)
    source_at = models.DateTimeField(_("time the source gives"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("fetched at"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample data"), default=False)
    failed_at = models.DateTimeField(_("last failure at"), null=True, blank=True)
    failure = models.CharField(
        _("last failure"), max_length=12, choices=Failure.choices, blank=True
    )

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")

    def __str__(self) -> str:
        return self.get_feed_display()

    @property
    def said_at(self) -> datetime | None:
        """When the content held: the source's own time where it gives one."""
        return self.source_at or self.fetched_at

    def is_old(self, at: datetime) -> bool:
        """Has the content passed its age limit?"""
        said_at = self.said_at
        return said_at is not None and at - said_at > timedelta(hours=self.age_limit_hours)
