"""The table of authority, accounts from a list, and administrators' screens inside Wagtail's."""

from .accounts import import_list, list_template, passwords, renew, take_people
from .keeping import account, accounts, give
from .screens import SCREENS, authority, new_authority

__all__ = [
    "SCREENS",
    "account",
    "accounts",
    "authority",
    "give",
    "import_list",
    "list_template",
    "new_authority",
    "passwords",
    "renew",
    "take_people",
]
