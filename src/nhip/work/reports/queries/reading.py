"""Which versions of a report a person may read."""

from __future__ import annotations

from datetime import date

from nhip.organisation.accounts.models import User

from ..access import SEE, SEE_ACCEPTED
from ..models import Report, Revision
from .drafts import counting_revisions


def readable(user: User, pk: int, on: date) -> tuple[Report | None, list[Revision]]:
    """Return a report with the versions this person may read: all, or the accepted one alone.

    Whoever may read neither is told of no report.
    """
    report = Report.objects.visible_to(user, on, SEE).filter(pk=pk).first()
    if report:
        return report, list(report.revisions.select_related("submitted_by"))
    report = Report.objects.visible_to(user, on, SEE_ACCEPTED).filter(pk=pk).first()
    if report is None:
        return None, []
    accepted = counting_revisions(report).accepted
    revisions = report.revisions.select_related("submitted_by")
    return report, [each for each in revisions if each.pk == accepted]
