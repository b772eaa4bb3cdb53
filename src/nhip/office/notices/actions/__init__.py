"""Telling people, in their inbox and by mail."""

from .letters import (
    NewLetter,
    NoServer,
    deliver_letters,
    forget_letters,
    post_test,
    take_in_letters,
)
from .telling import NewNotice, mark_seen, notify, read, take_in_notices

__all__ = [
    "NewLetter",
    "NewNotice",
    "NoServer",
    "deliver_letters",
    "forget_letters",
    "mark_seen",
    "notify",
    "post_test",
    "read",
    "take_in_letters",
    "take_in_notices",
]
