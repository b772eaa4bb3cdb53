from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "nhip.work.indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        """Say who may do what here, answer for figures, and take a place in the menu."""
        from nhip.kit.design import menu
        from nhip.office.figures.registry import register_source
        from nhip.organisation.people.registry import allow

        from .access import PERMISSIONS
        from .queries import IndicatorSource

        allow(PERMISSIONS)
        register_source(IndicatorSource())
        menu.register(
            area="staff",
            order=40,
            label=_("Totals"),
            url_name="indicators:totals",
            permission="indicators.see",
        )
