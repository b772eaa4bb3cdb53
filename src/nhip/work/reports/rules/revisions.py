"""What was handed in, once and for all; which of it counts; and two people at one draft."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from nhip.work.forms.rules import Content, Figure, Named, Place, RowAsked, Typed

Said = TypeVar("Said", str, Typed)


def figure_rows(
    asked: Iterable[RowAsked],
    figures: Mapping[int, Figure],
    reused: Mapping[int, str] | None = None,
) -> list[Content]:
    """Write figures for a revision, each with its place in the form; computed rows are left out.

    `reused` names, by row, the regime in whose report a figure was entered.
    """
    from_regime = reused or {}
    return [
        {
            "section": row.place[0],
            "number": row.place[1],
            "indicator": row.key,
            "item": row.item,
            "amount": figures[row.row_id].amount,
            "decimals": row.decimals,
            "nil": figures[row.row_id].is_nil,
        }
        | ({"from": from_regime[row.row_id]} if row.row_id in from_regime else {})
        for row in asked
        if row.row_id in figures and not row.quotient
    ]


def figures_of(content: Content) -> dict[Place, Figure]:
    """Read the figures of a revision, by place."""
    return {
        (row["section"], row["number"]): Figure(row["amount"], row["nil"])
        for row in content["figures"]
    }


def sources_of(content: Content) -> dict[Place, str]:
    """Return, by place, the code of the regime in whose report a figure was entered."""
    return {
        (row["section"], row["number"]): row["from"] for row in content["figures"] if "from" in row
    }


def own_figures_of(content: Content) -> dict[Place, Figure]:
    """Read the figures that were entered in this report, not taken from another one's."""
    taken = sources_of(content)
    return {place: figure for place, figure in figures_of(content).items() if place not in taken}


def indicators_of(content: Content) -> dict[tuple[str, str], Figure]:
    """Read the figures that were entered in this report, by indicator and breakdown item."""
    return {
        (row["indicator"], row["item"]): Figure(row["amount"], row["nil"])
        for row in content["figures"]
        if "from" not in row
    }


def narratives_of(content: Content) -> dict[int, str]:
    """Read the narratives of a revision, by section."""
    return {part["section"]: part["text"] for part in content["narratives"]}


@dataclass(frozen=True)
class Changes:
    """What one revision changed against the one before it."""

    figures: dict[Place, tuple[Figure | None, Figure | None]]
    narratives: dict[int, tuple[str, str]]
    files: list[int] = field(default_factory=list)  # sections

    def __len__(self) -> int:
        return len(self.figures) + len(self.narratives) + len(self.files)


def changes_between(before: Content, after: Content) -> Changes:
    """Compare two revisions of one report: (before, after) by place and by section."""
    old, new = figures_of(before), figures_of(after)
    old_text, new_text = narratives_of(before), narratives_of(after)
    return Changes(
        {
            place: (old.get(place), new.get(place))
            for place in sorted(old.keys() | new.keys())
            if old.get(place) != new.get(place)
        },
        {
            section: (old_text.get(section, ""), new_text.get(section, ""))
            for section in sorted(old_text.keys() | new_text.keys())
            if old_text.get(section, "") != new_text.get(section, "")
        },
        sorted({section for section, _file in _files(before) ^ _files(after)}),
    )


WHOLE: Named = (0, None)  # no section bears the number 0


def untouched(asked: Iterable[Named], before: Content, now: Content) -> list[Named]:
    """Return the places a return asked to mend that say what they said before.

    Cells of one breakdown are mended by any of them. Where no place was named, WHOLE stands for a
    report that says nothing new at all.
    """
    changes, places = changes_between(before, now), list(asked)
    if not places:
        return [] if len(changes) else [WHOLE]
    figures = [*before["figures"], *now["figures"]]
    indicators = {(row["section"], row["number"]): row["indicator"] for row in figures}
    moved = {indicators[place] for place in changes.figures}
    sections = {place[0] for place in changes.figures} | {*changes.narratives, *changes.files}
    return [
        (section, row)
        for section, row in places
        if (section not in sections if row is None else indicators.get((section, row)) not in moved)
    ]


def _files(content: Content) -> set[tuple[int, str]]:
    return {(row["section"], row["name"] + row["digest"]) for row in content.get("attachments", [])}


def merge(typed: Said, seen: Said, stored: Said) -> tuple[Said, bool]:
    """Return what to keep of one cell, and whether two people wrote different things there.

    `seen` is what the cell held when it was opened: what its owner did not touch is never written
    over another's doing, and where both wrote the first one stays until the second has seen it.
    """
    if typed in (seen, stored):
        return stored, False
    return (typed, False) if seen == stored else (stored, True)
