"""What the newsroom shows: the board, the steps, the calendar."""

from .board import (
    AskedArticles,
    Board,
    BoardRow,
    board,
    current_step,
    home,
    next_step,
    sections,
    steps,
    writers,
)
from .calendar import NewsCalendar, calendar

__all__ = [
    "AskedArticles",
    "Board",
    "BoardRow",
    "NewsCalendar",
    "board",
    "calendar",
    "current_step",
    "home",
    "next_step",
    "sections",
    "steps",
    "writers",
]
