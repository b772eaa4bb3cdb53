from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Kinds of issued paper the register knows (Decree 30/2020, art. 7; Regulation 399-QĐ/TW)."""

    DIRECTIVE = "directive", _("directive")
    PLAN = "plan", _("plan")
    PROGRAMME = "programme", _("programme")
    REPORT = "report", _("report")
    NOTICE = "notice", _("notice")
    DECISION = "decision", _("decision")
