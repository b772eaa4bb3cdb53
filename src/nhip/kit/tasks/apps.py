from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nhip.kit.tasks import schedule


class TasksConfig(AppConfig):
    name = "nhip.kit.tasks"
    verbose_name = _("Background tasks")

    def ready(self) -> None:
        schedule.every(3600, "nhip.kit.tasks.actions.forget_finished")
        schedule.every(3600, "nhip.kit.tasks.planning.note_sizes")
