"""What was kept about people is let go when an appointment or a unit changes; people are told."""

from itertools import count
from typing import Any

from django.dispatch import Signal

told = Signal()
"""Something was done with people's accounts or posts: `lines` of (user, text), and `at`."""

_numbers = count()
_generation = next(_numbers)


def generation() -> int:
    """Return a number that moves on with every change in this process."""
    return _generation


def move_on(**_kwargs: Any) -> None:
    """Make every user object in this process read its appointments anew."""
    global _generation
    _generation = next(_numbers)
