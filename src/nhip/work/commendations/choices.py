from django.db import models
from django.utils.translation import gettext_lazy as _


class Recipient(models.TextChoices):
    """Whom a certificate honours."""

    COLLECTIVE = "collective", _("collective")
    INDIVIDUAL = "individual", _("individual")
