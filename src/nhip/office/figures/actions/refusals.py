"""Why a figure is not bound, accepted or kept."""

from nhip.organisation.journal.rules import Refused


class NotAccepted(Refused):
    """Only figures on the accepted basis are bound."""


class NotReleased(Refused):
    """Neither a chief nor a publishing editor has let this figure out at this value."""


class NoFigure(Refused):
    """The source says nothing: nobody reported, or the indicator is gone."""


class Withheld(Refused):
    """A sensitive count of a few people is not published."""


class NothingToDecide(Refused):
    """The pin agrees with its source, or somebody has just decided."""


class MovedOn(Refused):
    """The source says another value by now than the one the editor saw."""


class ReleaseEnded(Refused):
    """The release was ended before."""
