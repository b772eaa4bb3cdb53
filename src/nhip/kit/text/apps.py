from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TextConfig(AppConfig):
    name = "nhip.kit.text"
    verbose_name = _("Vietnamese text")
