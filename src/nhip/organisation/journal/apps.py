from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nhip.kit.tasks import schedule


class JournalConfig(AppConfig):
    name = "nhip.organisation.journal"
    verbose_name = _("Journal")

    def ready(self) -> None:
        schedule.every(1, "nhip.organisation.journal.actions.seal")
