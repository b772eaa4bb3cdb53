from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "nhip.portal.site"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Supply every page with the site's name and main menu."""
        from wagtail.admin.panels import ObjectList

        from nhip.kit.design.frame import supply
        from nhip.organisation.people.registry import allow

        from .access import PERMISSIONS
        from .forms import SettingsForm
        from .models import SiteSettings
        from .queries import frame

        supply(frame)
        allow(PERMISSIONS)
        SiteSettings.edit_handler = ObjectList(SiteSettings.panels, base_form_class=SettingsForm)
