from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShelvesConfig(AppConfig):
    name = "nhip.portal.shelves"
    verbose_name = _("Authors, topics, tags")

    def ready(self) -> None:
        """Say who keeps them, and put their screen into the menu."""
        from nhip.kit.design import menu
        from nhip.organisation.people.registry import allow

        from .access import KEEP, PERMISSIONS

        allow(PERMISSIONS)
        menu.register(
            area="staff",
            order=2,
            label=_("Authors, topics, tags"),
            url_name="shelves:list",
            permission=KEEP,
        )
