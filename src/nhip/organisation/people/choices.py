from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an appointment lets its holder do."""

    ADMINISTRATOR = "administrator", _("administrator")
    PLANNER = "planner", _("planner")
    CHIEF = "chief", _("chief")
    REPORTER = "reporter", _("reporter")
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", _("publishing editor")
    READER = "reader", _("reader")


AT_THE_ROOT = (Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR)
"""Roles that act on the one public site or on everybody's accounts: given in the unit on top only."""


class Scope(models.TextChoices):
    """Over which units a permission of an appointment reaches."""

    OWN = "own", _("the unit itself")
    BELOW = "below", _("every unit below it")
    SUBTREE = "subtree", _("the unit and every unit below it")


class Power(models.TextChoices):
    """What the table of authority speaks of."""

    ISSUE = "issue", _("issue")
    APPRAISE = "appraise", _("appraise")
    COMMEND = "commend", _("commend")
    TRAIN = "train", _("train")
    DECIDE = "decide", _("decide")
