"""Filling in and handing in for several units at once: each by itself, as if on its own page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.work.duties.models import Obligation

from ..access import must_present
from ..models import Report
from .drafts import open_report, save_draft
from .handing_in import submit_report
from .merging import Saved
from .refusals import AlreadyDecided, Incomplete, NotDraft, Refused
from .signing import present_report


@dataclass(frozen=True)
class Typing:
    """One unit's cells as typed, and what they held when they were typed: (text, nothing to report)."""

    figures: Mapping[int, tuple[str, bool]]
    seen: Mapping[int, tuple[str, bool]]

    @property
    def changed(self) -> dict[int, tuple[str, bool]]:
        """Return only what its owner touched."""
        return {row: cell for row, cell in self.figures.items() if cell != self.seen.get(row)}


def save_drafts(
    typed: Mapping[Obligation, Typing], *, by: User, at: datetime
) -> dict[int, Saved | Refused]:
    """Keep what was typed, by unit; a report nobody began is begun where something was typed.

    Return by obligation what became of each that was touched; one that is refused holds back no
    other. Raises PermissionDenied.
    """
    found: dict[int, Saved | Refused] = {}
    for obligation, typing in typed.items():
        if not (changed := typing.changed):
            continue
        try:
            report = open_report(obligation, by=by, at=at)
            found[obligation.pk] = save_draft(
                report,
                figures=changed,
                narratives={},
                seen_figures={row: typing.seen.get(row, ("", False)) for row in changed},
                by=by,
                at=at,
            )
        except (NotDraft, AlreadyDecided) as refusal:
            found[obligation.pk] = refusal
    return found


def submit_complete(reports: Iterable[Report], *, by: User, at: datetime) -> list[Report]:
    """Hand in those that are complete, and return them; the others stay as they are.

    Where a unit's own chief decides first, its report is presented to him.

    Raises PermissionDenied.
    """
    handed_in = []
    for report in reports:
        try:
            if must_present(by, report, today(at)):
                present_report(report, by=by, at=at)
            else:
                submit_report(report, by=by, at=at)
        except (Incomplete, NotDraft):
            continue
        handed_in.append(report)
    return handed_in
