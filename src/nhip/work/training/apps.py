from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TrainingConfig(AppConfig):
    name = "nhip.work.training"
    verbose_name = _("Training")

    def ready(self) -> None:
        """Say who may do what here, what is counted, and where the menu finds it."""
        from nhip.kit.design import menu
        from nhip.organisation.people import registry
        from nhip.work.indicators.registry import Definition, register_counter

        from .access import TABLE
        from .queries import AttendanceCounter, ClassCounter, TraineeCounter

        registry.allow(TABLE)
        register_counter(
            "classes",
            ClassCounter(),
            Definition(
                _("Training classes"),
                _(
                    "Classes held at the levels entitled to hold them, counted from the register of"
                    " classes"
                ),
                _("classes"),
                order=0,
            ),
        )
        register_counter(
            "trainees",
            TraineeCounter(),
            Definition(
                _("People who attended training"),
                _("Each person once, however many classes attended; from the lists of classes"),
                pgettext_lazy("measure", "people"),
                order=1,
            ),
        )
        register_counter(
            "attendances",
            AttendanceCounter(),
            Definition(
                _("Attendances of training"),
                _("Each time one person attends one class is one attendance"),
                pgettext_lazy("measure", "attendances"),
                order=2,
            ),
        )
        menu.register(
            area="staff",
            order=70,
            label=_("Training"),
            url_name="training:list",
            permission="training.see",
        )
