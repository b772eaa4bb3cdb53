"""Pure rules of figures: how they are written and compared, and which numbers a text holds."""

from .kinds import Kind, Number
from .numbers import numbers
from .writing import machine_value, state_of, write

__all__ = ["Kind", "Number", "machine_value", "numbers", "state_of", "write"]
