"""Taking a report back: at once while nobody has opened it, by asking afterwards."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.kit.text.templatetags.text import moment
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.work.duties.access import checkers, may_check

from .. import queries, rules
from ..access import FILL
from ..choices import Step
from ..models import Report, Revision
from .decisions import take, tell, why, words
from .drafts import lock
from .refusals import AlreadyDecided, AlreadySeen
from .steps import stand_all


@transaction.atomic
def note_opening(report: Report, *, by: User, at: datetime) -> bool:
    """Write down that a checker opened what waits for a check, once a revision.

    From then on the unit can no longer take it back. Raises PermissionDenied.
    """
    if not may_check(by, report.obligation, today(at)):
        raise PermissionDenied(_("Only the unit directly above checks this report."))
    report = lock(report)
    if not report.is_waiting:
        return False
    revision = report.revisions.latest("number")
    if queries.opened(revision):
        return False
    take(report, Step.OPENED, revision, by=by, at=at)
    return True


@transaction.atomic
def withdraw_report(report: Report, *, by: User, at: datetime) -> Report:
    """Take a report back that no checker has opened; it is as if it had not been handed in.

    What it answered stays as it was: a returned report is returned again, with the same places
    open. Raises AlreadySeen, AlreadyDecided or PermissionDenied.
    """
    require(by, FILL, report.unit)
    report = lock(report)
    revision = _waiting(report)
    if seen := queries.opened(revision):
        raise AlreadySeen(
            _("The unit above opened it at %(moment)s. Ask for it back, saying why.")
            % {"moment": moment(seen.taken_at)}
        )
    take(report, Step.WITHDRAWN, revision, by=by, at=at)
    steps = [(step.step, step.taken_at) for step in report.steps.order_by("pk")]
    report.status = rules.status_before([step for step, _at in steps])
    report.submitted_at = rules.first_handed_in(steps)
    stand_all([(report, at)])
    tell(
        checkers(report.obligation, today(at)),
        _("%(unit)s has taken back unseen: %(title)s.") % words(report),
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


@transaction.atomic
def ask_back(report: Report, reason: str, *, by: User, at: datetime) -> Report:
    """Ask whoever checks a report to return it, saying why; nothing else changes.

    Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    require(by, FILL, report.unit)
    report = lock(report)
    revision = _waiting(report)
    reason = why(reason)
    take(report, Step.ASKED, revision, reason, by=by, at=at)
    tell(
        checkers(report.obligation, today(at)),
        _("%(unit)s asks for it back: %(title)s. %(reason)s") % {**words(report), "reason": reason},
        reverse("reports:check", args=[report.pk]),
        at,
    )
    return report


def _waiting(report: Report) -> Revision:
    if not report.is_waiting:
        raise AlreadyDecided(_("There is nothing to take back: the report waits for no check."))
    return report.revisions.latest("number")
