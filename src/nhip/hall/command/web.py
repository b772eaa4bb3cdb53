"""Django's process: Granian on a Unix socket, which only the front of the same machine reaches."""

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from nhip.hall.command.processes import PATIENCE, die_with_parent

WORKERS = 2
YIELDS = 5  # how much Django gives way to the front: a reader's page is sent before another is made


def load(*ignored: object) -> Callable[..., Any]:
    """Return the application: in a worker, which must not outlive the server."""
    die_with_parent()
    application: Callable[..., Any] = importlib.import_module("nhip.config.wsgi").application
    return application


def main(socket: str) -> None:
    os.nice(YIELDS)
    # Loaded once, before the workers are forked; a worker loads again only where Python spawns.
    importlib.import_module("nhip.config.wsgi")
    _ = get_resolver().url_patterns
    Path(socket).unlink(missing_ok=True)  # of one before us that could not end in order
    # One blocking thread a worker: more of them only wait for SQLite's one writer, unfairly.
    server = Server(
        "nhip.config.wsgi:application",
        uds=Path(socket),
        uds_permissions=0o600,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=int(PATIENCE) - 2,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load)


if __name__ == "__main__":
    main(*sys.argv[1:])
