"""Inside the house: a report before its own unit's chief, who lets it leave or sends it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.people.queries import people_who_may
from nhip.organisation.periods.rules import today
from nhip.work.forms.rules import Named

from ..access import FILL, SIGN, must_present, require_filling
from ..choices import Outcome
from ..models import Report, Revision, Signing
from .decisions import is_news, tell, why, words
from .drafts import fill_from_elsewhere, lock, lock_all, must_be_draft, must_be_owed
from .handing_in import HandIn, as_handed_in, seal
from .mending import must_be_mended
from .refusals import NotPresented


@dataclass(frozen=True)
class Presenting:
    """A report to lay before its unit's chief, by whom and when; `left` as in `HandIn`."""

    report: Report
    by: User
    at: datetime
    left: Set[Named] | None = None


@dataclass(frozen=True)
class Signature:
    """A report to let leave the house: what the page showed by its digest, by whom and when."""

    report: Report
    seen: str
    by: User
    at: datetime


def present_report(
    report: Report, *, by: User, at: datetime, left: Set[Named] | None = None
) -> Signing:
    """Lay a finished draft before the unit's own chief; from now on nobody writes in it.

    Raises Incomplete and NotMended as handing in does, NotDraft, NotPresented where no chief is
    asked, or PermissionDenied.
    """
    with one_row():
        return present_reports([Presenting(report, by, at, left)], at=at)[0]


@transaction.atomic
def present_reports(rows: Sequence[Presenting], *, at: datetime) -> list[Signing]:
    """Lay many drafts before their chiefs, who are told of what comes on the day of `at`.

    Raises WrongRow with what `present_report` raises.
    """
    for index, each in enumerate(rows):
        with row(index):
            require_filling(each.by, each.report.unit, today(each.at))
    reports = lock_all(each.report for each in rows)
    for index, each in enumerate(rows):
        with row(index):
            report = reports[each.report.pk]
            must_be_draft(report)
            if not must_present(each.by, report, today(each.at)):
                raise NotPresented(_("No chief is asked about this report: hand it in."))
            must_be_mended(report, as_handed_in(report, by=each.by, at=each.at), each.left)
            report.presented_at = each.at
    Report.objects.bulk_update(reports.values(), ["presented_at"])
    made = Signing.objects.bulk_create(
        Signing(report=reports[each.report.pk], presented_by=each.by, presented_at=each.at)
        for each in rows
    )
    _record("report.presented", made, rows)
    for signing in made:
        moment = signing.presented_at
        if is_news(moment, at):
            text = _("Waits for your signature: %(title)s.") % words(signing.report)
            chiefs = people_who_may(SIGN, signing.report.unit_id, today(moment))
            is_urgent = signing.report.obligation.due_on <= today(moment)
            _tell(chiefs, text, signing, moment, by_mail=is_urgent)
    return made


def sign_report(report: Report, seen: str, *, by: User, at: datetime) -> Revision:
    """Let a report leave the house, as the unit's chief: it is handed in, as the page showed it.

    `seen` is the digest of what the page showed. Raises NotPresented where it was taken back or says
    something else by now, AlreadyDecided where the unit was excused meanwhile, Incomplete, or
    PermissionDenied.
    """
    with one_row():
        return sign_reports([Signature(report, seen, by, at)], at=at)[0]


@transaction.atomic
def sign_reports(rows: Sequence[Signature], *, at: datetime) -> list[Revision]:
    """Let many reports leave the house. Raises WrongRow with what `sign_report` raises."""
    for index, each in enumerate(rows):
        with row(index):
            require(each.by, SIGN, each.report.unit)
    reports = lock_all(each.report for each in rows)
    for index, each in enumerate(rows):
        with row(index):
            report = reports[each.report.pk]
            _must_be_presented(report)
            must_be_owed(report.obligation)
            if as_handed_in(report, by=each.by, at=each.at).digest != each.seen:
                raise NotPresented(_("It says something else by now. Look at it again first."))
    wave = {index: HandIn(each.report, each.by, each.at) for index, each in enumerate(rows)}
    revisions = seal(wave, reports, at)
    for index, each in enumerate(rows):
        report = reports[each.report.pk]
        signing = _close(report, Outcome.SIGNED, "", by=each.by, at=each.at, kept=revisions[index])
        if is_news(each.at, at):
            text = _("Signed and handed in: %(title)s.") % words(report)
            _tell([signing.presented_by], text, signing, each.at)
    return [revisions[index] for index in range(len(rows))]


@transaction.atomic
def send_back_inside(report: Report, reason: str, *, by: User, at: datetime) -> Signing:
    """Send a report back to whoever prepared it, as the unit's chief; nothing leaves the house.

    Raises NoReason, NotPresented or PermissionDenied.
    """
    require(by, SIGN, report.unit)
    report = lock(report)
    _must_be_presented(report)
    signing = _close(report, Outcome.BACK, why(reason), by=by, at=at)
    text = _("Your chief sends it back: %(title)s. %(reason)s")
    said = {**words(report), "reason": signing.reason}
    _tell(
        [signing.presented_by, *people_who_may(FILL, report.unit_id, today(at))],
        text % said,
        signing,
        at,
        by_mail=True,
    )
    record(
        "report.sent_back",
        about=report,
        by=by,
        at=at,
        unit=report.unit,
        said={"reason": signing.reason},
    )
    return signing


@transaction.atomic
def recall_report(report: Report, *, by: User, at: datetime) -> Signing:
    """Take a report back from the unit's chief, to write on in it.

    Raises NotPresented or PermissionDenied.
    """
    require_filling(by, report.unit, today(at))
    report = lock(report)
    _must_be_presented(report)
    signing = _close(report, Outcome.RECALLED, "", by=by, at=at)
    record("report.recalled", about=report, by=by, at=at, unit=report.unit)
    return signing


def _must_be_presented(report: Report) -> None:
    if not report.is_presented:
        raise NotPresented(_("The report is not before the unit's chief any longer."))


def _close(
    report: Report,
    outcome: Outcome,
    reason: str,
    *,
    by: User,
    at: datetime,
    kept: Revision | None = None,
) -> Signing:
    signing = Signing.objects.select_related("presented_by").get(report=report, outcome="")
    signing.report, signing.revision = report, kept
    signing.outcome, signing.reason = outcome, reason
    signing.decided_by, signing.decided_at = by, at
    signing.save()
    if report.presented_at:
        report.presented_at = None
        report.save(update_fields=["presented_at"])
        fill_from_elsewhere(report)
    return signing


def _record(verb: str, made: Iterable[Signing], rows: Iterable[Presenting]) -> None:
    record_all(
        Act(verb, signing.report, each.by, each.at, signing.report.unit)
        for signing, each in zip(made, rows, strict=True)
    )


def _tell(
    users: Iterable[User], text: str, signing: Signing, at: datetime, *, by_mail: bool = False
) -> None:
    link = reverse("reports:sign", args=[signing.report_id])
    tell(users, text, link, at, by_mail=by_mail)
