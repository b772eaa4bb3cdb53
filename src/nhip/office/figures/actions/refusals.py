"""Why a figure is not bound, accepted or kept."""


class Refused(Exception):
    """A figure cannot be bound, accepted or kept; the message says why, in the reader's language."""


class NotAccepted(Refused):
    """Only figures on the accepted basis are bound."""


class NotReleased(Refused):
    """Neither a chief nor a publishing editor has let this figure out."""


class NoFigure(Refused):
    """The source says nothing: nobody reported, or the indicator is gone."""


class Withheld(Refused):
    """A sensitive count of a few people is not published."""


class NothingToDecide(Refused):
    """The pin agrees with its source, or somebody has just decided."""


class MovedOn(Refused):
    """The source says another value by now than the one the editor saw."""


class NoReason(Refused):
    """A value is kept against its source only with a reason."""
