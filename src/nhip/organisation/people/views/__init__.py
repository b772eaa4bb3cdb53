"""The table of authority, accounts from a list, and administrators' screens inside Wagtail's."""

from .accounts import import_list, list_template, passwords, renew, take_people
from .authority import authority, mend_authority, new_authority
from .changing import correct, end_post, give_post, leave, new
from .keeping import account, accounts, give
from .screens import SCREENS
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
    "mend_authority",
    "mine",
    "new",
    "new_authority",
    "passwords",
    "remove_factor",
    "renew",
    "sign_out",
    "take_people",
]
