"""What the scheduler runs, and how often: rooms register in `apps.ready()`."""

JOBS: dict[str, float] = {}


def every(seconds: float, name: str) -> None:
    """Have the callable of this dotted name run as `name(at=now)` every so many seconds."""
    JOBS[name] = seconds
