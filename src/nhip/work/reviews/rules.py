"""Windows of reviews, how their figures stand, what is refused. Pure functions over plain values."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold
from nhip.office.figures.choices import Format, PinState
from nhip.office.figures.registry import Resolved
from nhip.organisation.journal.rules import Refused, canonical

from .choices import FigureStanding

LONGEST_COMPARED = 12
SUBJECT = "review"
"""What the table of authority calls a decision on a review."""
HOLDER = "reviews.review"
"""What pins call an approved review."""
TEXT = "reviews.text"
"""What pins call the words of a review."""
LONGEST_TEXT = 20_000


class AlreadyApproved(Refused):
    """The review was approved before: what it shows may be cited, so it stays as it is."""


class FiguresMoved(Refused):
    """The figures say something else by now than whoever approves them saw."""


class TextOvertaken(Refused):
    """Somebody else wrote the text of the review meanwhile."""


class AlreadyHeld(Refused):
    """The same conference stands already: organ, title and moment are equal."""


class NoOrganThen(Refused):
    """The organ did not stand on the day of the conference."""


class AlreadyThere(Refused):
    """The same person stands among the participants already."""


class NoPostThen(Refused):
    """The account held no post on the day of the conference."""


class NoPart(Refused):
    """Nobody is at a conference without a part: attending is one."""


class NoWords(Refused):
    """A person without an account is written by a post."""


class UnknownFigure(Refused):
    """No indicator has this key, or it is asked for twice."""


class WindowBackwards(Refused):
    """The last day of the window stands before its first."""


def months_back(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day such a month has."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def length(start_on: date, end_on: date) -> int:
    """Return the months of a half-open window, rounded up."""
    months = (end_on.year - start_on.year) * 12 + end_on.month - start_on.month
    return months + (end_on.day > start_on.day)


def is_compared(start_on: date, end_on: date) -> bool:
    """Return whether a window is set beside the same one of the year before: up to a year long."""
    return length(start_on, end_on) <= LONGEST_COMPARED


def digest_of(said: object) -> str:
    """Return the digest of plain values: what a page showed, or what was frozen."""
    return sha256(canonical(said).encode()).hexdigest()


def standing_of(
    resolved: Resolved | None, pin_states: Collection[str], *, is_cited: bool, is_released: bool
) -> FigureStanding:
    """Return how a figure stands, the most pressing thing about it first.

    `pin_states` are those of every text that holds it, this review too once it is approved;
    `is_cited` tells of another text.
    """
    if resolved is None or PinState.BROKEN in pin_states:
        return FigureStanding.BROKEN
    if PinState.CHANGED in pin_states:
        return FigureStanding.CHANGED
    if resolved.amount is None:
        return FigureStanding.MISSING
    if resolved.is_withheld:
        return FigureStanding.WITHHELD
    if is_cited:
        return FigureStanding.FRESH
    return FigureStanding.APPROVED if is_released else FigureStanding.OPEN


@dataclass(frozen=True)
class PersonWords:
    """How a person is written at a conference."""

    name: str = ""
    rank: str = ""
    post: str = ""
    unit_name: str = ""

    @property
    def line(self) -> str:
        """Return it as one line: "Đại tá, trợ lý kế hoạch, Đơn vị 07"."""
        said = (self.name, self.rank, self.post, self.unit_name)
        return ", ".join(words for words in said if words)

    @property
    def heading(self) -> str:
        """Return what a list calls the person by: the name, or rank and post."""
        return self.name or ", ".join(words for words in (self.rank, self.post) if words)

    @property
    def beside(self) -> str:
        """Return the rest, smaller."""
        said = (self.rank, self.post, self.unit_name) if self.name else (self.unit_name,)
        return ", ".join(words for words in said if words)

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells two people apart: their words, blind to marks and case."""
        return tuple(fold(said) for said in (self.name, self.rank, self.post, self.unit_name))


@dataclass(frozen=True)
class FigureAsked:
    """One figure a review asks for."""

    key: str
    format: str = Format.PLAIN
    goes_into_article: bool = True


def refuse_double(keys: Iterable[str], known: Collection[str]) -> None:
    """Raise UnknownFigure for a key that stands twice or that no indicator has."""
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise UnknownFigure(_("“%(key)s” is asked for twice.") % {"key": key})
        if key not in known:
            raise UnknownFigure(_("No indicator has the key “%(key)s”.") % {"key": key})
        seen.add(key)


def refuse_backwards(start_on: date, end_on: date) -> None:
    """Raise WindowBackwards unless the half-open window holds a day."""
    if end_on <= start_on:
        raise WindowBackwards(_("The last day stands before the first."))


def refuse_approved(approved_at: datetime | None) -> None:
    """Raise AlreadyApproved for a review that stays as it is."""
    if approved_at is not None:
        raise AlreadyApproved(_("This review has already been approved."))
