from django.db import models
from django.utils.translation import gettext_lazy as _


class Feed(models.TextChoices):
    """What the worker fetches for the panels."""

    RATES = "rates", _("exchange rates")
    WEATHER = "weather", _("weather")
