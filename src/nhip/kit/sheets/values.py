"""What a cell says, as text; what the spreadsheet kept as something else says so by its type."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from nhip.kit.text.rules import nfc, write_day

from .opening import Cell

Value = str | date
"""Text, or a day; empty is an empty text. A number, a yes or no and an hour are texts of their own kind."""


class NumberCell(str):
    """A cell kept as a number, written as people write it: 1200 as "1200", 1.1 as "1,1"."""

    __slots__ = ()

    @property
    def is_rounded(self) -> bool:
        """Return whether it has more digits than a spreadsheet keeps: the last ones are lost."""
        return sum(map(str.isdigit, self)) > EXACT


class TruthCell(str):
    """A cell kept as yes or no: TRUE, FALSE."""

    __slots__ = ()


class HourCell(str):
    """A cell kept as an hour or a length of time: 1:02."""

    __slots__ = ()


EXACT = 15  # digits a spreadsheet keeps of a number


def value_of(cell: Cell) -> Value:
    """Return what a cell says; letters composed, spaces single."""
    if isinstance(cell, bool):
        return TruthCell(str(cell).upper())
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, time | timedelta):
        return HourCell(str(cell).removesuffix(":00"))
    if isinstance(cell, int | float):
        whole = float(cell).is_integer()
        return NumberCell(int(cell) if whole else str(cell).replace(".", ","))
    return " ".join(nfc(cell).replace("\0", "").split())


def written(value: Value) -> str:
    """Return a cell as people write it: a day as 28/7/2022."""
    return str(value) if isinstance(value, str) else write_day(value)
