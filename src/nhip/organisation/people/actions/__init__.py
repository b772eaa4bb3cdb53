"""Appointing people, and making accounts for them."""

from .accounts import Given, import_people, renew_passwords
from .appointing import (
    AlreadyAppointed,
    EndsBeforeStart,
    NotStanding,
    OnlyAtTheRoot,
    appoint,
    end_appointment,
    end_with_units,
    lay_down,
    regroup,
)

__all__ = [
    "AlreadyAppointed",
    "EndsBeforeStart",
    "Given",
    "NotStanding",
    "OnlyAtTheRoot",
    "appoint",
    "end_appointment",
    "end_with_units",
    "import_people",
    "lay_down",
    "regroup",
    "renew_passwords",
]
