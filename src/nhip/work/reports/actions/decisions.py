"""Returning, accepting, opening for a correction: may they, lock, check, write, journal, notify."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import people_with
from nhip.organisation.periods.rules import today
from nhip.work.duties.access import checked_units, checkers
from nhip.work.duties.choices import Status
from nhip.work.forms.rules import Named

from .. import queries
from ..choices import Step
from ..models import Report, Revision
from .drafts import fill_from_elsewhere, lock
from .places import joined, named_places, widened
from .refusals import AlreadyDecided
from .steps import stand, take, tell, why, words


@transaction.atomic
def return_report(
    report: Report,
    reason: str,
    *,
    by: User,
    at: datetime,
    seen: int | None = None,
    places: Mapping[Named, str] | None = None,
    found: Status | None = None,
) -> Report:
    """Send a report back to be mended, saying why; its figures count no more.

    A `reason` opens the whole report to its unit. Without one only `places` are opened, (section,
    row) or (section, None) for all of it, each with its own reason; what is not named stays locked.
    An accepted report may be returned as well; one that was returned is opened wider, never
    narrower. `seen` is the revision the checker looked at, `found` how it stood then: what somebody
    accepted meanwhile is not taken back unawares. Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    _require_checker(report, by, at)
    report = lock(report)
    if report.status == Status.DRAFT:
        raise AlreadyDecided(_("There is nothing to return: the report is with its unit."))
    revision = _revision_seen(report, seen)
    if report.status == Status.ACCEPTED and found not in (None, Status.ACCEPTED):
        raise AlreadyDecided(
            _("Somebody accepted it meanwhile. Return it again if it is to count no more.")
        )
    named = named_places(report, places or {})
    is_whole = bool(reason.strip()) or not named
    reason = why(reason) if is_whole else joined(named)
    told = reason
    if earlier := queries.last_return(report):
        reason, named, is_whole = widened(report, earlier, reason, named, is_whole)
    report.status, report.decided_at = Status.RETURNED, at
    stand(report, at=at)
    take(report, Step.RETURNED, revision, reason, by=by, at=at, places=named, is_whole=is_whole)
    tell(
        _reporters(report, at, revision),
        _("Returned: %(title)s. %(reason)s") % {**words(report), "reason": told},
        reverse("reports:entry", args=[report.pk]),
        at,
    )
    return report


@transaction.atomic
def accept_report(report: Report, *, by: User, at: datetime, seen: int | None = None) -> Report:
    """Accept what was handed in: from now on it counts in accepted totals.

    `seen` is the revision the checker looked at. Raises AlreadyDecided or PermissionDenied.
    """
    _require_checker(report, by, at)
    report = lock(report)
    if report.status == Status.ACCEPTED:
        raise AlreadyDecided(_("This report has already been accepted."))
    if report.status != Status.SUBMITTED:
        raise AlreadyDecided(_("There is nothing to accept: the report is with its unit."))
    revision = _revision_seen(report, seen)
    report.status, report.decided_at = Status.ACCEPTED, at
    stand(report, at=at)
    take(report, Step.ACCEPTED, revision, by=by, at=at)
    for draft in queries.drafts_that_use(report):
        fill_from_elsewhere(draft)
    tell(
        _reporters(report, at, revision),
        _("Accepted: %(title)s.") % words(report),
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


@transaction.atomic
def reopen_report(report: Report, reason: str, *, by: User, at: datetime) -> Report:
    """Open an accepted report for a correction, by its unit or by whoever checks it.

    What was accepted goes on counting until a new revision is accepted. Raises NoReason,
    AlreadyDecided or PermissionDenied.
    """
    if not by.has_perm("reports.fill", report.unit):
        _require_checker(report, by, at)
    report = lock(report)
    if report.status != Status.ACCEPTED:
        raise AlreadyDecided(_("Only an accepted report is opened for a correction."))
    reason = why(reason)
    revision = report.revisions.latest("number")
    report.status = Status.DRAFT
    stand(report, at=at)
    take(report, Step.REOPENED, revision, reason, by=by, at=at)
    others = {*checkers(report.unit_id, today(at)), *_reporters(report, at, revision)} - {by}
    tell(
        others,
        _("Opened for a correction: %(unit)s, %(title)s. %(reason)s")
        % {**words(report), "reason": reason},
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


def _require_checker(report: Report, by: User, at: datetime) -> None:
    """Only the unit directly above checks; what the root reports, nobody checks."""
    if report.unit_id not in checked_units(by, today(at)):
        raise PermissionDenied(_("Only the unit directly above checks this report."))


def _revision_seen(report: Report, seen: int | None) -> Revision:
    """Return the revision to decide on, which must be the one the checker looked at."""
    revision = report.revisions.latest("number")
    if seen is not None and seen != revision.number:
        raise AlreadyDecided(
            _("The report has been handed in anew. Look at the new version first.")
        )
    return revision


def _reporters(report: Report, at: datetime, revision: Revision) -> list[User]:
    """Return whom to tell at the unit: its reporters, and whoever handed the revision in."""
    people = people_with(Role.REPORTER, report.unit_id, today(at))
    return [*people, revision.submitted_by]
