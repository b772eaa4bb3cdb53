"""Files that a section asks for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asking:
    """What files a section asks for. A size is at most this many megabytes."""

    asks: str
    kinds: tuple[str, ...] = ()
    megabytes: int = 10
