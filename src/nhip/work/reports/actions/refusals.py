"""Changes that do not fit how things stand."""

from django.utils.translation import gettext as _

from nhip.office.records.rules import FileNotTaken
from nhip.work.duties.actions import AlreadyDecided, NoReason, Refused
from nhip.work.forms.rules import Examined, Named

__all__ = [
    "AlreadyDecided",
    "AlreadySeen",
    "FileNotTaken",
    "Incomplete",
    "NeedsChief",
    "NoReason",
    "NotDraft",
    "NotMended",
    "NotPresented",
    "Refused",
]


class NotDraft(Refused):
    """The report has been handed in: it can no longer be filled in, nor handed in again."""


class NeedsChief(Refused):
    """Its regime asks that the unit's own chief lets it leave: it is presented, not handed in."""


class NotPresented(Refused):
    """The report is not before the unit's chief, or says other things than the page showed."""


class NotMended(Refused):
    """Places that a return asked to mend say what they said; `places` are those nobody left on purpose."""

    def __init__(self, places: list[Named]) -> None:
        super().__init__(_("Not handed in: what was asked to be mended says what it said before."))
        self.places = places


class AlreadySeen(Refused):
    """Whoever checks it has opened the report: it can be asked back, no longer taken back."""


class Incomplete(Refused):
    """Cells are wrong or empty, `examined` says which, or sections lack a file they must have.

    `is_empty`: the report asks for words only, and says none.
    """

    def __init__(self, examined: Examined, lacking: list[str], *, is_empty: bool = False) -> None:
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
        if is_empty:
            said.append(
                _("Not handed in: this asks for an answer in words, and nothing is written.")
            )
        super().__init__(" ".join(said))
        self.examined, self.is_empty = examined, is_empty
