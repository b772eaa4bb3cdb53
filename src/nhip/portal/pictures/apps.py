from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    name = "nhip.portal.pictures"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        """Have sizes made, and pages made anew, whenever a picture changes."""
        from nhip.organisation.journal.registry import was_called

        from . import receivers  # noqa: F401 (they connect themselves)
        from .models import Picture

        was_called(Picture, "wagtailimages.image")
