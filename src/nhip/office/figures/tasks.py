"""What the worker and the scheduler run."""

from datetime import datetime

from . import actions


def check_pins(*, at: datetime) -> None:
    """Compare every pin with its source."""
    actions.check_pins(at=at)


def compare_noted(*, at: datetime) -> None:
    """Compare what was noted since the last turn; what a killed worker left is there as well."""
    actions.compare_noted()
