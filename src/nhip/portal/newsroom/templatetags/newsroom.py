"""`{% load newsroom %}`: how a deadline is told."""

from datetime import datetime

from django import template

from ..choices import ArticleState
from ..queries import Board
from ..rules import time_left

register = template.Library()


@register.filter
def left(due_at: datetime, at: datetime) -> str:
    """Say how long there is until a deadline, or that it is over."""
    return time_left(due_at, at)


@register.filter
def due_kind(due_at: datetime, at: datetime) -> str:
    """Return the colour of a deadline's chip."""
    return "bad" if due_at < at else "plain"


@register.filter
def by_state(board: Board) -> list[tuple[ArticleState, int]]:
    """Return how many articles stand where, in the order they pass."""
    return [(state, board.counts.get(state, 0)) for state in ArticleState]
