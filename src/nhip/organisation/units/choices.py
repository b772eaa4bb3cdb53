from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganKind(models.TextChoices):
    """What an issuing organ is; it decides how its papers look and who may sign."""

    COMMITTEE = "committee", _("Party committee")
    COMMAND = "command", _("command")
    POLITICAL = "political", _("political office")
    STAFF = "staff", _("staff office")


class Layout(models.TextChoices):
    """Families of paper layout: Party rules, Decree 30/2020, military rules."""

    PARTY = "party", _("Party papers")
    STATE = "state", _("State papers")
    MILITARY = "military", _("military papers")


class Restart(models.TextChoices):
    """When a number series begins again at 1."""

    YEAR = "year", _("every year")
    TERM = "term", _("every term of office")


class EventKind(models.TextChoices):
    """What a decision does to units."""

    CREATED = "created", _("set up")
    RENAMED = "renamed", _("renamed")
    MOVED = "moved", _("moved")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")
    CLOSED = "closed", _("closed")
    ABOLISHED = "abolished", _("level abolished")
