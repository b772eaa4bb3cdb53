"""Where the headings of a list stand: in one row or in two, under a title or a letterhead."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold

from .scanning import BadFile, place_of
from .values import Value, written

WITHIN = 20  # rows: a letterhead and a title may stand above the headings
SHOWN = 12  # headings named in a refusal

Area = tuple[int, int, int, int]  # top, left, bottom, right
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Headings:
    """The last row of the headings, and in which place each column stands; 0 where it lacks."""

    last: int
    places: Mapping[str, int]
    twice: Sequence[tuple[int, int]] = ()
    """The place of a column, and another place with the very same heading."""


def areas_of(merged: Sequence[str]) -> list[Area]:
    """Return merged ranges as places."""
    found = []
    for area in merged:
        first, _colon, end = area.partition(":")
        found.append((*place_of(first), *place_of(end or first)))
    return found


def find_headings(
    rows: Sequence[Sequence[Value]],
    merged: Sequence[Area],
    columns: Columns,
    may_lack: Collection[str],
) -> Headings | None:
    """Return where a sheet names every column that may not lack, None where it does not.

    Over two rows a heading may say its group above and itself below: “Đơn vị” over “Mã” is “Mã đơn vị”.
    """
    reach = range(1, min(len(rows), WITHIN) + 1)
    begun = {top for top, _left, _bottom, _right in merged}
    tries = [(row, high) for row in reach for high in ((2, 1) if row in begun else (1,))]
    for row, high in [*tries, *((row, 2) for row in reach)]:
        named = _named(rows, merged, row, high)
        places = _places(named, columns)
        if all(place or key in may_lack for key, place in places.items()):
            last = row + high - 1
            ends = [bottom for top, _l, bottom, _r in merged if row <= top <= last]
            head = max([last, *(end for end in ends if end <= last + 2)])
            return Headings(head, places, _twice(rows[row - 1 : last], named, places))
    return None


def _twice(
    heads: Sequence[Sequence[Value]],
    named: Sequence[tuple[int, list[str]]],
    places: Mapping[str, int],
) -> list[tuple[int, int]]:
    """Return which other places bear the heading of a column; what is merged with it is no other one."""
    said = {place for row in heads for place, words in enumerate(row, start=1) if words}
    names, taken = dict(named), {*places.values()}
    return [
        (place, other)
        for place in taken - {0}
        for other in names.keys() & said - taken
        if names[other] == names[place]
    ]


def lacking(sheets: Mapping[str, Sequence[Sequence[Value]]], columns: Columns) -> BadFile:
    """Return a refusal that names the headings nobody found, and those that stand where they should."""
    rows = [
        (sheet, number, row)
        for sheet, its in sheets.items()
        for number, row in enumerate(its[:WITHIN], start=1)
    ]
    nearest = min(rows, key=lambda each: _miss(each[2], columns), default=None)
    missed = _missing(nearest[2], columns) if nearest else [*columns.values()]
    wanted = ", ".join(f"“{names[0]}”" for names in missed)
    if len(missed) < len(columns) and nearest:
        words = _("The row of headings lacks: %(wanted)s.") % {"wanted": wanted}
    else:
        words = _("No sheet has all these headings in one row: %(wanted)s.") % {"wanted": wanted}
    if nearest and (said := [written(each) for each in nearest[2] if each][:SHOWN]):
        told = _("Row %(row)d says: %(said)s.")
        found = ", ".join(f"“{each[:40]}”" for each in said)
        words += " " + told % {"row": nearest[1], "said": found}
    if any(sheets):
        read = ", ".join(f"“{sheet}”" for sheet in sheets)
        words += " " + _("Sheets in the file: %(sheets)s.") % {"sheets": read}
    return BadFile(words)


def key_of(heading: str) -> str:
    """Return a heading as it is compared: no case, no marks, nothing in brackets, no star."""
    return re.sub(r"[\s*:.]+$", "", re.sub(r"\(.*?\)", "", fold(heading)))


def _named(
    rows: Sequence[Sequence[Value]], merged: Sequence[Area], row: int, high: int
) -> list[tuple[int, list[str]]]:
    """Return what each place may be called by, the fullest name first."""
    above = [key_of(written(each)) for each in rows[row - 1]]
    if high == 1 or row >= len(rows):
        return [(place, [words]) for place, words in enumerate(above, start=1) if words]
    below = [key_of(written(each)) for each in rows[row]]
    width = max(len(above), len(below))
    above, below = (each + [""] * (width - len(each)) for each in (above, below))
    for top, left, _bottom, right in merged:
        if top == row and left <= width:
            above[left - 1 : right] = [above[left - 1]] * (min(right, width) - left + 1)
    named = []
    for place, (group, words) in enumerate(zip(above, below, strict=True), start=1):
        whole = [f"{words} {group}", f"{group} {words}"] if group and words else []
        named.append((place, [*whole, words or group]))
    return named


def _places(named: Sequence[tuple[int, list[str]]], columns: Columns) -> dict[str, int]:
    """Return the place of every column: by full names first, then by what stands below alone."""
    places = dict.fromkeys(columns, 0)
    for wanted in ([names[:-1] or names for _place, names in named], [n for _p, n in named]):
        for key, headings in columns.items():
            keys = [key_of(each) for each in headings]
            free = [
                (keys.index(name), place)
                for (place, _names), said in zip(named, wanted, strict=True)
                for name in said
                if name in keys and place not in places.values()
            ]
            if free and not places[key]:
                places[key] = min(free)[1]
    return places


def _missing(row: Sequence[Value], columns: Columns) -> list[Sequence[str]]:
    said = {key_of(written(value)) for value in row}
    return [names for names in columns.values() if not {key_of(each) for each in names} & said]


def _miss(row: Sequence[Value], columns: Columns) -> tuple[int, int]:
    """Return how far a row is from being the headings; of rows as far, the fullest is nearest."""
    return len(_missing(row, columns)), -sum(bool(each) for each in row)
