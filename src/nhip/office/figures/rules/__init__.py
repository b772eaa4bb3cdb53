"""Pure rules of figures: how they are written for readers and machines, and compared."""

from .writing import machine_value, state_of, write

__all__ = ["machine_value", "state_of", "write"]
