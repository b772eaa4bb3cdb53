"""Pure rules of figures: how they are written, compared and let out, and which numbers a text holds."""

from .kinds import Nature as Kind
from .kinds import Number
from .numbers import numbers
from .releasing import hindrance_of, is_true_to, ways
from .writing import (
    LARGEST,
    can_be_kept,
    covers_alike,
    machine_value,
    size_of,
    state_of,
    write,
)
from .yearly import YearOfFigure, in_a_row, read_years, write_years

__all__ = [
    "LARGEST",
    "Kind",
    "Number",
    "YearOfFigure",
    "can_be_kept",
    "covers_alike",
    "hindrance_of",
    "in_a_row",
    "is_true_to",
    "machine_value",
    "numbers",
    "read_years",
    "size_of",
    "state_of",
    "ways",
    "write",
    "write_years",
]
