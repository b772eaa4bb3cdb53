from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "nhip.portal.newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        """Put the newsroom into the menu and its steps under the page that is signed."""
        from nhip.kit.design import menu
        from nhip.organisation.accounts.registry import register_first_screen
        from nhip.organisation.people.registry import allow
        from nhip.portal.news.registry import register_panel

        from . import receivers  # noqa: F401 (they connect themselves)
        from .access import PERMISSIONS
        from .views import first_screen, step_panel

        allow(PERMISSIONS)
        register_panel(step_panel)
        register_first_screen(first_screen)
        menu.register(
            area="staff",
            order=1,
            label=_("Newsroom"),
            url_name="newsroom:board",
            permission="news.edit",
        )
        menu.register(
            area="staff",
            order=91,
            label=_("Steps of articles"),
            url_name="newsroom:steps",
            permission="newsroom.keep",
        )
