"""Telling people, in their inbox and by mail."""

from .letters import (
    NewLetter,
    NoServer,
    deliver_letters,
    forget_letters,
    hold_back_letters,
    post_test,
    take_in_letters,
)
from .servers import ServerIsFixed, forget_server, name_server
from .telling import NewNotice, mark_seen, notify, read, take_in_notices

__all__ = [
    "NewLetter",
    "NewNotice",
    "NoServer",
    "ServerIsFixed",
    "deliver_letters",
    "forget_letters",
    "forget_server",
    "hold_back_letters",
    "mark_seen",
    "name_server",
    "notify",
    "post_test",
    "read",
    "take_in_letters",
    "take_in_notices",
]
