"""What the pages of a conference show: figures as they stand, one followed down, and its people."""

from .figures import ReviewChoice, ShownFigure, changed, choices, cut, shown_figures, summary
from .following import Followed, follow
from .people import Guest, accounts_on, guests, words_on

__all__ = [
    "Followed",
    "Guest",
    "ReviewChoice",
    "ShownFigure",
    "accounts_on",
    "changed",
    "choices",
    "cut",
    "follow",
    "guests",
    "shown_figures",
    "summary",
    "words_on",
]
