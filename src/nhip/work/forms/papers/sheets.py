"""A form as a page: its sections, their lines, what stands in them and what is wrong there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nhip.office.figures.queries import DrawnWords
from nhip.work.indicators.choices import NormVerdict
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.rules import verdict

from .. import rules
from ..choices import Asks, FileKind, SectionProgress, Severity
from ..models import Section
from ..rules import Figure, Typed
from .words import in_words


class File(Protocol):
    """A file beside a section, as a page names it."""

    @property
    def name(self) -> str: ...
    @property
    def digest(self) -> str: ...


@dataclass
class SheetLine:
    """One row of a table, with what it said before beside it."""

    asked: rules.RowAsked
    indicator: Indicator
    group: str
    typed: Typed
    seen: Typed
    figure: Figure | None
    before: Figure | None
    last_year: Figure | None
    problems: list[rules.Problem]
    is_missing: bool = False
    was: str | None = None
    taken_from: str = ""
    asked_to: str = ""
    is_locked: bool = False
    mend: BoundField | None = None
    theirs: Typed | None = None
    is_own: bool = False  # what came meanwhile is the same person's, of another window

    @property
    def is_computed(self) -> bool:
        """Tell whether the row is divided from two others and cannot be typed in."""
        return self.asked.quotient is not None

    @property
    def is_unclear(self) -> bool:
        """Tell whether a dash or "không" stands here, and its person must say what it means."""
        return not (self.is_computed or self.is_locked) and rules.is_unclear(self.typed.raw)

    @property
    def is_wrong(self) -> bool:
        """Tell whether something here stops the hand-in."""
        return any(problem.severity == Severity.ERROR for problem in self.problems)

    @property
    def difference(self) -> int | None:
        """Return how far the figure moved since the period before."""
        if self.figure is None or self.before is None:
            return None
        return self.figure.amount - self.before.amount

    @property
    def is_large(self) -> bool:
        """Tell whether it moved so far that somebody should ask why."""
        if self.is_computed or self.is_wrong or self.figure is None or self.before is None:
            return False
        return rules.is_large_change(self.figure.amount, self.before.amount, self.asked.decimals)

    @property
    def is_striking(self) -> bool:
        """Tell whether a checker should look here first."""
        return self.is_large or self.verdict == NormVerdict.MISSED or bool(self.problems)

    @property
    def is_named(self) -> bool:
        """Tell whether the last return named it, or whoever checks is just naming it."""
        return bool(self.asked_to) or _is_said(self.mend)

    @property
    def verdict(self) -> NormVerdict | None:
        """Return on which side of its norm the figure is."""
        amount = self.figure.amount if self.figure else None
        return verdict(amount, self.indicator.norm, self.indicator.norm_side)


@dataclass
class SheetPart:
    """One section: its table and its narrative."""

    section: Section
    lines: list[SheetLine]
    text: str
    seen_text: str
    text_problem: str | Promise = ""
    was_text: str | None = None
    asked_to: str = ""
    is_locked: bool = False
    mend: BoundField | None = None
    theirs: str | None = None
    is_own: bool = False
    files: Sequence[File] = field(default_factory=list)
    is_refiled: bool = False
    drawn: DrawnWords | None = None  # the remarks with the figures they cite
    must_write: bool = False  # the form asks for words only, so an answer without any is none
    lacks_words: bool = False

    @property
    def lacks_file(self) -> bool:
        """Tell whether a file must be attached here and none is."""
        return self.section.asks_files == Asks.MUST and not self.files

    @property
    def files_asked(self) -> str:
        """Say what files the section asks for; "" where it asks for none."""
        if self.section.asks_files == Asks.NONE:
            return ""
        kinds = ", ".join(str(FileKind(kind).label) for kind in self.section.file_kinds)
        said = {"asks": self.section.get_asks_files_display(), "kinds": kinds}
        return _("%(asks)s; %(kinds)s; each at most %(n)d MB") % (
            said | {"n": self.section.most_megabytes}
        )

    @property
    def paragraphs(self) -> list[rules.Paragraph]:
        """Return the remarks beside what they were, paragraph by paragraph."""
        return rules.paragraphs_between(self.was_text or "", self.text)

    @property
    def brought(self) -> list[rules.Paragraph]:
        """Return the remarks a file brings beside those of the draft."""
        return rules.paragraphs_between(self.theirs or self.seen_text, self.text)

    @property
    def is_named(self) -> bool:
        """Tell whether the last return named anything here, or whoever checks is just naming it."""
        is_asked = bool(self.asked_to) or _is_said(self.mend)
        return is_asked or any(line.is_named for line in self.lines)

    @property
    def is_striking(self) -> bool:
        """Tell whether a checker should look here first."""
        return any(line.is_striking for line in self.lines)

    @property
    def words(self) -> int:
        """Return how long the narrative is."""
        return rules.count_words(self.text)

    @property
    def wrong(self) -> list[SheetLine]:
        """Return the rows with errors, in order."""
        return [line for line in self.lines if line.is_wrong]

    @property
    def unclear(self) -> list[SheetLine]:
        """Return the rows whose person must say whether they are 0 or nothing to report."""
        return [line for line in self.lines if line.is_unclear]

    @property
    def missing(self) -> list[SheetLine]:
        """Return the empty rows that must be filled in, in order."""
        return [line for line in self.lines if line.is_missing]

    @property
    def progress(self) -> SectionProgress:
        """Return how far the section has come."""
        begun = bool(self.text.strip()) or any(
            line.typed != Typed() for line in self.lines if not line.is_computed
        )
        wrong = len(self.wrong) + bool(self.text_problem)
        missing = len(self.missing) + self.lacks_file + self.lacks_words
        return rules.progress_of(wrong=wrong, missing=missing, begun=begun or bool(self.files))

    @property
    def is_changed(self) -> bool:
        """Tell whether the revision changed anything here."""
        return (
            self.is_refiled
            or self.was_text is not None
            or any(line.was is not None for line in self.lines)
        )


@dataclass
class Sheet:
    """A whole form, filled in or not."""

    parts: list[SheetPart]

    def part(self, number: int | None) -> SheetPart | None:
        """Return the section of this number, or the first."""
        chosen = [part for part in self.parts if part.section.number == number]
        return next(iter(chosen or self.parts), None)

    @property
    def first_open(self) -> int | None:
        """Return the first section the last return named."""
        return next((part.section.number for part in self.parts if part.is_named), None)

    @property
    def asked(self) -> list[tuple[str, str, str]]:
        """Return what the last return named: (address, place in words, reason)."""
        found = []
        for part in self.parts:
            number = part.section.number
            if part.asked_to:
                found.append((f"?muc={number}", str(part.section), part.asked_to))
            for line in part.lines:
                if line.asked_to:
                    place = f"{number}.{line.asked.place[1]}. {line.asked.name}"
                    address = f"?muc={number}#r-{line.asked.row_id}"
                    found.append((address, place, line.asked_to))
        return found

    def mark(self, places: rules.OpenPlaces) -> None:
        """Say at each place why it was returned, or that it was not."""
        for part in self.parts:
            number = part.section.number
            part.asked_to = places.reasons.get((number, None), "")
            part.is_locked = not places.opens(number)
            for line in part.lines:
                line.asked_to = places.reasons.get(line.asked.place, "")
                line.is_locked = not line.is_computed and not places.opens(*line.asked.place)

    @property
    def errors(self) -> int:
        """Count what is wrong."""
        return sum(len(part.wrong) + bool(part.text_problem) for part in self.parts)

    @property
    def missing(self) -> int:
        """Count the cells that must be filled in and are empty."""
        return sum(len(part.missing) for part in self.parts)

    @property
    def complete(self) -> int:
        """Count the sections that are done."""
        return sum(part.progress == SectionProgress.COMPLETE for part in self.parts)

    @property
    def changed(self) -> list[tuple[str, str]]:
        """Return what the revision changed: (anchor on the page, words)."""
        found = []
        for part in self.parts:
            number = part.section.number
            for line in part.lines:
                if line.was is not None:
                    row = line.asked.place[1]
                    found.append((f"o-{number}-{row}", _change(line, f"{number}.{row}")))
            if part.was_text is not None:
                words = _("Remarks on section %(number)d") % {"number": number}
                found.append((f"muc-{number}", words))
            if part.is_refiled:
                words = _("Attachments of section %(number)d") % {"number": number}
                found.append((f"muc-{number}", words))
        return found

    @property
    def striking(self) -> list[tuple[str, str]]:
        """Return what to look at first: (anchor on the page, words)."""
        return [
            (f"o-{part.section.number}-{line.asked.place[1]}", line.asked.name)
            for part in self.parts
            for line in part.lines
            if line.is_striking
        ]

    @property
    def first_unfiled(self) -> int | None:
        """Return the first section that lacks a file."""
        return next((part.section.number for part in self.parts if part.lacks_file), None)

    @property
    def first_unwritten(self) -> int | None:
        """Return the section that must be answered in words and is not."""
        return next((part.section.number for part in self.parts if part.lacks_words), None)

    @property
    def first_fault(self) -> tuple[int, int] | None:
        """Return where to look first: the section's number and the row; errors before gaps."""
        for faults in ("wrong", "missing"):
            for part in self.parts:
                for line in getattr(part, faults):
                    return part.section.number, line.asked.row_id
        return None


def _is_said(mend: BoundField | None) -> bool:
    """Tell whether a field says something, or is wrong: then it must not lie folded away."""
    return mend is not None and bool(mend.value() or mend.errors)


def _change(line: SheetLine, place: str) -> str:
    return _("%(place)s. %(name)s: was %(was)s, now %(now)s") % {
        "place": place,
        "name": line.asked.name,
        "was": line.was,
        "now": in_words(line.figure, line.asked.decimals),
    }
