from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """Where an indicator's values come from."""

    COLLECTED = "collected", _("reported by units")
    COUNTED = "counted", _("counted from records")
    RATIO = "ratio", _("computed from two others")


class TimeRule(models.TextChoices):
    """How values of consecutive periods make one of a longer window."""

    SUM = "sum", _("added")
    LAST = "last", _("the last one")


class NormSide(models.TextChoices):
    """On which side of its norm an indicator does well."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class Stage(models.TextChoices):
    """How far a reported value has come."""

    SUBMITTED = "submitted", _("handed in")
    ACCEPTED = "accepted", _("accepted")


class NormVerdict(models.TextChoices):
    """How a total stands to its norm."""

    MET = "met", _("norm met")
    MISSED = "missed", _("norm missed")
