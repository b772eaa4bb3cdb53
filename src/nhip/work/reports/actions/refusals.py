"""Changes that do not fit how things stand."""

from django.utils.translation import gettext as _

from .. import rules


class Refused(Exception):
    """A change that does not fit how things stand; the message says why."""


class WrongPeriod(Refused):
    """The period is not one of the regime's calendar and frequency."""


class NotDraft(Refused):
    """The report has been handed in: it can no longer be filled in, nor handed in again."""


class AlreadySeen(Refused):
    """Whoever checks it has opened the report: it can be asked back, no longer taken back."""


class AlreadyDecided(Refused):
    """There is nothing to decide: it was decided already, or came in anew since it was seen."""


class NoReason(Refused):
    """A return and a correction say why."""


class NotLater(Refused):
    """An extension ends after the deadline it replaces, and after today."""


class AlreadyPublished(Refused):
    """A published regime is changed by another one that follows it."""


class Lacking(Refused):
    """A regime lacks some of the things the decree asks of it, or its deadlines are not staged."""


class Gone(Refused):
    """What was to be changed is no longer there: somebody else took it out meanwhile."""


class Overtaken(Refused):
    """Somebody else changed it since it was opened; `stands` says what it holds now."""

    def __init__(self, stands: list[str]) -> None:
        super().__init__(
            _("Somebody else changed this section meanwhile. Save again to put yours in its place.")
        )
        self.stands = stands


class NotTaken(Refused):
    """A file that may not be attached here; the message says why and what to do."""


class Incomplete(Refused):
    """Cells are wrong or empty, `examined` says which, or sections lack a file they must have."""

    def __init__(self, examined: rules.Examined, lacking: list[str]) -> None:
        said = []
        if not examined.is_complete:
            said.append(
                _("Not handed in: %(errors)d errors, %(missing)d empty cells.")
                % {"errors": len(examined.errors), "missing": len(examined.missing)}
            )
        if lacking:
            said.append(
                _("A file must be attached to: %(places)s.") % {"places": "; ".join(lacking)}
            )
        super().__init__(" ".join(said))
        self.examined = examined
