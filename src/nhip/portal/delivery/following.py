"""Hearing at once what another node purged: over PostgreSQL's LISTEN, which joins all nodes.

SQLite has one node, whose processes carry out their own purges; the look each second is for one that died
in between.
"""

import threading
from typing import Any

import psycopg
from django.db import connection
from django.utils import timezone

from .actions import catch_up

PATIENCE = 1.0  # seconds
_line: list["psycopg.Connection[Any]"] = []


def follow(**ignored: object) -> None:
    """Wait until somebody purged something, a second at the most, and carry it out here."""
    if connection.vendor == "postgresql":
        _listen()
    catch_up(at=timezone.now())


def _listen() -> None:
    try:
        if not _line:
            wanted = connection.get_connection_params()
            known = {name: value for name, value in wanted.items() if name not in _OURS}
            _line.append(psycopg.connect(**known, autocommit=True))
            _line[0].execute("LISTEN nhip_purge")
        for _heard in _line[0].notifies(timeout=PATIENCE, stop_after=1):
            pass
    except psycopg.Error:
        _line.clear()
        threading.Event().wait(PATIENCE)


_OURS = {"cursor_factory", "context", "server_side_binding"}
