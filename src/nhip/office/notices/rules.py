"""When a letter is tried again, when it is too late for it, and how it lies until then."""

import base64
import hashlib
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken

LEASE = timedelta(minutes=2)
"""A letter under way is nobody else's for so long; then whoever took it has died."""
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30))
OF_USE = timedelta(hours=24)
"""What blocks somebody is news for a day: a later letter would only astonish."""
KEPT = timedelta(days=30)


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries that failed."""
    return PAUSES[min(tries, len(PAUSES)) - 1]


def is_too_late(made_at: datetime, at: datetime) -> bool:
    """Tell whether a letter is not worth sending any more, or tells of a day long past."""
    return at - made_at > OF_USE


def seal(letter: bytes, key: str) -> str:
    """Return a letter that nobody reads who has only the database: it may hold a way into an account."""
    return _lock(key).encrypt(letter).decode()


def unseal(sealed: str, key: str) -> bytes | None:
    """Return the letter, or None where it was sealed with another key."""
    try:
        return _lock(key).decrypt(sealed.encode())
    except InvalidToken:
        return None


def _lock(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"letters:{key}".encode()).digest()))
