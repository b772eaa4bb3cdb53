"""A public page as it goes out. Knows nothing of Django."""

from dataclasses import dataclass, field

ENCODINGS = ("br", "zstd", "gzip")  # smallest first
BRIEFLY = 0.8  # seconds a list may go on being shown while it is rendered anew


@dataclass(frozen=True)
class Baked:
    """A page as it goes out. `headers` lack what depends on the encoding; moments are Unix seconds."""

    key: str
    etag: str
    baked_at: float
    headers: list[tuple[str, str]]
    body: bytes
    encoded: dict[str, bytes] = field(default_factory=dict)
    until: float | None = None
    stale_at: float | None = None

    def is_fresh(self, now: float) -> bool:
        """May it be shown to anybody now?"""
        return self.stale_at is None and (self.until is None or now < self.until)

    def is_briefly_good(self, now: float) -> bool:
        """May it be shown while it is being rendered anew?"""
        return self.stale_at is not None and 0 <= now - self.stale_at < BRIEFLY
