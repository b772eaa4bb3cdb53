"""How long a task is somebody's, and how often it is tried."""

from datetime import timedelta

LEASE = timedelta(seconds=60)
ATTEMPTS = 5
KEPT = timedelta(days=7)


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after this failed attempt: 10 s, then three times longer each."""
    return timedelta(seconds=10 * 3 ** (attempt - 1))
