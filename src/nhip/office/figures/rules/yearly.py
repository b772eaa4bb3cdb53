"""What a figure was in each calendar year of its window, as text: "2017: 4; 2018: 5; 2019: 1.200"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .writing import write


@dataclass(frozen=True)
class YearOfFigure:
    """One year; `amount` is in proportion to those of the other years, for drawing."""

    year: str
    written: str
    amount: int


def write_years(years: Mapping[int, int], decimals: int) -> str:
    """Return scaled amounts by year as they are sealed and told."""
    return "; ".join(f"{year}: {write(years[year], decimals)}" for year in sorted(years))


def in_a_row(years: Sequence[YearOfFigure]) -> str:
    """Return their values as a line beside the window says them: "4, 5, 5, 6, 6"."""
    written = [each.written for each in years]
    return ("; " if any("," in each for each in written) else ", ").join(written)


def read_years(text: str) -> list[YearOfFigure]:
    """Return the years of such a text; all were written with as many decimals."""
    pairs = (each.partition(": ") for each in text.split("; ") if each)
    return [
        YearOfFigure(year, written, int(written.replace(".", "").replace(",", "")))
        for year, _colon, written in pairs
    ]
