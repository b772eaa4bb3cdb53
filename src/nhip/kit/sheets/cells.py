"""What a cell may say: `day(value)`, `text(most=200)(value)`. Each returns a value or raises Unread.

A column decides of what type its cells are: a code that the spreadsheet made a day is no code any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold, is_in_reach, write_day, write_figure

from .faults import Fault
from .values import HourCell, NumberCell, TruthCell, Value, written

__all__ = [
    "Codes",
    "Unread",
    "bare_numbers",
    "day",
    "meant",
    "one_of",
    "refuse_turned",
    "text",
    "whole",
    "written",
]

T = TypeVar("T")
FIRST_DAY = date(1899, 12, 30)  # what a spreadsheet counts days from
_ROUNDED = re.compile(r"[0-9][.,]?[0-9]*E\+[0-9]+")
_MONTH = re.compile(
    r"([0-9]{1,2})[- ](jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg [0-9]{1,2})"
    r"|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg [0-9]{1,2})[- ]([0-9]{1,2})",
    re.IGNORECASE,
)


class Unread(ValueError):
    """The cell does not say what belongs there; the words tell what is wrong and how to mend it.

    Where the words hold %(value)s, `value` is what the cell says.
    """

    def __init__(self, words: str, value: str = "", **rest: object) -> None:
        self.fault = Fault.about("", words, value, **rest) if value else Fault("", words)
        super().__init__(self.fault.message)

    def at(self, cell: str) -> Fault:
        """Return it as the fault of a cell."""
        return Fault(cell, self.fault.message, self.fault.kind, self.fault.said)


def text(most: int) -> Callable[[Value], str]:
    """Read words or a code, at most so many letters; nothing the spreadsheet made something else."""

    def read(value: Value) -> str:
        refuse_turned(value)
        if len(said := written(value)) > most:
            raise Unread(_("more than %(most)d letters.") % {"most": most})
        return said

    return read


def refuse_turned(value: Value) -> None:
    """Raise Unread for what was typed as text and kept as a day, a decimal, a yes or an hour."""
    said = written(value)
    if isinstance(value, date):
        shown = _perhaps(said, f"{value.day}-{value.month}", f"{value.month}-{value.day}")
        words = _("%(value)s: the spreadsheet made a day of what was typed. Format the column as text"
                  " and type it again.")  # fmt: skip
    elif isinstance(value, TruthCell | HourCell):
        shown = said
        words = _("%(value)s: the spreadsheet made a yes, a no or an hour of what was typed. Format the"
                  " column as text and type it again.")  # fmt: skip
    elif (isinstance(value, NumberCell) and value.is_rounded) or _ROUNDED.fullmatch(said):
        shown = said
        words = _("%(value)s: of a number a spreadsheet keeps 15 digits, the others are lost. Format the"
                  " column as text and type it again.")  # fmt: skip
    elif isinstance(value, NumberCell) and not value.isdigit():
        shown = _perhaps(said, said.replace(",", "."))
        words = _("%(value)s: the spreadsheet keeps this as a number. Format the column as text and type"
                  " it again.")  # fmt: skip
    elif _MONTH.fullmatch(said):
        shown = said
        words = _("%(value)s: the spreadsheet made a day of what was typed. Format the column as text"
                  " and type it again.")  # fmt: skip
    else:
        return
    raise Unread(words, shown)


def meant(value: Value) -> set[str]:
    """Return the codes that may have been typed where the spreadsheet made something else of one."""
    if isinstance(value, date):
        pair = (str(value.day), str(value.month))
        return {mark.join(each) for mark in "-/." for each in (pair, pair[::-1])}
    return {str(value).replace(",", ".")} if isinstance(value, NumberCell) else set()


def _perhaps(said: str, *codes: str) -> str:
    """Return what a cell says, with what may have been typed."""
    asked = " / ".join(f"“{code}”" for code in dict.fromkeys(codes))
    return _("%(said)s (was it %(codes)s?)") % {"said": said, "codes": asked}


class Codes:
    """Codes that are known, to compare a cell with that lost the zeros in front of one."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.known = {str(code) for code in codes}
        self.zeroed: dict[str, str] = {}
        for code in sorted(self.known, key=len, reverse=True):
            if found := re.match("0+([1-9][0-9]*)", code):
                self.zeroed[found[1]] = found[0]

    def refuse_bare(self, value: Value, *, are_texts: bool = False) -> None:
        """Raise Unread for a number that is no known code and may have been one, or where codes are texts."""
        if not isinstance(value, NumberCell) or not value.isdigit() or value.is_rounded:
            return
        alike = self.zeroed.get(value, "")
        if str(value) not in self.known and (are_texts or alike):
            words = _("%(value)s: a number where codes are text. Format the column as text and type the"
                      " codes again, zeros in front included.")  # fmt: skip
            raise Unread(words, _perhaps(str(value), alike) if alike else str(value))


def bare_numbers(cells: Sequence[tuple[str, Value]], known: Iterable[str] = ()) -> list[Fault]:
    """Return the cells of a column of codes that are numbers while others are text, or lost their zeros.

    A column of numbers alone is one of codes, and a number that is a known code is that one.
    """
    known = {*known}
    texts = {str(value) for _cell, value in cells if value and not isinstance(value, NumberCell)}
    codes = Codes(known | texts)
    faults = []
    for cell, value in cells:
        try:
            codes.refuse_bare(value, are_texts=bool(texts) and str(value) not in known)
        except Unread as wrong:
            faults.append(wrong.at(cell))
    return faults


def day(value: Value) -> date:
    """Read a day: a date cell, or text as 28/7/2022."""
    read = None
    if isinstance(value, date):
        read = value
    elif found := re.fullmatch(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})", value):
        try:
            read = date(int(found[4]), int(found[3]), int(found[1]))
        except ValueError:
            read = None
    if read is None or not is_in_reach(read):
        raise Unread(_("“%(value)s” is no day. Write it as 28/7/2022."), _as_day(value))
    return read


def _as_day(value: Value) -> str:
    """Return a cell that is no day; a number that counts days with the day it may be."""
    said = written(value)
    if isinstance(value, NumberCell) and value.isdigit() and 20_000 < int(value) < 80_000:
        return f"{said} = {write_day(FIRST_DAY + timedelta(days=int(value)))}?"
    return said


def whole(least: int, most: int) -> Callable[[Value], int]:
    """Read a whole number within bounds."""

    def read(value: Value) -> int:
        said = written(value).replace(".", "")
        number = int(said) if re.fullmatch("[0-9]{1,18}", said) else least - 1
        if not least <= number <= most:
            words = _("“%(value)s” is no whole number from %(least)s to %(most)s.")
            bounds = {"least": write_figure(least, 0), "most": write_figure(most, 0)}
            raise Unread(words, written(value), **bounds)
        return number

    return read


def one_of(choices: Mapping[str, T]) -> Callable[[Value], T]:
    """Read one of some words, blind to case and marks: `one_of({"chỉ thị": "directive"})`."""
    by_key = {fold(words): value for words, value in choices.items()}

    def read(value: Value) -> T:
        key = fold(written(value))
        if key not in by_key:
            words = _("“%(value)s” is none of these: %(choices)s.")
            raise Unread(words, written(value), choices=", ".join(choices))
        return by_key[key]

    return read
