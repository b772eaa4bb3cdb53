from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    name = "nhip.office.figures"
    verbose_name = _("Figures")

    def ready(self) -> None:
        """Say who may do what here, compare what was noted at once, and all pins again once a day."""
        from nhip.kit.design import menu
        from nhip.kit.tasks import schedule
        from nhip.organisation.people.registry import allow

        from . import receivers  # noqa: F401
        from .access import PERMISSIONS

        allow(PERMISSIONS)
        schedule.every(0.2, "nhip.office.figures.tasks.compare_noted")
        schedule.every(24 * 60 * 60, "nhip.office.figures.tasks.check_pins")
        menu.register(
            area="staff",
            order=85,
            label=_("Released figures"),
            url_name="figures:releases",
            permission="figures.release",
        )
