"""Which server letters are handed in at: the environment's, else the one kept in the data folder."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from .rules import MailServer, Security

FILE = "mail.json"


def named_server() -> MailServer | None:
    """Return the server, or None where no mail goes out. Read anew each time: every process sees a change."""
    if settings.IS_DEMO:
        return None
    server: MailServer | None = settings.MAIL_SERVER
    return server or kept_server(settings.DATA)


def sender() -> str:
    """Return who is named as the sender of letters."""
    server = named_server()
    return server.sender if server else str(settings.DEFAULT_FROM_EMAIL)


def kept_server(folder: Path) -> MailServer | None:
    """Return the server kept in a folder; None where there is none, or none that can be read."""
    try:
        said = json.loads((folder / FILE).read_text())
        return MailServer(**said | {"security": Security(said["security"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def keep_server(folder: Path, server: MailServer) -> None:
    """Keep a server in a folder, whole, for its owner only: the password lies in it."""
    part = folder / f"{FILE}.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(server), file)
    part.replace(folder / FILE)


def drop_server(folder: Path) -> None:
    """Keep no server any more."""
    (folder / FILE).unlink(missing_ok=True)
