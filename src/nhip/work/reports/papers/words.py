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

CLASH = _("Somebody else wrote “{theirs}” here meanwhile. Choose which one stands, then save.")
OWN_CLASH = _(
    "You wrote “{theirs}” here meanwhile, in another window. Choose which one stands, then save."
)


def told_clashes(theirs: Mapping[int, Typed], own: Collection[int]) -> dict[int, str | Promise]:
    """Say at every cell filled in twice what stands there; `own` are those this person wrote."""
    words = {row: in_words_typed(cell) for row, cell in theirs.items()}
    return told_text_clashes(words, own)


def told_text_clashes(theirs: Mapping[int, str], own: Collection[int]) -> dict[int, str | Promise]:
    """Say of places by id that something else was written there meanwhile, by whom of the two."""
    return {
        place: format_lazy(OWN_CLASH if place in own else CLASH, theirs=words)
        for place, words in theirs.items()
    }


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
