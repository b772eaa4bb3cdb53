"""What a revision says, its figures packed: both together say the same again, letter by letter."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nhip.work.forms.rules import Content, RowAsked
from nhip.work.indicators.packing import pack, unpack

FROM = "from"  # of the packed rest: the places of reused figures by regime


class PackedPlace(NamedTuple):
    """A cell that a figure is typed into, as a revision says it."""

    section: int
    number: int
    indicator: str
    item: str
    decimals: int


def packed_places(asked: Iterable[RowAsked]) -> list[PackedPlace]:
    """Return the places of a form that figures are packed by, in its order: computed ones are none."""
    return [
        PackedPlace(*row.place, row.key, row.item, row.decimals)
        for row in asked
        if not row.quotient
    ]


def pack_content(content: Content, places: Sequence[PackedPlace]) -> tuple[Content, bytes | None]:
    """Return what is left of a content without its figures, and these packed.

    What would not come back exactly stays whole, and nothing is packed.
    """
    said = {(row["section"], row["number"]): row for row in content["figures"]}
    rows = [said.get(place[:2]) for place in places]
    rest = {key: part for key, part in content.items() if key != "figures"}
    sources: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        if row and FROM in row:
            sources.setdefault(row[FROM], []).append(index)
    if sources:
        rest[FROM] = sources
    try:
        packed = pack([row and (row["amount"], row["nil"]) for row in rows])
    except ValueError:
        return content, None
    is_whole = unpack_content(rest, packed, places) == content
    return (rest, packed) if is_whole else (content, None)


def unpack_content(rest: Content, packed: bytes, places: Sequence[PackedPlace]) -> Content:
    """Return a content again. Bytes that are not its form's say no figure at all: the digest tells."""
    sources = {index: code for code, its in rest.get(FROM, {}).items() for index in its}
    try:
        figures = unpack(packed, len(places))
    except ValueError:
        figures = [None] * len(places)
    rows = [
        {
            "section": place.section,
            "number": place.number,
            "indicator": place.indicator,
            "item": place.item,
            "amount": figure[0],
            "decimals": place.decimals,
            "nil": figure[1],
        }
        | ({"from": sources[index]} if index in sources else {})
        for index, (place, figure) in enumerate(zip(places, figures, strict=True))
        if figure
    ]
    return {key: part for key, part in rest.items() if key != FROM} | {"figures": rows}
