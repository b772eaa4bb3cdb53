from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "nhip.work.reports"
    verbose_name = _("Reports")
