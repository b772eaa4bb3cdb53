"""What a page showed while it was rendered: the rooms that show a thing note its name.

Names in use: `page:ID`, `pin:ID`, `image:ID`, `list:latest`, `section:ID`, `menu`, `panel:weather`,
`responses:ID`, `votes:ID`, `shelf:ID`, `dates:ID` (when a page last said something else), `sitemap`,
`month:YYYY-MM`.
Outside a bake, noting does nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Notes:
    """`until` is when the page stops being true by itself; `path` its own address, once it is known."""

    tags: set[str] = field(default_factory=lambda: {"menu"})
    until: datetime | None = None
    path: str | None = None


_notes: ContextVar[Notes | None] = ContextVar("notes", default=None)


@contextmanager
def taken() -> Iterator[Notes]:
    """Collect what is noted inside the block."""
    notes = Notes()
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def note(*tags: str) -> None:
    """Note that the page shows these things: `note("panel:weather")`."""
    if notes := _notes.get():
        notes.tags.update(tags)


def note_until(moment: datetime) -> None:
    """Note that something on the page is true only until then."""
    if notes := _notes.get():
        notes.until = min(notes.until, moment) if notes.until else moment


def note_page(path: str) -> None:
    """Note that this is a public page, whose one address is `path`."""
    if notes := _notes.get():
        notes.path = path
