"""What the scheduler runs, and how often; what follows a task given up: rooms register in `apps.ready()`."""

JOBS: dict[str, float] = {}
GIVEN_UP: dict[str, str] = {}


def every(seconds: float, name: str) -> None:
    """Have the callable of this dotted name run as `name(at=now)` every so many seconds."""
    JOBS[name] = seconds


def if_given_up(name: str, then: str) -> None:
    """Have `then` called with the arguments of this task when no attempt of it came to its end."""
    GIVEN_UP[name] = then
