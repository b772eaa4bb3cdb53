"""Changes that do not fit how things stand."""

from django.utils.translation import gettext as _

from nhip.organisation.journal.rules import Refused


class AlreadyPublished(Refused):
    """What was published is changed by another version, or another regime, that follows it."""


class Lacking(Refused):
    """Something lacks what it must have before it can stand; the message says what."""


class Gone(Refused):
    """What was to be changed is no longer there: somebody else took it out meanwhile."""


class Overtaken(Refused):
    """Somebody else changed it since it was opened; `stands` says what it holds now."""

    def __init__(self, stands: list[str]) -> None:
        super().__init__(
            _("Somebody else changed this section meanwhile. Save again to put yours in its place.")
        )
        self.stands = stands
