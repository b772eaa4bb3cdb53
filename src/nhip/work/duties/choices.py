from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far the answer to an obligation has come, a report or another paper."""

    DRAFT = "draft", _("being filled in")
    SUBMITTED = "submitted", _("waiting for a check")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")


class ObligationState(models.TextChoices):
    """How an obligation is drawn at a moment; each but the last counts under one `Completeness`."""

    ACCEPTED = "accepted", _("accepted")
    ACCEPTED_LATE = "accepted_late", _("accepted, came late")
    CORRECTING = "correcting", _("accepted, being corrected")
    ON_TIME = "on_time", _("waiting for a check")
    LATE = "late", _("waiting for a check, came late")
    RETURNED = "returned", _("returned")
    FILLING = "filling", _("being filled in")
    NOT_DUE = "not_due", _("not due yet")
    DUE_SOON = "due_soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    EXCUSED = "excused", _("excused")
    NOT_OWED = "not_owed", _("not owed")

    @property
    def mark(self) -> str:
        """Return the name of the beat that draws it."""
        return _MARKS[self]

    @property
    def counts_as(self) -> "Completeness":
        """Return the one state it counts under; what is not owed is counted nowhere (ValueError)."""
        return _COUNTED.get(self) or Completeness(self.value)


_MARKS = {
    ObligationState.ACCEPTED: "done",
    ObligationState.ACCEPTED_LATE: "dlate",
    ObligationState.CORRECTING: "again",
    ObligationState.ON_TIME: "sent",
    ObligationState.LATE: "slate",
    ObligationState.RETURNED: "back",
    ObligationState.FILLING: "open",
    ObligationState.NOT_DUE: "wait",
    ObligationState.DUE_SOON: "soon",
    ObligationState.OVERDUE: "late",
    ObligationState.EXCUSED: "free",
    ObligationState.NOT_OWED: "na",
}


class Completeness(models.TextChoices):
    """What an obligation counts as: exclusive, and together all there are."""

    NOT_DUE = "not_due", _("not due yet")
    DUE_SOON = "due_soon", _("due soon")
    OVERDUE = "overdue", _("overdue")
    ON_TIME = "on_time", _("handed in on time")
    LATE = "late", _("handed in late")
    RETURNED = "returned", _("returned")
    ACCEPTED = "accepted", _("accepted")
    EXCUSED = "excused", _("excused")


_COUNTED = {
    ObligationState.ACCEPTED_LATE: Completeness.ACCEPTED,
    ObligationState.CORRECTING: Completeness.ACCEPTED,
    ObligationState.FILLING: Completeness.NOT_DUE,
}


class Method(models.TextChoices):
    """How a report is sent (Decree 09/2019/NĐ-CP, art. 7)."""

    SYSTEM = "system", _("in this system")
    DIRECT = "direct", _("by hand")
    POST = "post", _("by post")
    FAX = "fax", _("by fax")
    MAIL = "mail", _("by e-mail")
    OTHER = "other", _("another way")


class ChangeKind(models.TextChoices):
    """What was decided on a regime in force."""

    ENDED = "ended", _("ended")
    REPLACED = "replaced", _("replaced")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNITS = "units", _("units added or taken out")
    FOLLOWED = "followed", _("list followed a merge or split")
    PAST = "past", _("past periods asked for")


class RegimeState(models.TextChoices):
    """How a regime stands on a day."""

    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    ENDING = "ending", _("in force, its end is set")
    ENDED = "ended", _("ended")
    WITHDRAWN = "withdrawn", _("withdrawn")

    @property
    def kind(self) -> str:
        """Return the kind of chip that draws it."""
        return {"in_force": "ok", "ending": "warn"}.get(self.value, "plain")


class TimeAnswer(models.TextChoices):
    """What became of a request for more time."""

    WAITING = "waiting", _("waits for an answer")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("declined")
    LAPSED = "lapsed", _("lapsed")
