"""What was handed in, once and for all; which of it counts; and two people at one draft."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, TypeVar

from nhip.kit.text.rules import nfc

from ..choices import Status, Step
from .cells import Asked, Figure, Place, Typed

Content = dict[str, Any]
Named = tuple[int, int | None]  # a section's number and a row's; no row: the whole section
Said = TypeVar("Said", str, Typed)


def figure_rows(
    asked: Iterable[Asked], figures: Mapping[int, Figure], reused: Mapping[int, str] | None = None
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


def canonical(content: Content) -> str:
    """Write a revision one way only: sorted keys, no spaces, composed letters."""
    return nfc(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def digest_of(content: Content) -> str:
    """Return the SHA-256 of a revision's canonical JSON."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


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


def _files(content: Content) -> set[tuple[int, str]]:
    return {(row["section"], row["name"] + row["digest"]) for row in content.get("attachments", [])}


@dataclass(frozen=True)
class Standing:
    """Which revisions of a report count: as handed in, and as accepted."""

    submitted: int | None = None
    accepted: int | None = None


def standing_after(steps: Iterable[tuple[str, int | None]]) -> Standing:
    """Follow a report's steps, (step, revision) in order, to what counts now.

    A returned correction falls back to what was accepted before it; a returned accepted revision
    counts no more; opening a correction changes nothing until a new revision comes in.
    """
    standing = Standing()
    for step, revision in steps:
        match step:
            case Step.SUBMITTED:
                standing = Standing(revision, standing.accepted)
            case Step.ACCEPTED:
                standing = Standing(revision, revision)
            case Step.WITHDRAWN:
                standing = Standing(standing.accepted, standing.accepted)
            case Step.RETURNED:
                kept = None if revision == standing.accepted else standing.accepted
                standing = Standing(kept, kept)
    return standing


def status_before(steps: Iterable[str]) -> Status:
    """Return what a report that was taken back is again: returned, or being filled in."""
    decided = [step for step in steps if step in (Step.RETURNED, Step.ACCEPTED, Step.REOPENED)]
    return Status.RETURNED if decided[-1:] == [Step.RETURNED] else Status.DRAFT


def first_handed_in(steps: Iterable[tuple[str, datetime]]) -> datetime | None:
    """Return when a report first came in; what was taken back unseen never did."""
    handed_in: list[datetime] = []
    for step, taken_at in steps:
        if step == Step.SUBMITTED:
            handed_in.append(taken_at)
        elif step == Step.WITHDRAWN:
            del handed_in[-1:]
    return next(iter(handed_in), None)


@dataclass(frozen=True)
class Scope:
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


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of remarks, before and after; "" where there was, or is, none."""

    was: str
    now: str

    @property
    def is_same(self) -> bool:
        """Tell whether it stayed as it was."""
        return self.was == self.now


def paragraphs_between(before: str, after: str) -> list[Paragraph]:
    """Lay two versions of remarks beside each other, paragraph by paragraph."""
    old, new = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (before, after)
    )
    found = []
    matches = SequenceMatcher(None, old, new, autojunk=False)
    for _tag, old_from, old_to, new_from, new_to in matches.get_opcodes():
        pairs = zip_longest(old[old_from:old_to], new[new_from:new_to], fillvalue="")
        found += [Paragraph(*pair) for pair in pairs]
    return found


def merge(typed: Said, seen: Said, stored: Said) -> tuple[Said, bool]:
    """Return what to keep of one cell, and whether two people wrote different things there.

    `seen` is what the cell held when it was opened: what its owner did not touch is never written
    over another's doing, and where both wrote the first one stays until the second has seen it.
    """
    if typed in (seen, stored):
        return stored, False
    return (typed, False) if seen == stored else (stored, True)
