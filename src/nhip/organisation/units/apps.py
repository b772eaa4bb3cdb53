from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "nhip.organisation.units"
    verbose_name = _("Units")

    def ready(self) -> None:
        """Take a place in the side bar, and say whose accounts these are."""
        from nhip.kit.design import menu
        from nhip.kit.tasks import schedule
        from nhip.organisation.accounts.registry import register_office

        from .queries import top_name

        register_office(top_name)
        schedule.every(60, "nhip.organisation.units.actions.take_up_names")
        menu.register(
            area="staff",
            order=82,
            label=_("Units"),
            url_name="units:tree",
            permission="units.see",
        )
        menu.register(
            area="staff",
            order=83,
            label=_("Issuing organs"),
            url_name="units:organs",
            permission="units.see",
        )
