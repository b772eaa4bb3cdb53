"""Cells of a form: what they ask and what they say. Figures are integers scaled by decimals."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import NotAFigure, fold, parse_figure

from ..choices import SectionProgress

Place = tuple[int, int]  # section and row number, which a form's version never changes
Named = tuple[int, int | None]  # a section's number and a row's; no row: the whole section
NIL = {"khong phat sinh", "nothing to report"}  # folded: what a pasted or filed cell may say


@dataclass(frozen=True)
class Quotient:
    """What a computed row divides: indicator over indicator, times `per`."""

    numerator_id: int
    denominator_id: int
    per: int


@dataclass(frozen=True)
class RowAsked:
    """One row of a form."""

    row_id: int
    place: Place
    name: str
    key: str
    indicator_id: int
    item: str
    decimals: int
    is_required: bool
    quotient: Quotient | None = None


@dataclass(frozen=True)
class Typed:
    """What stands in a cell, letter by letter."""

    raw: str = ""
    is_nil: bool = False


@dataclass(frozen=True)
class Figure:
    """What a cell says. Nothing to report is 0 said on purpose; an empty cell is no figure at all."""

    amount: int
    is_nil: bool = False


@dataclass(frozen=True)
class OpenPlaces:
    """What a unit may change: everything, or only the places named with a reason."""

    is_whole: bool = True
    reasons: Mapping[Named, str] = field(default_factory=dict)

    def opens(self, section: int, row: int | None = None) -> bool:
        """Tell whether a cell, or a section's remarks (no row), may be changed."""
        return self.is_whole or not self.reasons.keys().isdisjoint(
            {(section, None), (section, row)}
        )

    def touches(self, section: int) -> bool:
        """Tell whether anything of a section may be changed."""
        return self.is_whole or any(place[0] == section for place in self.reasons)


def read_typed(text: str) -> Typed:
    """Return what a cell of a spreadsheet types in: "Không phát sinh" is said on purpose, "" is empty."""
    return Typed("", is_nil=True) if fold(text) in NIL else Typed(text.strip())


def is_same(one: Typed, other: Typed, decimals: int) -> bool:
    """Tell whether two cells say the same, "1.200" and "1200" among them."""
    try:
        return read_cell(one, decimals) == read_cell(other, decimals)
    except NotAFigure:
        return one.raw == other.raw and bool(one.raw)


def read_cell(typed: Typed, decimals: int) -> Figure | None:
    """Return what a cell says, None when it is empty. Raises NotAFigure."""
    raw = typed.raw.strip()
    if not raw:
        return Figure(0, is_nil=True) if typed.is_nil else None
    amount = parse_figure(raw, decimals)
    if typed.is_nil:
        raise NotAFigure(_("A figure and “Nothing to report” at once. Keep one of the two."))
    return Figure(amount)


def progress_of(*, wrong: int, missing: int, begun: bool) -> SectionProgress:
    """Return how far a section has come."""
    if wrong:
        return SectionProgress.WRONG
    if not begun:
        return SectionProgress.UNTOUCHED
    return SectionProgress.BEGUN if missing else SectionProgress.COMPLETE


def is_large_change(now: int, before: int, decimals: int) -> bool:
    """Tell whether a figure moved so far that the checker should look: half or more, and 3 at least."""
    moved = abs(now - before)
    return 2 * moved >= before and moved >= 3 * 10**decimals


def count_words(text: str) -> int:
    """Count words as Vietnamese writes them, syllable by syllable."""
    return len(text.split())
