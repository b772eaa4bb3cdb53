"""The window a total is asked for, and the ground it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.units.queries import ground_of
from nhip.organisation.units.rules import Ground, Members


@dataclass(frozen=True)
class Window:
    """Days (half-open) and basis a total is asked for; `map_on` is the day whose map it is put on."""

    start_on: date
    end_on: date
    basis: str
    map_on: date | None = None

    @property
    def last_on(self) -> date:
        """Return the last day."""
        return self.end_on - timedelta(days=1)

    @property
    def map_words(self) -> str:
        """Return what a table must say about whose values stand where."""
        if self.map_on is None:
            return _("As reported: by the organisation at the end of the window")
        words = _("On the map of %(day)s: values of closed units are carried to their successors")
        return words % {"day": write_day(self.map_on)}


Groups = Mapping[int, Members]
"""Units added up together, under any name: a subtree under its top."""


def ground_under(window: Window) -> Ground:
    """Return who counts into whom in a window, on the map it asks for."""
    return ground_of(window.start_on, window.end_on, window.map_on)
