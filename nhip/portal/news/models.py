"""The public pages: home, sections, articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from nhip.portal.site.models import BasePage

from .blocks import ArticleBody


class HomePage(BasePage):
    """The front page."""

    lead_article = models.ForeignKey(
        "news.ArticlePage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead story"),
    )

    content_panels = [*BasePage.content_panels, FieldPanel("lead_article")]
    subpage_types = ["news.SectionPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("home page")


class SectionPage(BasePage):
    """A list of articles."""

    intro = models.CharField(_("introduction"), max_length=240, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    parent_page_types = ["news.HomePage"]
    subpage_types = ["news.ArticlePage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class ArticlePage(BasePage):
    """An article: lead, body, byline; it holds pins ("news.article")."""

    kicker = models.CharField(_("kicker"), max_length=120, blank=True)
    lead = models.TextField(_("lead"), max_length=600)
    body = StreamField(ArticleBody(), verbose_name=_("text"), blank=True)
    byline = models.CharField(
        _("byline"), max_length=160, blank=True, help_text=_('Shown after "Tin, ảnh:"')
    )
    sources = models.TextField(_("sources of facts"), blank=True)
    shown_at = models.DateTimeField(_("date shown"), null=True, blank=True)
    is_sample = models.BooleanField(_("invented for a demonstration"), default=False)

    content_panels = [
        *BasePage.content_panels,
        *[FieldPanel(name) for name in ("kicker", "lead", "body", "byline", "sources", "shown_at")],
    ]
    parent_page_types = ["news.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
