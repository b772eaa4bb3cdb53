from django.apps import AppConfig
from django.db import connection
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "nhip.portal.delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        """Hear of every change of pages, and follow what other processes and nodes purge."""
        from nhip.kit.tasks.schedule import every

        from . import receivers  # noqa: F401 (they connect themselves)

        waits_by_itself = connection.vendor == "postgresql"
        every(0 if waits_by_itself else 1, "nhip.portal.delivery.following.follow")
        every(1, "nhip.portal.delivery.actions.refill_mirror")
        every(2, "nhip.portal.delivery.actions.collect_views")
        every(3600, "nhip.portal.delivery.actions.forget_purges")
