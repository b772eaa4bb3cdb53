"""Changes that do not fit how things stand."""

from django.utils.translation import gettext as _

from nhip.organisation.journal.rules import Refused


class AlreadyPublished(Refused):
    """What was published is changed by another version, or another regime, that follows it."""


class Lacking(Refused):
    """Something lacks what it must have before it can stand; the message says what."""


class Gone(Refused):
    """What was to be changed is no longer there: it was taken out meanwhile."""


class Overtaken(Refused):
    """It was changed since it was opened, by the same person or another; `stands` says what it holds."""

    def __init__(self, stands: list[str], *, is_own: bool) -> None:
        super().__init__(
            _(
                "You changed this section meanwhile, in another window. Save again to put this in its"
                " place."
            )
            if is_own
            else _(
                "Somebody else changed this section meanwhile. Save again to put yours in its place."
            )
        )
        self.stands = stands
