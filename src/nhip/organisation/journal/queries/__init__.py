"""Reading the journal: one record's story, the page of all, and the proof that nobody changed it."""

from .proving import ChainVerdict, StoryLine, history, is_own, state_of, verify
from .reading import Asked, JournalLine, found, lines_of

__all__ = [
    "Asked",
    "ChainVerdict",
    "JournalLine",
    "StoryLine",
    "found",
    "history",
    "is_own",
    "lines_of",
    "state_of",
    "verify",
]
