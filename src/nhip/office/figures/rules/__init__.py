"""How figures are written, read by machines and compared: pure functions."""

from .writing import machine_value, state_of, write

__all__ = ["machine_value", "state_of", "write"]
