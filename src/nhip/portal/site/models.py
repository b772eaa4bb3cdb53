"""The base page every public page is made from, and the site's settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import AbstractPage, PageViewRestriction
from wagtail.models.pages import AbstractPageMeta, DefaultBasePageMixin


class BasePage(AbstractPage, DefaultBasePageMixin):
    """Wagtail's page under our own name, so that fields can be added to every page later."""

    search_fields = AbstractPage.search_fields + DefaultBasePageMixin.search_fields
    promote_panels = DefaultBasePageMixin.promote_panels
    private_page_options: list[str] = []

    class Meta(AbstractPageMeta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Say without a query that there are none: what is live is for everybody."""
        return PageViewRestriction.objects.none()


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    """What the editor-in-chief sets for the whole site."""

    name = models.CharField(_("name"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    address = models.TextField(_("address, in the foot of every page"), blank=True)
    is_sample = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Shows the demonstration banner and keeps search engines away"),
    )

    panels = [FieldPanel(name) for name in ("name", "tagline", "address", "is_sample")]

    class Meta:
        verbose_name = _("site settings")
