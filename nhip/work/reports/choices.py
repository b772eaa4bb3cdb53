from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far a report has come."""

    DRAFT = "draft", _("being filled in")
    SUBMITTED = "submitted", _("waiting for a check")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")


class Step(models.TextChoices):
    """What was done with a report."""

    SUBMITTED = "submitted", _("handed in")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    REOPENED = "reopened", _("opened for a correction")


class Check(models.TextChoices):
    """A rule across the cells of a form."""

    NOT_ABOVE = "not_above", _("not above another row")
    SUM_OF = "sum_of", _("the sum of its breakdown")


class Severity(models.TextChoices):
    """Whether a broken check stops the hand-in."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
