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
    INSPECTOR = "inspector", _("inspector")
    READER = "reader", _("reader")


AT_THE_ROOT = (Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR, Role.INSPECTOR)
"""Roles that act on the one public site or on everybody's accounts, or look into everything: given in the
unit on top only."""


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


class AccountState(models.TextChoices):
    """Whether somebody can sign in with an account."""

    OPEN = "open", _("can sign in")
    WAITING = "waiting", _("not signed in yet")
    CLOSED = "closed", _("closed, nobody signs in")


DEEDS = {
    "people.account_made": _("Account made"),
    "people.password_given": _("New password given"),
    "people.account_corrected": _("Account corrected"),
    "people.account_reset": _("New password given on the machine itself"),
    "people.sessions_ended": _("Signed out everywhere or from one device"),
    "people.second_factor_removed": _("Second step of signing in removed"),
    "people.password_chosen": _("Own password chosen"),
    "people.account_closed": _("Account closed"),
    "people.account_reopened": _("Account opened again"),
    "people.stood_down": _("First account stood down"),
    "people.appointed": _("Appointed"),
    "people.appointment_ended": _("Appointment ended"),
    "people.handed_over": _("All posts handed over"),
    "people.post_named": _("Post named"),
    "people.post_corrected": _("Post corrected"),
    "people.rank_named": _("Rank named"),
    "people.rank_corrected": _("Rank corrected"),
    "authority.laid_down": _("Line of the table of authority laid down"),
    "authority.changed": _("Line of the table of authority changed"),
    "authority.ended": _("Line of the table of authority ended"),
}
"""What the journal says of this room, in words."""
