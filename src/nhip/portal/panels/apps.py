from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PanelsConfig(AppConfig):
    name = "nhip.portal.panels"
    verbose_name = _("Panels")

    def ready(self) -> None:
        """Say who arranges panels, and have the feeds called every half hour."""
        from nhip.kit.tasks.schedule import every
        from nhip.organisation.people.registry import allow

        from . import receivers  # noqa: F401 (they connect themselves)
        from .access import PERMISSIONS

        allow(PERMISSIONS)
        every(300, "nhip.portal.panels.actions.rank_pages")
        every(1800, "nhip.portal.panels.actions.refresh_feeds")
