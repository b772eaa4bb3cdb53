"""Reports of the unit on top: noting that one went to a body outside, which no unit here checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import FieldRefused, one_row, row
from nhip.organisation.periods.rules import today
from nhip.work.duties.choices import Status

from .. import queries
from ..access import SEND
from ..choices import Step
from ..models import Report, Revision, Sending
from .drafts import lock_all
from .refusals import AlreadyDecided
from .steps import Taking, stand_all, take_all


@dataclass(frozen=True)
class Sent:
    """That a version of a report went out: when, under which number, to whom; by whom and when noted."""

    report: Report
    seen: int
    on: date
    number: str
    recipient: str
    by: User
    at: datetime


class SentAhead(FieldRefused):
    """A paper cannot have been sent on a day ahead, nor before it was handed in."""

    field = "on"


def note_sent(
    report: Report, seen: int, *, on: date, number: str, recipient: str, by: User, at: datetime
) -> Sending:
    """Note that a version of a report went to a body outside: then it is done.

    `seen` is the number of the version that went. Raises AlreadyDecided, SentAhead or PermissionDenied.
    """
    with one_row():
        return take_in_sendings([Sent(report, seen, on, number, recipient, by, at)])[0]


@transaction.atomic
def take_in_sendings(rows: Sequence[Sent]) -> list[Sending]:
    """Note many sendings at once. Raises WrongRow with what `note_sent` raises."""
    for index, each in enumerate(rows):
        with row(index):
            require(each.by, SEND, each.report.unit)
    reports = lock_all(each.report for each in rows)
    latest = queries.latest_revisions(reports.values())
    takings = []
    for index, each in enumerate(rows):
        with row(index):
            report = reports[each.report.pk]
            revision = _waiting(report, latest.get(report.pk), each.seen)
            _check_day(each, revision)
            takings.append(Taking(report, Step.SENT, revision, each.by, each.at))
    made = Sending.objects.bulk_create(
        Sending(
            revision=taking.revision,
            sent_on=each.on,
            number=each.number,
            recipient=each.recipient,
            noted_by=each.by,
            noted_at=each.at,
        )
        for taking, each in zip(takings, rows, strict=True)
    )
    for taking in takings:
        taking.report.status, taking.report.decided_at = Status.ACCEPTED, taking.at
    stand_all((taking.report, taking.at) for taking in takings)
    take_all(takings)
    return made


def _waiting(report: Report, last: Revision | None, seen: int) -> Revision:
    if not report.obligation.regime.is_outward or not report.is_waiting or last is None:
        raise AlreadyDecided(_("No report to a body outside waits to be sent here."))
    if last.number != seen:
        raise AlreadyDecided(_("It was handed in anew meanwhile. Look at the new version first."))
    return last


def _check_day(sent: Sent, revision: Revision) -> None:
    if not today(revision.submitted_at) <= sent.on <= today(sent.at):
        raise SentAhead(_("Sent on a day from its handing in until today."))
