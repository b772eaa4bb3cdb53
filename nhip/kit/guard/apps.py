from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuardConfig(AppConfig):
    name = "nhip.kit.guard"
    verbose_name = _("Classification guard")
