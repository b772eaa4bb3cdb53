from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class GuardConfig(AppConfig):
    name = "nhip.kit.guard"
    verbose_name = _("Classification guard")

    def ready(self) -> None:
        from .signals import refuse_marked_row

        pre_save.connect(refuse_marked_row, dispatch_uid="guard")
