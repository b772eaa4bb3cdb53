"""Every change in this room, one function a verb: may they, lock, check, write, journal."""

from nhip.organisation.journal.rules import Refused

from .checks import CheckTerms, add_check, remove_check
from .outline import (
    add_rows,
    add_section,
    change_section,
    move,
    remove,
)
from .refusals import AlreadyPublished, Gone, Lacking, Overtaken
from .versions import (
    discard_form,
    next_version,
    publish_form,
    rename_form,
    write_form,
)

__all__ = [
    "AlreadyPublished",
    "CheckTerms",
    "Gone",
    "Lacking",
    "Overtaken",
    "Refused",
    "add_check",
    "add_rows",
    "add_section",
    "change_section",
    "discard_form",
    "move",
    "next_version",
    "publish_form",
    "remove",
    "remove_check",
    "rename_form",
    "write_form",
]
