from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Basis(models.TextChoices):
    """Which values count: what was handed in, or only what the level above accepted."""

    SUBMITTED = "submitted", _("handed in")
    ACCEPTED = "accepted", _("accepted")


class PinState(models.TextChoices):
    """How a pinned value stands to what its source says now."""

    FRESH = "fresh", _("agrees")
    CHANGED = "changed", pgettext_lazy("figure", "changed")
    BROKEN = "broken", _("source lost")


class Format(models.TextChoices):
    """How the value is written in prose."""

    PLAIN = "plain", _("1.200")
    TWO_DIGITS = "two_digits", _("05")
    OVER_HUNDRED = "over_hundred", _("over 1.200: rounded down to hundreds")


class PinVerdict(models.TextChoices):
    """What an editor decided about a changed value."""

    ACCEPTED = "accepted", _("accepted, with a correction")
    KEPT = "kept", _("kept, with a reason")


class Hindrance(models.TextChoices):
    """Why a figure cannot be cited in public now, the nearest to it first."""

    OTHER_VALUE = "other_value", _("another value is released")
    NOT_RELEASED = "not_released", _("not released yet")
    NOT_ACCEPTED = "not_accepted", _("not accepted yet")
    WITHHELD = "withheld", _("too few people: not published")
    NO_VALUE = "no_value", _("no value")
