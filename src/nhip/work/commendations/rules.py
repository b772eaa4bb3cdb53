"""What is refused of a decision's list. Pure functions over plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold
from nhip.office.records.rules import SpanBackwards
from nhip.organisation.journal.rules import Refused


class NoDecision(Refused):
    """The paper is no decision that stands: nothing is given by it."""


class AlreadyAwarded(Refused):
    """The same line stands in the decision already."""


class NotBelow(Refused):
    """The unit did not stand below the organ of the decision on its day."""

    field = "unit"


@dataclass(frozen=True)
class UnitChoice:
    """A unit one may choose: its code and the name it bears on the day."""

    code: str
    name: str


def unit_named(words: str, places: Mapping[int, UnitChoice]) -> int | None:
    """Return the unit of a code, or of a name only one bears, blind to marks and case; else None."""
    key = fold(words)
    for pk, place in places.items():
        if fold(place.code) == key:
            return pk
    named = [pk for pk, place in places.items() if fold(place.name) == key]
    return named[0] if len(named) == 1 else None


def refuse_backwards(start_on: date, end_on: date) -> None:
    """Raise SpanBackwards unless the half-open span holds a day."""
    if end_on <= start_on:
        raise SpanBackwards(_("The last day stands before the first."))
