"""The keys of a data folder, and what tells one from another without giving it away."""

import fcntl
import hashlib
import hmac
import os
import secrets
from pathlib import Path

VARIABLES = {"cookies": "SECRET_KEY", "journal": "JOURNAL_KEY"}
"""What each key is called in the environment, which goes before the folder's own."""


def file_of(name: str) -> str:
    """Return how the file of a key is called."""
    return f"{name}.secret"


def known(folder: Path, name: str) -> str | None:
    """Return a key from the environment or the folder; None where there is none yet."""
    path = folder / file_of(name)
    return os.environ.get(VARIABLES[name]) or (path.read_text().strip() if path.exists() else None)


def kept(folder: Path, name: str) -> str:
    """Return a key, made on first use and readable by its owner only.

    Of those who make it at once one does; nobody reads half of it.
    """
    if found := known(folder, name):
        return found
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    alone = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(alone, fcntl.LOCK_EX)
        if not (folder / file_of(name)).exists():
            put(folder, name, secrets.token_urlsafe(48))
        return (folder / file_of(name)).read_text().strip()
    finally:
        os.close(alone)


def put(folder: Path, name: str, key: str) -> None:
    """Keep a key in the folder, whole, for its owner only."""
    path = folder / file_of(name)
    part = folder / f"{path.name}.part"
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(key)
    part.replace(path)


def fingerprint(key: str) -> str:
    """Return what is noted of a key: the same for the same key, and no way back to it."""
    return hmac.new(key.encode(), b"nhip: whose key is this?", hashlib.sha256).hexdigest()[:32]
