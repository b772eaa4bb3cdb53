from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.kit.feeds.fetching import Reason


class Feed(models.TextChoices):
    """What the worker fetches for the panels."""

    RATES = "rates", _("exchange rates")
    WEATHER = "weather", _("weather")


class Failure(models.TextChoices):
    """Why the last call of a feed gave nothing."""

    ADDRESS = Reason.ADDRESS.value, _("the address is not one of the web")
    UNREACHABLE = Reason.UNREACHABLE.value, _("the source cannot be reached")
    TOO_SLOW = Reason.TOO_SLOW.value, _("the source did not answer in time")
    REFUSED = Reason.REFUSED.value, _("the source answered with an error")
    MOVED = Reason.MOVED.value, _("the source sends to another machine")
    TOO_LARGE = Reason.TOO_LARGE.value, _("the answer is too large")
    RUBBISH = Reason.RUBBISH.value, _("the answer cannot be understood")
