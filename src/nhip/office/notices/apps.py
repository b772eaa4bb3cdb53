from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "nhip.office.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from . import receivers  # noqa: F401
