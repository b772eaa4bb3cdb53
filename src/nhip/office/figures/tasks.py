"""What the worker and the scheduler run."""

from datetime import datetime

from . import actions


def check_pins(*, at: datetime) -> None:
    """Compare every pin with its source."""
    actions.check_pins(at=at)
