"""What the pages of a conference show: figures as they stand, one followed down, and its people."""

from .closing import open_at
from .figures import (
    OutlineHeading,
    ReviewChoice,
    ShownFigure,
    back,
    broken_lines,
    changed,
    choices,
    cut,
    live_figures,
    seen_key,
    shown_figures,
    state_key,
    summary,
)
from .following import Followed, follow
from .people import Guest, accounts_on, guests, words_on
from .texts import PASSAGE, frozen_text, own_lines, reach_of, read_text, shown_text

__all__ = [
    "PASSAGE",
    "Followed",
    "Guest",
    "OutlineHeading",
    "ReviewChoice",
    "ShownFigure",
    "accounts_on",
    "back",
    "broken_lines",
    "changed",
    "choices",
    "cut",
    "follow",
    "frozen_text",
    "guests",
    "live_figures",
    "open_at",
    "own_lines",
    "reach_of",
    "read_text",
    "seen_key",
    "shown_figures",
    "shown_text",
    "state_key",
    "summary",
    "words_on",
]
