"""Letting go of what was kept about people when an appointment or a unit changes."""

from itertools import count
from typing import Any

_numbers = count()
_generation = next(_numbers)


def generation() -> int:
    """Return a number that moves on with every change in this process."""
    return _generation


def move_on(**_kwargs: Any) -> None:
    """Make every user object in this process read its appointments anew."""
    global _generation
    _generation = next(_numbers)
