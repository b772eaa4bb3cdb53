"""The table of authority, accounts from a list, and administrators' screens inside Wagtail's."""

from .accounts import import_list, list_template, passwords, renew, take_people
from .changing import correct, end_post, give_post, leave, new
from .keeping import account, accounts, give
from .screens import SCREENS, authority, new_authority
from .signing import mine, remove_factor, sign_out

__all__ = [
    "SCREENS",
    "account",
    "accounts",
    "authority",
    "correct",
    "end_post",
    "give",
    "give_post",
    "import_list",
    "leave",
    "list_template",
    "mine",
    "new",
    "new_authority",
    "passwords",
    "remove_factor",
    "renew",
    "sign_out",
    "take_people",
]
