"""What people are told about places of a draft: of two who wrote at one, of one nobody touched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhip.work.forms.papers import Sheet, in_words_typed
from nhip.work.forms.rules import Named, Typed


def told_clashes(theirs: Mapping[int, Typed]) -> dict[int, str | Promise]:
    """Say at every cell two people filled in what the other one wrote."""
    return {row: told_clash(in_words_typed(cell)) for row, cell in theirs.items()}


def told_clash(theirs: str) -> Promise:
    """Say that two people wrote different things at one place."""
    return format_lazy(
        _("Somebody else wrote “{theirs}” here meanwhile. Choose which one stands, then save."),
        theirs=theirs,
    )


@dataclass(frozen=True)
class LeftPlace:
    """A place that was asked to be mended and says what it said: as the form sends it, in words, where."""

    value: str
    words: str
    address: str


def left_places(sheet: Sheet, places: Collection[Named]) -> list[LeftPlace]:
    """Return places nobody touched as a page shows them, in the order of the sheet."""
    found = [LeftPlace("0", gettext("the whole report"), "")] if (0, None) in places else []
    for part in sheet.parts:
        number = part.section.number
        address = f"?muc={number}"
        if (number, None) in places:
            found.append(LeftPlace(str(number), str(part.section), address))
        for line in part.lines:
            if line.asked.place in places:
                value = f"{number}.{line.asked.place[1]}"
                words = f"{value}. {line.asked.name}"
                found.append(LeftPlace(value, words, f"{address}#r-{line.asked.row_id}"))
    return found
