from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    name = "nhip.work.training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Say who may do what here, what is counted, and where the menu finds it."""
        from nhip.kit.design import menu
        from nhip.organisation.people import registry
        from nhip.work.indicators.registry import register_counter

        from .access import TABLE
        from .queries import AttendanceCounter, ClassCounter, TraineeCounter

        registry.allow(TABLE)
        register_counter("classes", ClassCounter())
        register_counter("trainees", TraineeCounter())
        register_counter("attendances", AttendanceCounter())
        menu.register(
            area="staff",
            order=70,
            label=_("Training"),
            url_name="training:list",
            permission="training.see",
        )
