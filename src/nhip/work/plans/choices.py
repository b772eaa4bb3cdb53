from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Plans units hand up to be appraised."""

    YEARLY = "yearly", _("yearly plan")
    MODEL_UNIT = "model_unit", _("plan to build a model unit")
