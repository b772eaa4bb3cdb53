"""Who asks forms: rooms above say what publishing a version would do to what they ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .models import Form


@dataclass(frozen=True)
class Publishing:
    """What publishing a draft does: by whom it is asked, how much takes it, how much does not.

    `moved` and `kept` count what is owed: of periods not begun, and what is open all the same.
    """

    regimes: list[str] = field(default_factory=list)
    moved: int = 0
    kept: int = 0


class Asker(Protocol):
    """A room that asks forms. It hears `signals.form_published` as well."""

    def publishing(self, form: Form, on: date) -> Publishing:
        """Return what publishing a draft would do on a day."""
        ...

    def asks(self, form: Form) -> bool:
        """Tell whether this very version is asked, so that it cannot be thrown away."""
        ...


_askers: list[Asker] = []


def register_asker(asker: Asker) -> None:
    """Ask this room too before a form is published or thrown away."""
    _askers.append(asker)


def publishing(form: Form, on: date) -> Publishing:
    """Return what publishing a draft would do on a day, in all rooms that ask forms."""
    found = [asker.publishing(form, on) for asker in _askers]
    return Publishing(
        [name for each in found for name in each.regimes],
        sum(each.moved for each in found),
        sum(each.kept for each in found),
    )


def is_asked(form: Form) -> bool:
    """Tell whether anybody asks this very version."""
    return any(asker.asks(form) for asker in _askers)
