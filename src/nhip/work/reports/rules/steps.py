"""The steps of a report: which revisions count after them, and what a report is again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nhip.work.duties.choices import Status

from ..choices import Step


@dataclass(frozen=True)
class CountingRevisions:
    """Which revisions of a report count: as handed in, and as accepted."""

    submitted: int | None = None
    accepted: int | None = None


def standing_after(steps: Iterable[tuple[str, int | None]]) -> CountingRevisions:
    """Follow a report's steps, (step, revision) in order, to what counts now.

    A returned correction falls back to what was accepted before it; a returned accepted revision
    counts no more; opening a correction changes nothing until a new revision comes in.
    """
    standing = CountingRevisions()
    for step, revision in steps:
        match step:
            case Step.SUBMITTED:
                standing = CountingRevisions(revision, standing.accepted)
            case Step.ACCEPTED:
                standing = CountingRevisions(revision, revision)
            case Step.WITHDRAWN:
                standing = CountingRevisions(standing.accepted, standing.accepted)
            case Step.RETURNED:
                kept = None if revision == standing.accepted else standing.accepted
                standing = CountingRevisions(kept, kept)
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
