"""Cells of a form: what they ask and what they say. Figures are integers scaled by decimals."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import DASHES, NotAFigure, fold, nfc, parse_figure

from ..choices import SectionProgress

Place = tuple[int, int]  # section and row number, which a form's version never changes
Named = tuple[int, int | None]  # a section's number and a row's; no row: the whole section
NIL = {"khong phat sinh", "nothing to report"}  # folded: what a pasted or filed cell may say

# What offices put where they have no figure: a dash, "không", "KPS", "0 (không có)". Folded.
_UNCLEAR = re.compile(
    rf"[{DASHES} ]+|k[./ ]?p[./ ]?s[. ]*"
    r"|[\"'(“]*(?:0|khong|k|ko)[)]? ?\(?(?:khong|co|phat sinh|khong co|khong phat sinh)?(?: gi)?[\"')”.]*"
    r"|nothing to report"
)
_ZERO = re.compile(r"[\"'(“]*0[\"')”. ]*")
ZERO, NOTHING = "0", "khong"  # the two answers


class ZeroOrNothing(NotAFigure):
    """A dash or "không" stands in a cell: only a person can say whether that is 0."""

    def __init__(self, written: str) -> None:
        super().__init__(format_lazy(_("Is “{written}” 0, or nothing to report?"), written=written))


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


def is_unclear(text: str) -> bool:
    """Tell whether a cell says what may be 0 and may be nothing to report: "-", "không", "KPS".

    `forms/figures.js` says the same in the browser.
    """
    said = fold(text)
    return bool(said and _UNCLEAR.fullmatch(said) and not _ZERO.fullmatch(said))


def answered(typed: Typed, answer: str = "") -> Typed:
    """Return an unclear cell as its person answered, by ticking it or pressing; any other as it is."""
    if not is_unclear(typed.raw):
        return typed
    if typed.is_nil or answer == NOTHING:
        return Typed("", is_nil=True)
    return Typed("0") if answer == ZERO else typed


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
    """Return what a cell says, None when it is empty. Raises NotAFigure, or ZeroOrNothing of its kind."""
    raw = nfc(typed.raw).strip()
    if not raw:
        return Figure(0, is_nil=True) if typed.is_nil else None
    if is_unclear(raw):
        raise ZeroOrNothing(raw)
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
