"""Pure rules of figures: how they are written for readers and machines, compared, and let out."""

from .releasing import hindrance_of, is_true_to, ways
from .writing import machine_value, size_of, state_of, write

__all__ = [
    "hindrance_of",
    "is_true_to",
    "machine_value",
    "size_of",
    "state_of",
    "ways",
    "write",
]
