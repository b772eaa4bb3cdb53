from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "nhip.portal.site"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Supply every page with the site's name and main menu."""
        from nhip.kit.design.frame import supply

        from .queries import frame

        supply(frame)
