from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Lengths of a reporting period that tile a year."""

    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    YEAR = "year", _("year")
