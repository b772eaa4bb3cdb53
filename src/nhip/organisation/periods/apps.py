from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeriodsConfig(AppConfig):
    name = "nhip.organisation.periods"
    verbose_name = _("Periods")

    def ready(self) -> None:
        """Put the calendar into the side bar."""
        from nhip.kit.design import menu

        menu.register(
            area="staff",
            order=85,
            label=_("Calendar"),
            url_name="periods:calendar",
            permission="periods.see",
        )
